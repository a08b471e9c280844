package org.mycambridge.web.console;

import jakarta.ws.rs.core.Response;
import java.util.Map;
import org.mycambridge.centre.CentreNumber;
import org.mycambridge.centre.Centres;
import org.mycambridge.policy.CentreStatus;

/** Sets up a centre. */
final class NewCentrePage extends BoardForm {

    static final String PATH = "new-centre";
    private static final String TEMPLATE = "mc-board-new.ftl";

    NewCentrePage(Visit visit) {
        super(visit, Addresses.pathOfBoard(PATH));
    }

    @Override
    Response draw(int status, Drawing drawing) {
        Map<String, Object> attributes = formAttributes(drawing);
        attributes.put("mcValues", CentreDraft.values(drawing.form()));
        attributes.put("mcReason", drawing.form().text(REASON));
        attributes.put("mcChoices", CentreDraft.choices());
        attributes.put("mcCancelUrl", visit().addresses().board().getRawPath());
        return visit().show(status, TEMPLATE, attributes);
    }

    @Override
    String whatIsStale() {
        return "centre";
    }

    @Override
    Response save(Form form) {
        CentreNumber number = CentreNumber.of(form.text(CentreDraft.NUMBER), CentreDraft.NUMBER);
        Centres.Draft draft = CentreDraft.read(form, number, CentreStatus.ACTIVE);
        return write(
                form,
                "centre-created",
                (inner, actor) -> Centres.title(Centres.create(inner, actor, draft)),
                any -> visit().addresses().centre(number.value()));
    }
}
