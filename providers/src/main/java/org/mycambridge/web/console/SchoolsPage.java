package org.mycambridge.web.console;

import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriBuilder;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.mycambridge.centre.CentreNumber;
import org.mycambridge.centre.Refusal;
import org.mycambridge.membership.AssociateCentres;
import org.mycambridge.membership.AssociateCentres.Health;
import org.mycambridge.membership.Roster;
import org.mycambridge.web.Params;

/** The schools that an associate looks after, as far as they are assigned to the person (F36). */
final class SchoolsPage {

    static final String PATH = "associate-schools";
    private static final String TEMPLATE = "mc-schools.ftl";
    private static final String SEARCH = "search";
    private static final String FILTER = "filter";

    private final Visit visit;
    private final CentreNumber number;
    private final MultivaluedMap<String, String> query;

    SchoolsPage(Visit visit, CentreNumber number, MultivaluedMap<String, String> query) {
        this.visit = visit;
        this.number = number;
        this.query = query;
    }

    Response show() {
        Roster roster = Roster.of(visit.session(), visit.actor(), number);
        if (!roster.centre().type.looksAfterOthers()) {
            throw Refusal.notFound("This page");
        }
        List<Map<String, Object>> problems = new ArrayList<>();
        Optional<String> search = Optional.empty();
        try {
            search = new Params(query).search();
        } catch (Refusal refusal) {
            problems.add(Map.of("field", SEARCH, "text", visit.texts().say(refusal, "")));
        }
        Range range = new Range(filtered(), query);
        AssociateCentres schools =
                AssociateCentres.of(visit.session(), visit.actor(), number, search, filter());
        AssociateCentres.SchoolPage page = schools.schools(range.first(), Range.SIZE);
        Map<String, Object> attributes = new HashMap<>(CentreFrame.of(visit, roster, "schools"));
        attributes.put("mcProblems", problems);
        if (!visit.isBoards()) {
            attributes.put(
                    "mcAssigned",
                    Map.of(
                            "count",
                            AssociateCentres.assigned(visit.session(), visit.user().getId()),
                            "most",
                            roster.standing().policy().catalogue().settings().centresPerPerson()));
        }
        attributes.put("mcFilter", filterAttributes());
        attributes.put(
                "mcSchools",
                page.schools().stream().map(school -> shape(school, schools)).toList());
        attributes.put("mcRange", range.attributes(page.schools().size(), page.total()));
        return visit.show(problems.isEmpty() ? 200 : 400, TEMPLATE, attributes);
    }

    private static String key(Health health) {
        return health.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private Optional<Health> filter() {
        return Arrays.stream(Health.values())
                .filter(health -> key(health).equals(text(FILTER)))
                .findFirst();
    }

    private Map<String, Object> filterAttributes() {
        String list = list().getRawPath();
        Map<String, Object> attributes = new HashMap<>();
        attributes.put("url", list);
        attributes.put(SEARCH, text(SEARCH));
        attributes.put(FILTER, text(FILTER));
        attributes.put("filters", Arrays.stream(Health.values()).map(SchoolsPage::key).toList());
        if (!text(SEARCH).isEmpty() || !text(FILTER).isEmpty()) {
            attributes.put("clearUrl", list);
        }
        return attributes;
    }

    private Map<String, Object> shape(AssociateCentres.School school, AssociateCentres schools) {
        Map<String, Object> shape = new HashMap<>();
        shape.put("number", school.centre().number);
        shape.put("name", school.centre().name);
        shape.put("link", school.centre().linkStatus.name());
        if (schools.mayOpen(school.centre())) {
            shape.put(
                    "url",
                    visit.addresses().centre(school.centre().number, Addresses.USERS).getRawPath());
        }
        shape.put(
                "health",
                school.health().stream()
                        .sorted()
                        .map(
                                health ->
                                        health == Health.PENDING
                                                ? Map.of(
                                                        "kind",
                                                        key(health),
                                                        "number",
                                                        school.pending())
                                                : Map.of("kind", key(health)))
                        .toList());
        school.lastSignIn().ifPresent(last -> shape.put("lastSignIn", visit.texts().time(last)));
        return shape;
    }

    private URI list() {
        return visit.addresses().centre(number.value(), PATH);
    }

    private URI filtered() {
        UriBuilder address = UriBuilder.fromUri(list());
        for (String name : List.of(SEARCH, FILTER)) {
            if (!text(name).isEmpty()) {
                address.queryParam(name, "{" + name + "}").resolveTemplate(name, text(name));
            }
        }
        return address.build();
    }

    private String text(String name) {
        return Optional.ofNullable(query.getFirst(name)).map(String::strip).orElse("");
    }
}
