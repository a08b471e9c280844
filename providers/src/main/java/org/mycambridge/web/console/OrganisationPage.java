package org.mycambridge.web.console;

import jakarta.ws.rs.core.Response;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.mycambridge.centre.Refusal;
import org.mycambridge.membership.Portfolio;
import org.mycambridge.policy.Relation;

/** Which of a person's centres is meant by "My Organisation": there is mostly one (F5). */
final class OrganisationPage {

    private static final String TEMPLATE = "mc-organisation.ftl";

    private OrganisationPage() {}

    static Response show(Visit visit) {
        List<Portfolio.Entry> all = Portfolio.of(visit.session(), visit.user().getId());
        List<Portfolio.Entry> own =
                all.stream().filter(entry -> entry.rights().contains(Relation.OWN)).toList();
        // Who looks after schools without managing anyone at the associate itself starts there.
        List<Portfolio.Entry> shown = own.isEmpty() ? all : own;
        if (shown.isEmpty()) {
            throw Refusal.notFound("This page");
        }
        if (shown.size() == 1) {
            return visit.redirect(
                    visit.addresses().centre(shown.get(0).centre().number, Addresses.USERS));
        }
        return visit.show(
                200,
                TEMPLATE,
                Map.of("mcCentres", shown.stream().map(entry -> centre(visit, entry)).toList()));
    }

    private static Map<String, Object> centre(Visit visit, Portfolio.Entry entry) {
        Map<String, Object> shape = new HashMap<>(CentreFrame.centre(entry.centre()));
        shape.put(
                "url",
                visit.addresses().centre(entry.centre().number, Addresses.USERS).getRawPath());
        return shape;
    }
}
