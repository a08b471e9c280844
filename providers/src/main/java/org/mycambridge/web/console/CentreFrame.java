package org.mycambridge.web.console;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.mycambridge.centre.Centres;
import org.mycambridge.membership.AssociateCentres;
import org.mycambridge.membership.Roster;
import org.mycambridge.policy.Relation;
import org.mycambridge.tables.CentreRow;

/** What stands at the head of every page of a centre (F33–F35). */
final class CentreFrame {

    private CentreFrame() {}

    /**
     * @param tab the tab that the page is
     */
    static Map<String, Object> of(Visit visit, Roster roster, String tab) {
        Addresses addresses = visit.addresses();
        CentreRow centre = roster.centre();
        Map<String, Object> attributes = new HashMap<>();
        attributes.put("mcCentre", centre(centre));
        attributes.put("mcTab", tab);
        if (visit.isBoards()) {
            attributes.put("mcLooking", addresses.centre(centre.number).getRawPath());
        }
        List<Map<String, Object>> tabs = new ArrayList<>();
        tabs.add(tab("users", addresses, centre, Addresses.USERS));
        if (centre.type.looksAfterOthers()) {
            tabs.add(tab("schools", addresses, centre, SchoolsPage.PATH));
        }
        tabs.add(tab("history", addresses, centre, HistoryPage.PATH));
        attributes.put("mcTabs", tabs);
        if (roster.rights().contains(Relation.PARENT)) {
            AssociateCentres.parent(visit.session(), centre)
                    .ifPresent(
                            parent ->
                                    attributes.put(
                                            "mcParent",
                                            Map.of(
                                                    "title",
                                                    Centres.title(parent),
                                                    "url",
                                                    addresses
                                                            .centre(parent.number, SchoolsPage.PATH)
                                                            .getRawPath())));
        }
        return attributes;
    }

    static Map<String, Object> centre(CentreRow centre) {
        Map<String, Object> shape = new HashMap<>();
        shape.put("number", centre.number);
        shape.put("name", centre.name);
        shape.put("title", Centres.title(centre));
        shape.put("type", centre.type.name());
        shape.put("typeName", "mcCentreType." + centre.type.name());
        shape.put("status", centre.status.name());
        if (centre.linkStatus != null) {
            shape.put("link", centre.linkStatus.name());
        }
        return shape;
    }

    private static Map<String, Object> tab(
            String key, Addresses addresses, CentreRow centre, String path) {
        return Map.of("key", key, "url", addresses.centre(centre.number, path).getRawPath());
    }
}
