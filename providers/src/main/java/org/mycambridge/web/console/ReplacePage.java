package org.mycambridge.web.console;

import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.Optional;
import org.mycambridge.centre.CentreNumber;
import org.mycambridge.centre.Refusal;
import org.mycambridge.membership.Roster;
import org.mycambridge.policy.Reason;
import org.mycambridge.policy.Role;

/** Moves a role that a centre has once from its holder to this person, in one step (D22). */
final class ReplacePage extends FormPage {

    static final String PATH = "replace";

    private final String id;
    private final String roleId;

    ReplacePage(Visit visit, CentreNumber number, String id, String roleId) {
        super(visit, number, Addresses.USERS, id, PATH, roleId);
        this.id = id;
        this.roleId = roleId;
    }

    @Override
    Response draw(int status, Drawing drawing) {
        Roster roster = roster();
        Roster.Person person = roster.person(id);
        Role role = role(roster);
        Map<String, Object> attributes = attributes(roster, drawing);
        attributes.put("mcAct", PATH);
        attributes.put("mcSubject", PersonPage.subject(visit(), person));
        attributes.put(
                "mcRole", visit().texts().in(roster.standing().policy().catalogue(), role).name());
        Optional<Roster.Person> holder = roster.holder(roleId);
        holder.ifPresent(each -> attributes.put("mcHolder", each.fullName()));
        if (!roster.replaceable(id).contains(roleId)) {
            attributes.put("mcRefused", whyNot(roster, holder.isPresent()));
        }
        attributes.put("mcVersion", Integer.toString(person.version()));
        attributes.put("mcCancelUrl", users(id).getRawPath());
        return visit().show(status, ActPage.TEMPLATE, attributes);
    }

    private Role role(Roster roster) {
        return roster.standing()
                .policy()
                .catalogue()
                .role(roleId)
                .filter(Role::oneHolder)
                .orElseThrow(() -> Refusal.notFound("That role"));
    }

    private String whyNot(Roster roster, boolean taken) {
        Optional<Reason> reason =
                roster.roles(Optional.of(id)).stream()
                        .filter(state -> state.role().id().equals(roleId))
                        .flatMap(state -> state.reason().stream())
                        .findFirst();
        return taken && reason.isPresent()
                ? visit().texts().say(reason.get())
                : visit().texts().say("mcRefusal.nobody-to-replace");
    }

    @Override
    Response save(Form form) {
        Roster roster = roster();
        Roster.Person person = roster.person(id);
        role(roster);
        return write(
                form,
                "holder-replaced",
                person.fullName(),
                (users, centre) ->
                        users.replaceHolder(centre, roleId, id, PersonPage.version(form)),
                any -> users(id));
    }
}
