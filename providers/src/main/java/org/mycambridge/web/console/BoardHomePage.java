package org.mycambridge.web.console;

import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriBuilder;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mycambridge.centre.Centres;
import org.mycambridge.centre.Refusal;
import org.mycambridge.membership.Directory;
import org.mycambridge.tables.CentreRow;
import org.mycambridge.web.Params;

/** Where the board's people begin: one field that finds centres, and the people of all centres. */
final class BoardHomePage {

    private static final String TEMPLATE = "mc-board.ftl";
    private static final String SEARCH = "search";
    private static final String SHOW = "show";
    private static final String CENTRES = "centres";
    private static final String PEOPLE = "people";

    private final Visit visit;
    private final boolean mayManage;
    private final MultivaluedMap<String, String> query;

    BoardHomePage(Visit visit, boolean mayManage, MultivaluedMap<String, String> query) {
        this.visit = visit;
        this.mayManage = mayManage;
        this.query = query;
    }

    Response show() {
        List<Map<String, Object>> problems = new ArrayList<>();
        Optional<String> search = Optional.empty();
        try {
            search = new Params(query).search();
        } catch (Refusal refusal) {
            problems.add(Map.of("field", SEARCH, "text", visit.texts().say(refusal, "")));
        }
        // Nobody leafs through all people: they are there to be searched.
        boolean people = PEOPLE.equals(text(SHOW)) && search.isPresent();
        String show = people ? PEOPLE : CENTRES;
        Range range = new Range(address(search, show), query);
        Map<String, Object> attributes = new HashMap<>();
        if (people) {
            people(attributes, search.get(), range);
        } else {
            centres(attributes, search, range);
        }
        attributes.put("mcShow", show);
        attributes.put("mcFind", find(search));
        attributes.put("mcProblems", problems);
        attributes.put("mcPolicyUrl", board(PolicyPage.PATH).getRawPath());
        attributes.put("mcDeliveriesUrl", board(DeliveriesPage.PATH).getRawPath());
        // Whoever has just come is told what there is to do; whoever searches knows.
        attributes.put(
                "mcWanted",
                text(SEARCH).isEmpty() && range.first() == 0
                        ? WantedPage.counts(visit)
                        : List.of());
        if (mayManage) {
            attributes.put("mcNewUrl", board(NewCentrePage.PATH).getRawPath());
        }
        return visit.show(problems.isEmpty() ? 200 : 400, TEMPLATE, attributes);
    }

    private void centres(Map<String, Object> attributes, Optional<String> search, Range range) {
        String text = search.orElse("");
        List<CentreRow> found = Centres.list(visit.session(), text, range.first(), Range.SIZE);
        long total = Centres.count(visit.session(), text);
        attributes.put("mcCentres", found.stream().map(this::centre).toList());
        attributes.put("mcRange", range.attributes(found.size(), total));
        attributes.put(
                "mcFound",
                found(total, search.map(each -> Directory.count(visit.session(), each))));
    }

    private void people(Map<String, Object> attributes, String search, Range range) {
        Directory.Page found = Directory.find(visit.session(), search, range.first(), Range.SIZE);
        attributes.put("mcPeople", found.people().stream().map(this::person).toList());
        attributes.put("mcRange", range.attributes(found.people().size(), found.total()));
        attributes.put(
                "mcFound",
                found(Centres.count(visit.session(), search), Optional.of(found.total())));
    }

    private static Map<String, Object> found(long centres, Optional<Long> people) {
        Map<String, Object> found = new HashMap<>();
        found.put(CENTRES, centres);
        people.ifPresent(total -> found.put(PEOPLE, total));
        return found;
    }

    private Map<String, Object> find(Optional<String> search) {
        Map<String, Object> find = new HashMap<>();
        String home = board().getRawPath();
        find.put("url", home);
        find.put(SEARCH, text(SEARCH));
        find.put("centresUrl", Range.relative(address(search, CENTRES)));
        find.put("peopleUrl", Range.relative(address(search, PEOPLE)));
        if (!text(SEARCH).isEmpty()) {
            find.put("clearUrl", home);
        }
        return find;
    }

    private Map<String, Object> centre(CentreRow centre) {
        Map<String, Object> shape = CentreFrame.centre(centre);
        shape.put("url", visit.addresses().centre(centre.number).getRawPath());
        return shape;
    }

    private Map<String, Object> person(Directory.Entry person) {
        Map<String, Object> shape = new HashMap<>();
        shape.put("name", person.fullName());
        shape.put("email", person.email());
        shape.put("status", person.status().name());
        shape.put("centre", centre(person.centre()));
        shape.put(
                "url",
                visit.addresses()
                        .centre(person.centre().number, Addresses.USERS, person.id())
                        .getRawPath());
        return shape;
    }

    private URI board(String... below) {
        return visit.addresses().board(below);
    }

    private URI address(Optional<String> search, String show) {
        UriBuilder address = UriBuilder.fromUri(board());
        search.ifPresent(
                text -> address.queryParam(SEARCH, "{search}").resolveTemplate("search", text));
        if (show.equals(PEOPLE)) {
            address.queryParam(SHOW, show);
        }
        return address.build();
    }

    private String text(String name) {
        return Optional.ofNullable(query.getFirst(name)).map(String::strip).orElse("");
    }
}
