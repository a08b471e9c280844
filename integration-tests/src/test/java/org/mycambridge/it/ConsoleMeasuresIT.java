package org.mycambridge.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.mycambridge.it.stand.OnKeycloak;
import org.mycambridge.it.stand.Statements;
import org.mycambridge.it.stand.TestRealm;

/**
 * What a page of the console costs: bytes and requests over the wire, for slow lines, and SQL
 * statements, the same for a centre of one and of five hundred. Prints all figures.
 */
@OnKeycloak
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("full")
class ConsoleMeasuresIT {

    private static final long COLD_BYTES = 60_000;
    private static final long WARM_BYTES = 15_000;
    private static final int REQUESTS = 8;
    private static final long STATEMENTS = 6;

    /** How often a page is asked for, to take the least: timers run beside. */
    private static final int TIMES = 5;

    private static final List<Integer> SIZES = List.of(1, 25, 500);

    private final TestRealm realm;
    private final People people;
    private final List<String> figures = new ArrayList<>();

    ConsoleMeasuresIT(TestRealm realm) {
        this.realm = realm;
        this.people = new People(realm);
    }

    @BeforeAll
    void fill() {
        for (int size : SIZES) {
            StringBuilder lines = new StringBuilder();
            lines.append(centre("M" + size, "CENTRE", ""));
            for (int i = 1; i < size; i++) {
                lines.append(person("M" + size, i));
            }
            load(lines.toString());
            people.member("M" + size, manager("M" + size), "centre.user-management");
        }
        for (int schools : List.of(1, 50)) {
            String associate = "A" + schools;
            load(centre(associate, "ASSOCIATE", ""));
            people.member(associate, manager(associate), "centre.user-management");
            load(
                    IntStream.rangeClosed(1, schools)
                            .mapToObj(i -> school(associate, i))
                            .collect(Collectors.joining()));
        }
    }

    private static String manager(String number) {
        return "manager@" + number.toLowerCase(Locale.ROOT) + ".example";
    }

    private static String centre(String number, String type, String parent) {
        return "{\"centre\": {\"number\": \"%s\", \"name\": \"Measured %s\", \"type\": \"%s\"%s}}\n"
                .formatted(number, number, type, parent);
    }

    private static String person(String centre, int i) {
        return ("{\"person\": {\"email\": \"person%d@%s.example\", \"firstName\": \"First%d\","
                        + " \"lastName\": \"Lastname\", \"centre\": \"%s\", \"roles\":"
                        + " [\"sfa.teacher\", \"scripts.user\", \"ssh.teacher\"]}}\n")
                .formatted(i, centre, i, centre);
    }

    private static String school(String associate, int i) {
        String number = associate + "S" + i;
        String parent = ", \"parent\": \"" + associate + "\", \"link\": \"APPROVED\"";
        return centre(number, "ASSOCIATE_CENTRE", parent)
                + person(number, i)
                + "{\"assignment\": {\"email\": \"%s\", \"centre\": \"%s\"}}\n"
                        .formatted(manager(associate), number);
    }

    private void load(String lines) {
        String answer =
                realm.board()
                        .contentType("application/jsonl")
                        .body(lines)
                        .post("/import")
                        .then()
                        .statusCode(207)
                        .extract()
                        .asString();
        assertThat(answer.lines().filter(line -> !line.contains("\"status\":201"))).isEmpty();
    }

    @AfterAll
    void print() {
        System.out.println("What the console costs:\n  " + String.join("\n  ", figures));
    }

    @Test
    void theUsersPageIsQuickOnASlowLine() {
        Caller manager = Caller.signedIn(realm, manager("M500"));
        try (BrowserContext browser = realm.browser()) {
            browser.addCookies(manager.forBrowser());
            Page page = browser.newPage();
            Wire wire = new Wire(browser.newCDPSession(page));
            String users = manager.at("centres/M500/users");
            long cold = wire.bytesOf(() -> Wire.open(page, users));
            int requests = wire.requests();
            figure("users page of 500, cold: %,d bytes in %d requests", cold, requests);
            assertThat(page.locator("tbody tr").count()).isEqualTo(25);
            long warm = wire.bytesOf(() -> Wire.open(page, users + "?page=2"));
            figure("users page of 500, warm: %,d bytes", warm);
            for (String other : List.of("add", "add-several")) {
                figure(
                        "%s form, warm: %,d bytes",
                        other, wire.bytesOf(() -> Wire.open(page, users + "/" + other)));
            }
            assertThat(cold).isLessThanOrEqualTo(COLD_BYTES);
            assertThat(requests).isLessThanOrEqualTo(REQUESTS);
            assertThat(warm).isLessThanOrEqualTo(WARM_BYTES);
        }
    }

    @Test
    void aPageCostsTheSameStatementsWhateverTheSize() {
        List<List<Statements.Count>> bySize = new ArrayList<>();
        for (int size : SIZES) {
            String centre = "M" + size;
            Caller manager = Caller.signedIn(realm, manager(centre));
            String users = "centres/" + centre + "/users";
            String self = people.id(centre, manager(centre));
            Map<String, String> pages =
                    new LinkedHashMap<>(
                            Map.of(
                                    "users page", users,
                                    "search", users + "?search=example&sort=-email",
                                    "person page", users + "/" + self,
                                    "add form", users + "/add",
                                    "history", "centres/" + centre + "/history"));
            List<Statements.Count> counts = new ArrayList<>();
            pages.entrySet().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .forEach(
                            page ->
                                    counts.add(
                                            measure(
                                                    manager,
                                                    page.getKey() + " of " + size,
                                                    page.getValue())));
            bySize.add(counts);
            if (size == 500) {
                assertThat(measure(manager, "users page of 500, once more", users).ours())
                        .isLessThanOrEqualTo(STATEMENTS);
            }
        }
        for (List<Statements.Count> counts : bySize) {
            assertThat(counts.stream().map(Statements.Count::ours))
                    .containsExactlyElementsOf(
                            bySize.get(0).stream().map(Statements.Count::ours).toList());
        }
    }

    @Test
    void theSchoolsPageCostsTheSameStatementsForFiftySchools() {
        List<Long> counts = new ArrayList<>();
        for (int schools : List.of(1, 50)) {
            String associate = "A" + schools;
            Caller manager = Caller.signedIn(realm, manager(associate));
            counts.add(
                    measure(
                                    manager,
                                    "schools page of " + schools,
                                    "centres/" + associate + "/associate-schools")
                            .ours());
        }
        assertThat(counts.get(1)).isEqualTo(counts.get(0));
    }

    private Statements.Count measure(Caller caller, String what, String page) {
        Runnable visit = () -> assertThat(caller.get(page).status()).as(page).isEqualTo(200);
        Statements.Count first = realm.statements().countApart(visit);
        figure(
                "%s, the first: %d statements of ours, %d of Keycloak's",
                what, first.ours(), first.keycloaks());
        long ours = Long.MAX_VALUE;
        long keycloaks = Long.MAX_VALUE;
        for (int i = 0; i < TIMES; i++) {
            Statements.Count count = realm.statements().countApart(visit);
            ours = Math.min(ours, count.ours());
            keycloaks = Math.min(keycloaks, count.keycloaks());
        }
        figure("%s, warm: %d statements of ours, %d of Keycloak's", what, ours, keycloaks);
        assertThat(ours).as(what).isPositive();
        return new Statements.Count(ours, keycloaks);
    }

    private void figure(String text, Object... values) {
        figures.add(String.format(Locale.ROOT, text, values));
    }
}
