package org.mycambridge.web;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.mycambridge.centre.Centres;
import org.mycambridge.history.Outbox;
import org.mycambridge.membership.Roster;
import org.mycambridge.policy.Action;
import org.mycambridge.policy.Decision;
import org.mycambridge.policy.Reason;
import org.mycambridge.policy.Relation;
import org.mycambridge.policy.Role;
import org.mycambridge.service.Acknowledgements;
import org.mycambridge.tables.CentreRow;

/** The shapes of the JSON that every door answers with. */
public final class Shapes {

    private Shapes() {}

    public static Map<String, Object> centre(CentreRow centre, Set<Relation> rights) {
        Map<String, Object> shape = new LinkedHashMap<>();
        shape.put("number", centre.number);
        shape.put("name", centre.name);
        shape.put("title", Centres.title(centre));
        shape.put("type", centre.type);
        shape.put("status", centre.status);
        if (centre.linkStatus != null) {
            shape.put("link", centre.linkStatus);
        }
        shape.put("rights", rights.stream().sorted().toList());
        return shape;
    }

    static Map<String, Object> person(Roster.Person person) {
        Map<String, Object> shape = new LinkedHashMap<>();
        shape.put("id", person.id());
        shape.put("firstName", person.firstName());
        shape.put("lastName", person.lastName());
        shape.put("fullName", person.fullName());
        shape.put("email", person.email());
        shape.put("status", person.status());
        shape.put("roles", person.roles());
        shape.put("version", person.version());
        person.invitedUntil().ifPresent(until -> shape.put("invitedUntil", until.toString()));
        person.mailProblem()
                .ifPresent(
                        problem -> {
                            Map<String, Object> mail = new LinkedHashMap<>();
                            mail.put("state", problem.isEmpty() ? "being-sent" : "not-delivered");
                            mail.put("reason", problem);
                            shape.put("mail", mail);
                        });
        return shape;
    }

    /** Whether a service has taken what changed about a person. */
    static Map<String, Object> told(Acknowledgements.Told told) {
        Map<String, Object> shape = new LinkedHashMap<>();
        shape.put("service", told.service().id());
        shape.put("name", told.service().name());
        shape.put("state", told.waiting() ? "waiting" : "acknowledged");
        shape.put("at", told.at().toString());
        return shape;
    }

    /** How the mail stands that an act caused. */
    public static Map<String, Object> mail(Outbox.Outcome outcome) {
        return switch (outcome) {
            case SENT -> Map.of("state", "sent", "detail", "The mail has been sent");
            case BEING_SENT -> Map.of("state", "being-sent", "detail", "The mail is being sent");
            case NOT_DELIVERED ->
                    Map.of(
                            "state", "not-delivered",
                            "detail", "The mail is not delivered yet. It will be tried again");
        };
    }

    static Map<String, Object> role(Roster.RoleState state, String serviceName) {
        Role role = state.role();
        Map<String, Object> shape = new LinkedHashMap<>();
        shape.put("id", role.id());
        shape.put("name", role.name());
        shape.put("description", role.description());
        shape.put("service", role.service());
        shape.put("serviceName", serviceName);
        shape.put("shared", role.shared());
        shape.put("held", state.held());
        shape.put("mayGrant", state.mayGrant());
        shape.put("mayRevoke", state.mayRevoke());
        state.reason().ifPresent(reason -> shape.put("reason", reason(reason)));
        return shape;
    }

    static Map<String, Object> reason(Reason reason) {
        return Map.of("code", reason.key(), "detail", reason.sentence());
    }

    static Map<String, Object> actions(Map<Action, Decision> decisions) {
        Map<String, Object> shape = new LinkedHashMap<>();
        decisions.forEach(
                (action, decision) -> {
                    Map<String, Object> each = new LinkedHashMap<>();
                    each.put("allowed", decision.allowed());
                    decision.reason().ifPresent(reason -> each.put("reason", reason(reason)));
                    shape.put(camelCase(action.name()), each);
                });
        return shape;
    }

    public static List<Map<String, Object>> warnings(List<Role> nobodyHolds) {
        return nobodyHolds.stream()
                .map(
                        role ->
                                Map.<String, Object>of(
                                        "code",
                                        "nobody-holds-role",
                                        "role",
                                        role.id(),
                                        "detail",
                                        "Nobody at this centre is "
                                                + role.holderName()
                                                + " now, so nobody receives its"
                                                + " notifications"))
                .toList();
    }

    /** A warning of the centre's own page is the same sentence. */
    static Optional<Map<String, Object>> warning(Role role) {
        return warnings(List.of(role)).stream().findFirst();
    }

    private static String camelCase(String constant) {
        StringBuilder text = new StringBuilder();
        for (String word : constant.toLowerCase(java.util.Locale.ROOT).split("_")) {
            text.append(
                    text.isEmpty()
                            ? word
                            : Character.toUpperCase(word.charAt(0)) + word.substring(1));
        }
        return text.toString();
    }
}
