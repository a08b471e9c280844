package org.mycambridge.web.console;

import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.mycambridge.history.Outbox;
import org.mycambridge.service.Webhooks;

/** What has not arrived: mails that failed, and what services have not taken. */
final class DeliveriesPage {

    static final String PATH = "deliveries";
    private static final String TEMPLATE = "mc-board-deliveries.ftl";

    private DeliveriesPage() {}

    static Response show(Visit visit, boolean mayManage, MultivaluedMap<String, String> query) {
        URI list = visit.addresses().board(PATH);
        Range range = new Range(list, query);
        Outbox.Trouble trouble = Outbox.trouble(visit.session(), range.first(), Range.SIZE);
        Map<String, Object> attributes = new HashMap<>();
        attributes.put(
                "mcMails",
                trouble.mails().stream().map(mail -> shape(visit, mail, mayManage)).toList());
        attributes.put("mcRange", range.attributes(trouble.mails().size(), trouble.total()));
        attributes.put(
                "mcServices",
                new Webhooks(visit.session())
                        .list().stream().map(status -> shape(visit, status, mayManage)).toList());
        return visit.show(200, TEMPLATE, attributes);
    }

    static Map<String, Object> shape(Visit visit, Outbox.Troubled mail, boolean mayManage) {
        Map<String, Object> shape = new HashMap<>();
        shape.put("kind", mail.kind());
        shape.put("name", mail.recipient());
        shape.put("since", visit.texts().time(mail.since()));
        shape.put("attempts", mail.attempts());
        shape.put("error", mail.error());
        mail.next().ifPresent(next -> shape.put("next", visit.texts().time(next)));
        if (mayManage) {
            shape.put(
                    "retryUrl",
                    visit.addresses().board(PATH, mail.id(), RetryMailPage.RETRY).getRawPath());
        }
        mail.centre()
                .ifPresent(
                        number -> {
                            shape.put("centre", number);
                            shape.put(
                                    "url",
                                    visit.addresses()
                                            .centre(number, Addresses.USERS, mail.recipientId())
                                            .getRawPath());
                        });
        return shape;
    }

    private static Map<String, Object> shape(
            Visit visit, Webhooks.Status status, boolean mayManage) {
        Map<String, Object> shape = new HashMap<>();
        shape.put("name", status.service().name());
        shape.put("webhook", status.url().isPresent());
        shape.put("failing", status.failing());
        shape.put("waiting", status.waiting());
        shape.put("dead", status.dead());
        status.oldest().ifPresent(at -> shape.put("oldest", visit.texts().time(at)));
        if (mayManage && status.dead() > 0) {
            shape.put(
                    "retryUrl",
                    visit.addresses()
                            .board(RetryPage.PATH, status.service().id(), RetryPage.RETRY)
                            .getRawPath());
        }
        return shape;
    }
}
