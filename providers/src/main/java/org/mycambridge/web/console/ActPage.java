package org.mycambridge.web.console;

import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.mycambridge.centre.CentreNumber;
import org.mycambridge.membership.Roster;
import org.mycambridge.policy.Decision;
import org.mycambridge.policy.MembershipStatus;
import org.mycambridge.policy.RoleCatalogue;
import org.mycambridge.policy.Service;

/** Asks once more, naming what will be lost and who is affected, and then does it. */
final class ActPage extends FormPage {

    static final String TEMPLATE = "mc-confirm.ftl";

    private final String id;
    private final Act act;

    ActPage(Visit visit, CentreNumber number, String id, Act act) {
        super(visit, number, Addresses.USERS, id, act.path());
        this.id = id;
        this.act = act;
    }

    @Override
    Response draw(int status, Drawing drawing) {
        Roster roster = roster();
        Roster.Person person = roster.person(id);
        if (isDone(person)) {
            return visit().redirect(users(id));
        }
        Decision decision = roster.actions(id).get(act.action());
        Map<String, Object> attributes = attributes(roster, drawing);
        attributes.put("mcAct", act.path());
        attributes.put("mcSubject", PersonPage.subject(visit(), person));
        attributes.put(
                "mcLost",
                act.takesRoles()
                        ? visit().texts().names(catalogue(roster), person.roles())
                        : List.of());
        attributes.put("mcServicesLost", act.takesRoles() ? services(roster) : List.of());
        decision.reason()
                .ifPresent(reason -> attributes.put("mcRefused", visit().texts().say(reason)));
        attributes.put("mcCancelUrl", users(id).getRawPath());
        return visit().show(status, TEMPLATE, attributes);
    }

    /** Whether there is nothing to ask: somebody has been quicker. */
    private boolean isDone(Roster.Person person) {
        boolean disabled = person.status() == MembershipStatus.DISABLED;
        return act == Act.ENABLE && !disabled || act == Act.DISABLE && disabled;
    }

    private List<String> services(Roster roster) {
        Set<String> lost =
                roster.servicesNobodyElseUses(id).stream()
                        .map(Service::id)
                        .collect(Collectors.toSet());
        return catalogue(roster).services(visit().texts().locale()).stream()
                .filter(service -> lost.contains(service.id()))
                .map(Service::name)
                .toList();
    }

    private static RoleCatalogue catalogue(Roster roster) {
        return roster.standing().policy().catalogue();
    }

    @Override
    Response save(Form form) {
        Roster roster = roster();
        Roster.Person person = roster.person(id);
        if (act.takesRoles()
                && Sensitive.gives(roster, person.roles())
                && !visit().hasJustSignedIn()) {
            return signInAgain(form);
        }
        return write(
                form,
                act.done(),
                person.fullName(),
                (users, centre) -> act.on(users, centre, id),
                any -> act == Act.REMOVE ? users() : users(id));
    }
}
