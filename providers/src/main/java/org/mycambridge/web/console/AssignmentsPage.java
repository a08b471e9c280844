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
import org.mycambridge.centre.CentreNumber;
import org.mycambridge.centre.Centres;
import org.mycambridge.centre.Refusal;
import org.mycambridge.membership.Caseload;
import org.mycambridge.tables.CentreRow;
import org.mycambridge.web.Params;

/** Which of an associate's centres is looked after by whom. */
final class AssignmentsPage {

    static final String PATH = "assignments";
    private static final String TEMPLATE = "mc-board-assignments.ftl";
    private static final String SEARCH = "search";

    private AssignmentsPage() {}

    /** The associate of this number; of a centre that looks after none there is no such page. */
    static CentreRow associate(Visit visit, CentreNumber number) {
        CentreRow centre = Centres.get(visit.session(), number);
        if (!centre.type.looksAfterOthers()) {
            throw Refusal.notFound("This page");
        }
        return centre;
    }

    static Response show(
            Visit visit,
            CentreNumber number,
            boolean mayManage,
            MultivaluedMap<String, String> query) {
        CentreRow associate = associate(visit, number);
        Addresses addresses = visit.addresses();
        List<Map<String, Object>> problems = new ArrayList<>();
        Optional<String> search = Optional.empty();
        try {
            search = new Params(query).search();
        } catch (Refusal refusal) {
            problems.add(Map.of("field", SEARCH, "text", visit.texts().say(refusal, "")));
        }
        URI list = addresses.centre(associate.number, PATH);
        UriBuilder address = UriBuilder.fromUri(list);
        search.ifPresent(
                text -> address.queryParam(SEARCH, "{text}").resolveTemplate("text", text));
        Range range = new Range(address.build(), query);
        Caseload caseload = Caseload.of(visit.session(), associate);
        Caseload.Page page = caseload.page(search.orElse(""), range.first(), Range.SIZE);
        Map<String, Object> attributes = new HashMap<>();
        attributes.put("mcCentre", CentreFrame.centre(associate));
        attributes.put("mcProblems", problems);
        attributes.put(
                "mcCases",
                page.cases().stream().map(each -> shape(addresses, each, mayManage)).toList());
        attributes.put("mcRange", range.attributes(page.cases().size(), page.total()));
        attributes.put("mcNobodys", caseload.nobodys().size());
        attributes.put(
                "mcPeople",
                caseload.people().stream()
                        .filter(person -> person.taken() > 0)
                        .map(AssignmentsPage::shape)
                        .toList());
        Map<String, Object> filter = new HashMap<>();
        filter.put("url", list.getRawPath());
        filter.put(SEARCH, Optional.ofNullable(query.getFirst(SEARCH)).orElse(""));
        if (search.isPresent()) {
            filter.put("clearUrl", list.getRawPath());
        }
        attributes.put("mcFilter", filter);
        if (mayManage) {
            attributes.put(
                    "mcPlanUrl", addresses.centre(associate.number, PlanPage.PATH).getRawPath());
        }
        attributes.put("mcCancelUrl", addresses.centre(associate.number).getRawPath());
        return visit.show(problems.isEmpty() ? 200 : 400, TEMPLATE, attributes);
    }

    static Map<String, Object> shape(Caseload.Person person) {
        Map<String, Object> shape = new HashMap<>();
        shape.put("id", person.id());
        shape.put("name", person.name());
        shape.put("email", person.email());
        shape.put("taken", person.taken());
        return shape;
    }

    private static Map<String, Object> shape(
            Addresses addresses, Caseload.Case each, boolean mayManage) {
        Map<String, Object> shape = CentreFrame.centre(each.centre());
        shape.put("by", each.by());
        shape.put(
                "url",
                (mayManage
                                ? addresses.centre(each.centre().number, AssigneesPage.PATH)
                                : addresses.centre(each.centre().number))
                        .getRawPath());
        return shape;
    }
}
