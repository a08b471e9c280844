package org.mycambridge.web.console;

import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.mycambridge.centre.Refusal;
import org.mycambridge.membership.Estate;
import org.mycambridge.tables.CentreRow;

/** The centres that want looking after for one thing. */
final class WantedPage {

    static final String PATH = "wanted";
    private static final String TEMPLATE = "mc-board-wanted.ftl";

    private WantedPage() {}

    /** How many want what, each with where the list is. */
    static List<Map<String, Object>> counts(Visit visit) {
        return Estate.of(visit.session()).counts().entrySet().stream()
                .map(
                        count ->
                                Map.<String, Object>of(
                                        "kind",
                                        key(count.getKey()),
                                        "number",
                                        count.getValue(),
                                        "url",
                                        visit.addresses()
                                                .board(PATH, key(count.getKey()))
                                                .getRawPath()))
                .toList();
    }

    private static String key(Estate.Want want) {
        return want.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Response show(Visit visit, String kind, MultivaluedMap<String, String> query) {
        Estate.Want want =
                Arrays.stream(Estate.Want.values())
                        .filter(each -> key(each).equals(kind))
                        .findFirst()
                        .orElseThrow(() -> Refusal.notFound("This page"));
        Range range = new Range(visit.addresses().board(PATH, kind), query);
        Estate.Page page = Estate.of(visit.session()).page(want, range.first(), Range.SIZE);
        Map<String, Object> attributes = new HashMap<>();
        attributes.put("mcKind", kind);
        attributes.put(
                "mcCentres", page.centres().stream().map(each -> centre(visit, each)).toList());
        attributes.put("mcRange", range.attributes(page.centres().size(), page.total()));
        return visit.show(200, TEMPLATE, attributes);
    }

    private static Map<String, Object> centre(Visit visit, CentreRow centre) {
        Map<String, Object> shape = CentreFrame.centre(centre);
        shape.put("url", visit.addresses().centre(centre.number).getRawPath());
        return shape;
    }
}
