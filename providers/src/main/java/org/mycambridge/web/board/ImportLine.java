package org.mycambridge.web.board;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import org.mycambridge.centre.CentreNumber;
import org.mycambridge.centre.Centres;
import org.mycambridge.centre.Refusal;
import org.mycambridge.membership.Census;
import org.mycambridge.membership.CentreUsers;
import org.mycambridge.membership.Enrolment;
import org.mycambridge.membership.PersonDetails;
import org.mycambridge.web.Body;

/** What one line of an import asks for, and one line of an export says. */
sealed interface ImportLine {

    String CENTRE = "centre";
    String PERSON = "person";
    String ASSIGNMENT = "assignment";

    /** The centre it is about. */
    CentreNumber number();

    /** A centre with its facts. */
    record OfCentre(Centres.Draft draft) implements ImportLine {

        @Override
        public CentreNumber number() {
            return draft.number();
        }
    }

    /** A person at a centre. */
    record OfPerson(Enrolment.Line line) implements ImportLine {

        @Override
        public CentreNumber number() {
            return line.centre();
        }

        String email() {
            return line.draft().details().email();
        }
    }

    /** A child centre assigned to a person at its parent. */
    record OfAssignment(Census.Assigned assigned) implements ImportLine {

        @Override
        public CentreNumber number() {
            return assigned.centre();
        }

        String email() {
            return assigned.email();
        }
    }

    /**
     * Reads an object with one member.
     *
     * @throws Refusal naming the field
     */
    static ImportLine parse(String json) {
        Body body = Body.parse(json, CENTRE, PERSON, ASSIGNMENT);
        if (body.has(CENTRE)) {
            return new OfCentre(
                    Drafts.centre(Body.parse(body.json(CENTRE), Drafts.CENTRE), Optional.empty()));
        }
        if (body.has(PERSON)) {
            return person(
                    Body.parse(
                            body.json(PERSON),
                            "email",
                            "firstName",
                            "lastName",
                            CENTRE,
                            "roles",
                            "invite",
                            "disabled"));
        }
        if (body.has(ASSIGNMENT)) {
            return assignment(Body.parse(body.json(ASSIGNMENT), "email", CENTRE));
        }
        throw Refusal.invalid("required", "line", "A line has a centre, a person or an assignment");
    }

    private static ImportLine person(Body body) {
        return new OfPerson(
                new Enrolment.Line(
                        CentreNumber.of(body.text(CENTRE), CENTRE),
                        new CentreUsers.NewUser(
                                PersonDetails.of(
                                        body.text("firstName"),
                                        body.text("lastName"),
                                        body.text("email")),
                                new LinkedHashSet<>(body.texts("roles")),
                                body.flag("invite", false)),
                        body.flag("disabled", false)));
    }

    private static ImportLine assignment(Body body) {
        CentreNumber centre = CentreNumber.of(body.text(CENTRE), CENTRE);
        String email =
                body.optionalText("email")
                        .map(String::strip)
                        .filter(text -> !text.isEmpty())
                        .orElseThrow(
                                () -> Refusal.invalid("required", "email", "email is required"));
        return new OfAssignment(new Census.Assigned(centre, email));
    }

    /** The members that say what is so: what an import reads, without what is left unsaid there. */
    default Map<String, Object> members() {
        Map<String, Object> members = new LinkedHashMap<>();
        if (this instanceof OfCentre centre) {
            Centres.Draft draft = centre.draft();
            members.put("number", draft.number().value());
            members.put("name", draft.name());
            members.put("type", draft.type());
            members.put("status", draft.status());
            draft.parent().ifPresent(parent -> members.put("parent", parent.value()));
            draft.link().ifPresent(link -> members.put("link", link));
        } else if (this instanceof OfPerson person) {
            CentreUsers.NewUser draft = person.line().draft();
            members.put("email", draft.details().email());
            members.put("firstName", draft.details().firstName());
            members.put("lastName", draft.details().lastName());
            members.put(CENTRE, number().value());
            members.put("roles", draft.roles());
            if (draft.invite()) {
                members.put("invite", true);
            }
            if (person.line().disabled()) {
                members.put("disabled", true);
            }
        } else if (this instanceof OfAssignment assignment) {
            members.put("email", assignment.email());
            members.put(CENTRE, number().value());
        }
        return members;
    }

    /** Which of the three it is. */
    default String kind() {
        return this instanceof OfCentre ? CENTRE : this instanceof OfPerson ? PERSON : ASSIGNMENT;
    }
}
