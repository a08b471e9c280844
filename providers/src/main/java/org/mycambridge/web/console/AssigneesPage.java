package org.mycambridge.web.console;

import jakarta.ws.rs.core.Response;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.keycloak.models.KeycloakSession;
import org.mycambridge.centre.ActorRef;
import org.mycambridge.centre.Assignments;
import org.mycambridge.centre.CentreNumber;
import org.mycambridge.centre.Centres;
import org.mycambridge.centre.Policies;
import org.mycambridge.centre.Refusal;
import org.mycambridge.membership.AssociateCentres;
import org.mycambridge.membership.Caseload;
import org.mycambridge.tables.CentreRow;

/** Who at the associate looks after one of its centres. */
final class AssigneesPage extends BoardForm {

    static final String PATH = "assignees";
    private static final String TEMPLATE = "mc-board-assignees.ftl";
    private static final String PERSON = "person";
    private static final String WAS = "was";

    private final CentreNumber number;

    AssigneesPage(Visit visit, CentreNumber number) {
        super(visit, visit.addresses().pathOfCentre(number.value(), PATH));
        this.number = number;
    }

    @Override
    Response draw(int status, Drawing drawing) {
        KeycloakSession session = visit().session();
        CentreRow centre = Centres.get(session, number);
        CentreRow associate = associate(session, centre);
        Set<String> now = Set.copyOf(Assignments.assignees(session, centre));
        Set<String> chosen = drawing.form().isEmpty() ? now : drawing.form().all(PERSON);
        Map<String, Object> attributes = formAttributes(drawing);
        attributes.put("mcCentre", CentreFrame.centre(centre));
        attributes.put("mcAssociate", Centres.title(associate));
        attributes.put(
                "mcPeople",
                Caseload.of(session, associate).people().stream()
                        .map(
                                person -> {
                                    Map<String, Object> shape = AssignmentsPage.shape(person);
                                    shape.put("on", chosen.contains(person.id()));
                                    return shape;
                                })
                        .toList());
        attributes.put(
                "mcMost", Policies.current(session).catalogue().settings().centresPerPerson());
        attributes.put("mcWas", String.join(" ", now));
        attributes.put("mcReason", drawing.form().text(REASON));
        attributes.put(
                "mcCancelUrl",
                visit().addresses().centre(associate.number, AssignmentsPage.PATH).getRawPath());
        return visit().show(status, TEMPLATE, attributes);
    }

    private static CentreRow associate(KeycloakSession session, CentreRow centre) {
        return AssociateCentres.parent(session, centre)
                .orElseThrow(() -> Refusal.notFound("This page"));
    }

    @Override
    String whatIsStale() {
        return "centre";
    }

    @Override
    Response save(Form form) {
        CentreRow centre = Centres.get(visit().session(), number);
        CentreRow associate = associate(visit().session(), centre);
        if (!visit().hasJustSignedIn()) {
            return signInAgain(form);
        }
        Set<String> was = new HashSet<>(List.of(form.text(WAS).split(" ")));
        was.remove("");
        return write(
                form,
                "assignees-changed",
                (inner, actor) -> {
                    change(inner, actor, was, form.all(PERSON));
                    return Centres.title(Centres.get(inner, number));
                },
                any -> visit().addresses().centre(associate.number, AssignmentsPage.PATH));
    }

    /** Only what its sender changed: what others did meanwhile stays. Persons go by id. */
    private void change(
            KeycloakSession inner, ActorRef actor, Set<String> was, Set<String> wanted) {
        Set<String> now = Set.copyOf(Assignments.assignees(inner, Centres.locked(inner, number)));
        Set<String> all = new TreeSet<>(was);
        all.addAll(wanted);
        for (String id : all) {
            if (wanted.contains(id) && !was.contains(id)) {
                Assignments.assign(inner, actor, number, id);
            } else if (!wanted.contains(id) && now.contains(id)) {
                Assignments.unassign(inner, actor, number, id);
            }
        }
    }
}
