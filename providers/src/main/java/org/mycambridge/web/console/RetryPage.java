package org.mycambridge.web.console;

import jakarta.ws.rs.core.Response;
import java.util.Map;
import org.mycambridge.service.Webhooks;

/** Has what a service was given up for tried again. */
final class RetryPage extends BoardForm {

    static final String PATH = "services";
    static final String RETRY = "retry";
    private static final String TEMPLATE = "mc-board-retry.ftl";

    private final String service;

    RetryPage(Visit visit, String service) {
        super(visit, Addresses.pathOfBoard(PATH, service, RETRY));
        this.service = service;
    }

    @Override
    Response draw(int status, Drawing drawing) {
        Webhooks.Status now = new Webhooks(visit().session()).status(service);
        Map<String, Object> attributes = formAttributes(drawing);
        attributes.put("mcService", now.service().name());
        attributes.put("mcDead", now.dead());
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
        String name = new Webhooks(visit().session()).status(service).service().name();
        return write(
                form,
                "retried",
                (inner, actor) -> {
                    new Webhooks(inner).retry(actor, service);
                    return name;
                },
                any -> visit().addresses().board(DeliveriesPage.PATH));
    }
}
