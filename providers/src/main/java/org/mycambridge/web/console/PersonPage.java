package org.mycambridge.web.console;

import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.mycambridge.centre.CentreNumber;
import org.mycambridge.centre.Refusal;
import org.mycambridge.membership.CentreUsers;
import org.mycambridge.membership.Roster;
import org.mycambridge.policy.Action;
import org.mycambridge.policy.Decision;
import org.mycambridge.policy.MembershipStatus;
import org.mycambridge.policy.Role;
import org.mycambridge.policy.RoleCatalogue;
import org.mycambridge.service.Acknowledgements;
import org.mycambridge.web.Answer;

/** A person's record at a centre (F25–F30): details, actions, roles, and what happened to them. */
final class PersonPage extends FormPage {

    private static final String TEMPLATE = "mc-person.ftl";
    private static final String WAS = "was";
    static final String VERSION = "version";
    private static final int LATEST = 5;

    private final String id;

    PersonPage(Visit visit, CentreNumber number, String id) {
        super(visit, number, Addresses.USERS, id);
        this.id = id;
    }

    /** What of the invitation's mail is to be said; empty where it has been sent. */
    static Optional<String> mail(Roster.Person person) {
        return person.mailProblem()
                .map(problem -> problem.isEmpty() ? "being-sent" : "not-delivered");
    }

    static Map<String, Object> subject(Visit visit, Roster.Person person) {
        Map<String, Object> shape = new HashMap<>();
        shape.put("id", person.id());
        shape.put("firstName", person.firstName());
        shape.put("lastName", person.lastName());
        shape.put("name", person.fullName());
        shape.put("email", person.email());
        shape.put("status", person.status().name());
        shape.put("you", person.id().equals(visit.user().getId()));
        person.invitedUntil().ifPresent(until -> shape.put("until", visit.texts().time(until)));
        mail(person).ifPresent(mail -> shape.put("mail", mail));
        return shape;
    }

    @Override
    Response draw(int status, Drawing drawing) {
        return draw(status, drawing, false);
    }

    private Response draw(int status, Drawing drawing, boolean late) {
        Roster roster = roster();
        Roster.Person person = roster.person(id);
        RoleCatalogue catalogue = roster.standing().policy().catalogue();
        RoleSwitches switches =
                new RoleSwitches(
                        visit().texts(),
                        catalogue,
                        roster.roles(Optional.of(id)),
                        visit().isBoards());
        Set<String> now = switches.heldAndOpen();
        Set<String> chosen = drawing.form().isEmpty() ? now : wanted(drawing.form(), now);
        Set<String> replaceable = visit().isBoards() ? Set.of() : roster.replaceable(id);
        List<Map<String, Object>> history =
                roster
                        .history(
                                Optional.of(id),
                                Optional.empty(),
                                0,
                                LATEST,
                                visit().texts().locale())
                        .stream()
                        .map(entry -> HistoryPage.entry(visit(), entry))
                        .toList();
        Map<String, Object> attributes = attributes(roster, drawing);
        attributes.put("mcSubject", subject(visit(), person));
        attributes.put(
                "mcActions", visit().isBoards() ? List.of() : actions(person, roster.actions(id)));
        attributes.put(
                "mcServices",
                switches.attributes(
                        chosen,
                        role ->
                                Optional.of(role)
                                        .filter(replaceable::contains)
                                        .map(each -> below(ReplacePage.PATH, each))));
        attributes.put("mcVersion", Integer.toString(person.version()));
        attributes.put("mcWas", String.join(" ", now));
        attributes.put("mcMayChange", switches.anyOpen());
        attributes.put("mcTold", told(roster));
        attributes.put("mcHistory", history);
        attributes.put("mcHistoryUrl", historyUrl());
        attributes.put("mcBackUrl", users().getRawPath());
        if (late) {
            attributes.put("mcStale", stale(history, catalogue, now, chosen));
        }
        return visit().show(status, TEMPLATE, attributes);
    }

    /** Which services have taken what changed about the person here, and since when not. */
    private List<Map<String, Object>> told(Roster roster) {
        return Acknowledgements.of(
                        visit().session(),
                        roster.standing().policy().catalogue(),
                        roster.centre().id,
                        id,
                        visit().texts().locale())
                .stream()
                .map(
                        told ->
                                Map.<String, Object>of(
                                        "name",
                                        told.service().name(),
                                        "waiting",
                                        told.waiting(),
                                        "at",
                                        visit().texts().time(told.at())))
                .toList();
    }

    private String below(String... parts) {
        String[] path = new String[parts.length + 1];
        path[0] = id;
        System.arraycopy(parts, 0, path, 1, parts.length);
        return users(path).getRawPath();
    }

    private String historyUrl() {
        return visit().addresses().centre(number().value(), HistoryPage.PATH).getRawPath()
                + "?user="
                + id;
    }

    /** The switches as their sender wants them, on top of how they stand now. */
    private static Set<String> wanted(Form form, Set<String> now) {
        Set<String> wanted = new LinkedHashSet<>(now);
        wanted.addAll(granted(form));
        wanted.removeAll(revoked(form));
        return wanted;
    }

    private static Set<String> was(Form form) {
        return new HashSet<>(List.of(form.text(WAS).split(" ")));
    }

    private static Set<String> granted(Form form) {
        Set<String> granted = form.all(RoleSwitches.FIELD);
        granted.removeAll(was(form));
        return granted;
    }

    private static Set<String> revoked(Form form) {
        Set<String> revoked = was(form);
        revoked.remove("");
        revoked.removeAll(form.all(RoleSwitches.FIELD));
        return revoked;
    }

    private List<Map<String, Object>> actions(
            Roster.Person person, Map<Action, Decision> decisions) {
        List<Map<String, Object>> actions = new ArrayList<>();
        boolean invited =
                person.status() == MembershipStatus.INVITED
                        || person.status() == MembershipStatus.INVITATION_EXPIRED;
        if (invited) {
            actions.add(action(Act.RESEND_INVITATION, decisions));
            boolean names = decisions.get(Action.EDIT_DETAILS).allowed();
            Action details = names ? Action.EDIT_DETAILS : Action.CORRECT_EMAIL;
            actions.add(action(DetailsPage.PATH, decisions.get(details)));
        } else {
            actions.add(action(Act.RESET_PASSWORD, decisions));
        }
        boolean disabled = person.status() == MembershipStatus.DISABLED;
        actions.add(action(disabled ? Act.ENABLE : Act.DISABLE, decisions));
        actions.add(action(Act.REMOVE, decisions));
        return actions;
    }

    private Map<String, Object> action(Act act, Map<Action, Decision> decisions) {
        return action(act.path(), decisions.get(act.action()));
    }

    private Map<String, Object> action(String path, Decision decision) {
        Map<String, Object> shape = new HashMap<>();
        shape.put("kind", path);
        shape.put("url", below(path));
        shape.put("allowed", decision.allowed());
        decision.reason().ifPresent(reason -> shape.put("reason", visit().texts().say(reason)));
        return shape;
    }

    @Override
    Response save(Form form) {
        Roster roster = roster();
        Roster.Person person = roster.person(id);
        Set<String> grant = granted(form);
        Set<String> revoke = revoked(form);
        if (grant.isEmpty() && revoke.isEmpty()) {
            return visit().done(
                            visit().addresses().page(page()),
                            Map.of("kind", "nothing-changed", "name", person.fullName()));
        }
        Set<String> changed = new HashSet<>(grant);
        changed.addAll(revoke);
        if (Sensitive.gives(roster, changed) && !visit().hasJustSignedIn()) {
            return signInAgain(form);
        }
        CentreUsers.Change change =
                new CentreUsers.Change(version(form), grant, revoke, Optional.empty());
        return write(
                form,
                "roles-changed",
                person.fullName(),
                (users, centre) -> users.change(centre, id, change),
                any -> visit().addresses().page(page()));
    }

    /** The version a form was drawn from; one that never was where it has none. */
    static int version(Form form) {
        try {
            return Integer.parseInt(form.text(VERSION));
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    @Override
    Response refused(Form form, Refusal refusal) {
        boolean late = refusal.code().equals("stale-version");
        return draw(
                Answer.status(refusal),
                late
                        ? Drawing.of(form, "stale")
                        : Drawing.wrong(form, List.of(problem(form, refusal))),
                late);
    }

    /** Who changed what meanwhile, and both versions of each switch in which they differ. */
    private Map<String, Object> stale(
            List<Map<String, Object>> history,
            RoleCatalogue catalogue,
            Set<String> now,
            Set<String> chosen) {
        Map<String, Object> stale = new HashMap<>();
        history.stream().findFirst().ifPresent(stale::putAll);
        List<Map<String, Object>> roles = new ArrayList<>();
        for (Role role : catalogue.roles(visit().texts().locale())) {
            boolean isNow = now.contains(role.id());
            boolean yours = chosen.contains(role.id());
            if (isNow != yours) {
                roles.add(Map.of("name", role.name(), "now", isNow, "yours", yours));
            }
        }
        stale.put("roles", roles);
        return stale;
    }
}
