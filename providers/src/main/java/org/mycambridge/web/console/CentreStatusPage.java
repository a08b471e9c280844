package org.mycambridge.web.console;

import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.Optional;
import org.mycambridge.centre.CentreNumber;
import org.mycambridge.centre.Centres;
import org.mycambridge.centre.Refusal;
import org.mycambridge.membership.AssociateCentres;
import org.mycambridge.membership.Roster;
import org.mycambridge.policy.CentreStatus;
import org.mycambridge.tables.CentreRow;

/**
 * Suspends a centre, closes it, or has it go on: asked once more, with what it means, since a
 * centre that is not active gives nobody any role.
 */
final class CentreStatusPage extends BoardForm {

    static final String PATH = "status";
    private static final String TEMPLATE = "mc-board-status.ftl";
    private static final Map<String, CentreStatus> ACTS =
            Map.of(
                    "suspend", CentreStatus.SUSPENDED,
                    "close", CentreStatus.CLOSED,
                    "activate", CentreStatus.ACTIVE);

    private final CentreNumber number;
    private final String act;

    private CentreStatusPage(Visit visit, CentreNumber number, String act) {
        super(visit, visit.addresses().pathOfCentre(number.value(), PATH, act));
        this.number = number;
        this.act = act;
    }

    static CentreStatusPage of(Visit visit, CentreNumber number, String act) {
        if (!ACTS.containsKey(act)) {
            throw Refusal.notFound("This page");
        }
        return new CentreStatusPage(visit, number, act);
    }

    @Override
    Response draw(int status, Drawing drawing) {
        CentreRow centre = Centres.get(visit().session(), number);
        if (drawing.problems().isEmpty() && centre.status == ACTS.get(act)) {
            return visit().redirect(visit().addresses().centre(centre.number));
        }
        Map<String, Object> attributes = formAttributes(drawing);
        attributes.put("mcCentre", CentreFrame.centre(centre));
        attributes.put("mcAct", act);
        attributes.put("mcAffected", Roster.of(visit().session(), visit().actor(), number).size());
        attributes.put("mcReason", drawing.form().text(REASON));
        attributes.put("mcVersion", Integer.toString(centre.version));
        attributes.put("mcCancelUrl", visit().addresses().centre(centre.number).getRawPath());
        return visit().show(status, TEMPLATE, attributes);
    }

    @Override
    String whatIsStale() {
        return "centre";
    }

    @Override
    Response save(Form form) {
        CentreRow centre = Centres.get(visit().session(), number);
        if (!visit().hasJustSignedIn()) {
            return signInAgain(form);
        }
        Optional<CentreNumber> parent =
                AssociateCentres.parent(visit().session(), centre)
                        .flatMap(each -> CentreNumber.parse(each.number));
        Centres.Draft draft =
                new Centres.Draft(
                        number,
                        centre.name,
                        centre.type,
                        ACTS.get(act),
                        parent,
                        Optional.ofNullable(centre.linkStatus));
        return write(
                form,
                "centre-" + act,
                (inner, actor) ->
                        Centres.title(
                                Centres.change(inner, actor, PersonPage.version(form), draft, false)
                                        .centre()),
                any -> visit().addresses().centre(number.value()));
    }
}
