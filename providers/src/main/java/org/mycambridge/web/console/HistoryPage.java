package org.mycambridge.web.console;

import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriBuilder;
import java.net.URI;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mycambridge.centre.CentreNumber;
import org.mycambridge.membership.Roster;

/** What happened at a centre, newest first; of one person where the address names one. */
final class HistoryPage {

    static final String PATH = "history";
    private static final String TEMPLATE = "mc-history.ftl";
    private static final String USER = "user";

    private HistoryPage() {}

    static Response show(Visit visit, CentreNumber number, MultivaluedMap<String, String> query) {
        Roster roster = Roster.of(visit.session(), visit.actor(), number);
        Optional<Roster.Person> person =
                Optional.ofNullable(query.getFirst(USER))
                        .filter(id -> !id.isEmpty())
                        .map(roster::person);
        Optional<String> subject = person.map(Roster.Person::id);
        URI list = visit.addresses().centre(number.value(), PATH);
        Range range =
                new Range(
                        subject.map(id -> UriBuilder.fromUri(list).queryParam(USER, id).build())
                                .orElse(list),
                        query);
        List<Map<String, Object>> entries =
                roster.history(
                        subject,
                        Optional.empty(),
                        range.first(),
                        Range.SIZE,
                        visit.texts().locale());
        Map<String, Object> attributes = new HashMap<>(CentreFrame.of(visit, roster, "history"));
        attributes.put("mcEntries", entries.stream().map(entry -> entry(visit, entry)).toList());
        attributes.put(
                "mcRange",
                range.attributes(entries.size(), roster.historyCount(subject, Optional.empty())));
        person.ifPresent(each -> attributes.put("mcSubject", PersonPage.subject(visit, each)));
        attributes.put("mcAllUrl", list.getRawPath());
        return visit.show(200, TEMPLATE, attributes);
    }

    static Map<String, Object> entry(Visit visit, Map<String, Object> entry) {
        Map<String, Object> shape = new HashMap<>();
        shape.put("at", visit.texts().time(Instant.parse(String.valueOf(entry.get("at")))));
        shape.put("text", entry.get("sentence"));
        Optional.ofNullable(entry.get("reason")).ifPresent(why -> shape.put("reason", why));
        return shape;
    }
}
