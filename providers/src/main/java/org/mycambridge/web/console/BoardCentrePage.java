package org.mycambridge.web.console;

import jakarta.ws.rs.core.Response;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.mycambridge.centre.CentreNumber;
import org.mycambridge.centre.Centres;
import org.mycambridge.membership.AssociateCentres;
import org.mycambridge.policy.CentreStatus;
import org.mycambridge.tables.CentreRow;

/** What the board sees of a centre before it opens it: its facts, and what can be done about it. */
final class BoardCentrePage {

    private static final String TEMPLATE = "mc-board-centre.ftl";

    private BoardCentrePage() {}

    static Response show(Visit visit, CentreNumber number, boolean mayManage) {
        CentreRow centre = Centres.get(visit.session(), number);
        Addresses addresses = visit.addresses();
        Map<String, Object> attributes = new HashMap<>();
        attributes.put("mcCentre", CentreFrame.centre(centre));
        AssociateCentres.parent(visit.session(), centre)
                .ifPresent(
                        parent ->
                                attributes.put(
                                        "mcAbove",
                                        Map.of(
                                                "title",
                                                Centres.title(parent),
                                                "url",
                                                addresses.centre(parent.number).getRawPath())));
        attributes.put("mcOpenUrl", addresses.centre(centre.number, Addresses.USERS).getRawPath());
        if (centre.type.looksAfterOthers()) {
            attributes.put(
                    "mcAssignmentsUrl",
                    addresses.centre(centre.number, AssignmentsPage.PATH).getRawPath());
        }
        if (mayManage) {
            if (centre.parentId != null) {
                attributes.put(
                        "mcAssigneesUrl",
                        addresses.centre(centre.number, AssigneesPage.PATH).getRawPath());
            }
            attributes.put(
                    "mcAddUrl",
                    addresses.centre(centre.number, Addresses.USERS, UsersPage.ADD).getRawPath());
            attributes.put(
                    "mcChangeUrl",
                    addresses.centre(centre.number, ChangeCentrePage.PATH).getRawPath());
            attributes.put("mcActs", acts(addresses, centre));
        }
        return visit.show(200, TEMPLATE, attributes);
    }

    private static List<Map<String, Object>> acts(Addresses addresses, CentreRow centre) {
        List<String> acts =
                centre.status == CentreStatus.ACTIVE
                        ? List.of("suspend", "close")
                        : centre.status == CentreStatus.SUSPENDED
                                ? List.of("activate", "close")
                                : List.of("activate");
        return acts.stream()
                .map(
                        act ->
                                Map.<String, Object>of(
                                        "kind",
                                        act,
                                        "url",
                                        addresses
                                                .centre(centre.number, CentreStatusPage.PATH, act)
                                                .getRawPath()))
                .toList();
    }
}
