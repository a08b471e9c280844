package org.mycambridge.web.console;

import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.mycambridge.centre.CentreNumber;
import org.mycambridge.centre.Refusal;
import org.mycambridge.membership.CentreUsers;
import org.mycambridge.membership.PersonDetails;
import org.mycambridge.membership.Roster;
import org.mycambridge.policy.Action;
import org.mycambridge.policy.Decision;

/**
 * Corrects names and address of somebody who has not come by the invitation yet (D11). With another
 * address it becomes another person's page.
 */
final class DetailsPage extends FormPage {

    static final String PATH = "details";
    private static final String TEMPLATE = "mc-details.ftl";

    private final String id;

    DetailsPage(Visit visit, CentreNumber number, String id) {
        super(visit, number, Addresses.USERS, id, PATH);
        this.id = id;
    }

    @Override
    Response draw(int status, Drawing drawing) {
        Roster roster = roster();
        Roster.Person person = roster.person(id);
        Map<Action, Decision> decisions = roster.actions(id);
        Map<String, Object> attributes = attributes(roster, drawing);
        attributes.put("mcSubject", PersonPage.subject(visit(), person));
        attributes.put(
                "mcValues",
                drawing.form().isEmpty()
                        ? Map.of(
                                "firstName", person.firstName(),
                                "lastName", person.lastName(),
                                "email", person.email())
                        : AddPage.values(drawing.form()));
        decisions
                .get(Action.CORRECT_EMAIL)
                .reason()
                .ifPresent(reason -> attributes.put("mcRefused", visit().texts().say(reason)));
        attributes.put("mcVersion", Integer.toString(person.version()));
        attributes.put("mcCancelUrl", users(id).getRawPath());
        return visit().show(status, TEMPLATE, attributes);
    }

    @Override
    Response save(Form form) {
        // Nobody is there any more where a correction comes a second time.
        Optional<Roster.Person> person = roster().find(id);
        String first = form.text("firstName");
        String last = form.text("lastName");
        String email = form.text("email");
        List<Refusal> wrong = PersonDetails.problems(first, last, email);
        if (!wrong.isEmpty()) {
            return draw(
                    400,
                    Drawing.wrong(form, wrong.stream().map(each -> problem(form, each)).toList()));
        }
        PersonDetails details = PersonDetails.of(first, last, email);
        boolean corrected = person.filter(each -> each.email().equals(details.email())).isEmpty();
        if (corrected && person.isPresent() && !visit().hasJustSignedIn()) {
            return signInAgain(form);
        }
        return write(
                form,
                corrected ? "email-corrected" : "details-changed",
                details.fullName(),
                (users, centre) ->
                        users.change(
                                centre,
                                id,
                                new CentreUsers.Change(
                                        PersonPage.version(form),
                                        Set.of(),
                                        Set.of(),
                                        Optional.of(details))),
                userId -> users(userId));
    }
}
