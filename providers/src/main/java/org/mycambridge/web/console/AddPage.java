package org.mycambridge.web.console;

import jakarta.ws.rs.core.Response;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.mycambridge.centre.CentreNumber;
import org.mycambridge.centre.Refusal;
import org.mycambridge.membership.CentreUsers;
import org.mycambridge.membership.PersonDetails;
import org.mycambridge.membership.Roster;
import org.mycambridge.policy.RoleCatalogue;

/** Adds a person and invites them, in one form and one request (F10–F24). */
final class AddPage extends FormPage {

    private static final String TEMPLATE = "mc-add.ftl";
    private static final String ANOTHER = "another";

    AddPage(Visit visit, CentreNumber number) {
        super(visit, number, Addresses.USERS, UsersPage.ADD);
    }

    @Override
    Response draw(int status, Drawing drawing) {
        Roster roster = roster();
        RoleCatalogue catalogue = roster.standing().policy().catalogue();
        RoleSwitches switches =
                new RoleSwitches(visit().texts(), catalogue, roster.roles(Optional.empty()));
        Form form = drawing.form();
        Map<String, Object> attributes = attributes(roster, drawing);
        attributes.put("mcValues", values(form));
        attributes.put(
                "mcServices",
                switches.attributes(form.all(RoleSwitches.FIELD), role -> Optional.empty()));
        attributes.put("mcCancelUrl", users().getRawPath());
        if (visit().isBoards()) {
            attributes.put("mcActing", attributes.remove("mcLooking"));
            attributes.put("mcCancelUrl", attributes.get("mcActing"));
        }
        return visit().show(status, TEMPLATE, attributes);
    }

    static Map<String, Object> values(Form form) {
        Map<String, Object> values = new HashMap<>();
        for (String name : List.of("firstName", "lastName", "email")) {
            values.put(name, form.text(name));
        }
        return values;
    }

    @Override
    Response save(Form form) {
        String first = form.text("firstName");
        String last = form.text("lastName");
        String email = form.text("email");
        List<Refusal> wrong = PersonDetails.problems(first, last, email);
        if (!wrong.isEmpty()) {
            roster(); // not found, for whom there is nothing to manage here
            return draw(
                    400,
                    Drawing.wrong(form, wrong.stream().map(each -> problem(form, each)).toList()));
        }
        Set<String> roles = form.all(RoleSwitches.FIELD);
        if (Sensitive.gives(roster(), roles) && !visit().hasJustSignedIn()) {
            return signInAgain(form);
        }
        PersonDetails details = PersonDetails.of(first, last, email);
        boolean another = ANOTHER.equals(form.text("next"));
        return write(
                form,
                "added",
                details.fullName(),
                (users, centre) -> users.add(centre, new CentreUsers.NewUser(details, roles, true)),
                id -> another ? visit().addresses().page(page()) : users());
    }
}
