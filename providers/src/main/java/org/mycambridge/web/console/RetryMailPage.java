package org.mycambridge.web.console;

import jakarta.ws.rs.core.Response;
import java.util.Map;
import org.mycambridge.centre.FailedMails;
import org.mycambridge.history.Outbox;

/** Has a mail that failed tried again now. */
final class RetryMailPage extends BoardForm {

    static final String RETRY = "retry";
    private static final String TEMPLATE = "mc-board-retry-mail.ftl";

    private final String id;

    RetryMailPage(Visit visit, String id) {
        super(visit, Addresses.pathOfBoard(DeliveriesPage.PATH, id, RETRY));
        this.id = id;
    }

    @Override
    Response draw(int status, Drawing drawing) {
        Outbox.Troubled mail = FailedMails.find(visit().session(), id);
        Map<String, Object> attributes = formAttributes(drawing);
        attributes.put("mcMail", DeliveriesPage.shape(visit(), mail, false));
        attributes.put("mcReason", drawing.form().text(REASON));
        attributes.put("mcCancelUrl", visit().addresses().board(DeliveriesPage.PATH).getRawPath());
        return visit().show(status, TEMPLATE, attributes);
    }

    @Override
    String whatIsStale() {
        return "centre";
    }

    @Override
    Response save(Form form) {
        return write(
                form,
                "mail-retried",
                (inner, actor) -> {
                    String name = FailedMails.find(inner, id).recipient();
                    FailedMails.retry(inner, actor, id);
                    return name;
                },
                any -> visit().addresses().board(DeliveriesPage.PATH));
    }
}
