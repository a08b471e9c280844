package org.mycambridge.web.console;

import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.keycloak.models.KeycloakSession;
import org.mycambridge.centre.ActorRef;
import org.mycambridge.centre.AssignmentPlan;
import org.mycambridge.centre.Assignments;
import org.mycambridge.centre.CentreNumber;
import org.mycambridge.centre.Policies;
import org.mycambridge.centre.Refusal;
import org.mycambridge.centre.Work;
import org.mycambridge.membership.Caseload;
import org.mycambridge.tables.CentreRow;

/**
 * Shares the centres that nobody looks after between people of their associate: who, then what it
 * would come to, and only then is it done. What is done is what was shown; where things have moved
 * meanwhile, it is shown anew.
 */
final class PlanPage extends BoardForm {

    static final String PATH = "plan";
    private static final String TEMPLATE = "mc-board-plan.ftl";
    private static final String PERSON = "person";
    private static final String STEP = "step";
    private static final String PREVIEW = "preview";
    private static final String CONFIRM = "confirm";
    private static final String SHOWN = "shown";
    private static final int MOST_SAID = 5;

    private final CentreNumber number;

    PlanPage(Visit visit, CentreNumber number) {
        super(visit, visit.addresses().pathOfCentre(number.value(), PATH));
        this.number = number;
    }

    @Override
    Response draw(int status, Drawing drawing) {
        return draw(status, drawing, Optional.empty());
    }

    private Response draw(int status, Drawing drawing, Optional<AssignmentPlan> plan) {
        CentreRow associate = AssignmentsPage.associate(visit(), number);
        Caseload caseload = Caseload.of(visit().session(), associate);
        Map<String, Object> attributes = formAttributes(drawing);
        attributes.put("mcCentre", CentreFrame.centre(associate));
        attributes.put("mcNobodys", caseload.nobodys().size());
        attributes.put("mcMost", most());
        Map<String, Caseload.Person> people = new LinkedHashMap<>();
        caseload.people().forEach(person -> people.put(person.id(), person));
        Set<String> chosen = drawing.form().all(PERSON);
        attributes.put(
                "mcPeople",
                people.values().stream()
                        .map(
                                person -> {
                                    Map<String, Object> shape = AssignmentsPage.shape(person);
                                    shape.put("on", chosen.contains(person.id()));
                                    return shape;
                                })
                        .toList());
        attributes.put("mcStep", plan.isPresent() ? PREVIEW : "");
        plan.ifPresent(
                each -> {
                    attributes.put("mcShown", named(each));
                    attributes.put("mcLeft", each.left());
                    attributes.put(
                            "mcShares",
                            each.shares().stream().map(share -> shape(share, people)).toList());
                });
        attributes.put("mcReason", drawing.form().text(REASON));
        attributes.put(
                "mcCancelUrl",
                visit().addresses().centre(associate.number, AssignmentsPage.PATH).getRawPath());
        return visit().show(status, TEMPLATE, attributes);
    }

    private static Map<String, Object> shape(
            AssignmentPlan.Share share, Map<String, Caseload.Person> people) {
        Map<String, Object> shape = AssignmentsPage.shape(people.get(share.person().userId()));
        shape.put("centres", share.centres());
        shape.put("total", share.total());
        return shape;
    }

    private int most() {
        return Policies.current(visit().session()).catalogue().settings().centresPerPerson();
    }

    @Override
    String whatIsStale() {
        return "centre";
    }

    @Override
    Response save(Form form) {
        AssignmentsPage.associate(visit(), number);
        AssignmentPlan plan = plan(form.all(PERSON));
        if (plan.shares().isEmpty()) {
            throw Refusal.invalid("required", PERSON, "Nobody was chosen");
        }
        if (!form.text(STEP).equals(CONFIRM)) {
            return draw(200, new Drawing(form, List.of(), Optional.empty()), Optional.of(plan));
        }
        if (!visit().hasJustSignedIn()) {
            return signInAgain(form);
        }
        if (!form.text(SHOWN).equals(named(plan))) {
            return draw(409, Drawing.of(form, "plan-moved"), Optional.of(plan));
        }
        return carriedOut(plan, actor(form));
    }

    /** As things are now; who is not at the associate is passed over. */
    private AssignmentPlan plan(Set<String> chosen) {
        Caseload caseload =
                Caseload.of(visit().session(), AssignmentsPage.associate(visit(), number));
        List<AssignmentPlan.Person> people =
                caseload.people().stream()
                        .filter(person -> chosen.contains(person.id()))
                        .map(
                                person ->
                                        new AssignmentPlan.Person(
                                                person.id(), Math.toIntExact(person.taken())))
                        .toList();
        return AssignmentPlan.of(caseload.nobodys(), people, most());
    }

    /** A short name for a plan: another plan has another. */
    private static String named(AssignmentPlan plan) {
        return UUID.nameUUIDFromBytes(plan.toString().getBytes(StandardCharsets.UTF_8)).toString();
    }

    /**
     * Each centre by itself: nobody waits for all of them, and one that can't be stops no other.
     */
    private Response carriedOut(AssignmentPlan plan, ActorRef actor) {
        int done = 0;
        List<String> refused = new ArrayList<>();
        for (AssignmentPlan.Share share : plan.shares()) {
            for (String centre : share.centres()) {
                try {
                    Work.write(
                            visit().session(),
                            inner -> assign(inner, actor, centre, share.person().userId()));
                    done++;
                } catch (Refusal refusal) {
                    refused.add(centre + ": " + problem(Form.empty(), refusal).text());
                }
            }
        }
        Map<String, Object> banner = new LinkedHashMap<>();
        banner.put("kind", "assigned");
        banner.put("name", Integer.toString(done));
        banner.put("texts", refused.stream().limit(MOST_SAID).toList());
        return visit().done(
                        visit().addresses().centre(number.value(), AssignmentsPage.PATH), banner);
    }

    private static boolean assign(
            KeycloakSession inner, ActorRef actor, String centre, String userId) {
        return Assignments.assign(inner, actor, CentreNumber.parse(centre).orElseThrow(), userId);
    }
}
