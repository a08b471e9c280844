package org.mycambridge.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.AxeResults;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.mycambridge.it.stand.OnKeycloak;
import org.mycambridge.it.stand.TestRealm;

/**
 * Every page of the console in every state, looked at by axe, light and dark, left to right and
 * right to left, and on a narrow screen; and pictures of the main ones.
 */
@OnKeycloak
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("look")
@Tag("full")
class ConsolePagesIT {

    private static final String OFFICER = "officer@gb123.example";
    private static final String ASSOCIATE = "officer@ca001.example";
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");
    private static final int NARROW = 320;
    private static final int PHONE = 390;
    private static final int WIDE = 1280;
    private static final int HIGH = 800;
    private static final int MANY = 500;

    private final TestRealm realm;
    private final People people;
    private final Map<String, String> pageByTitle = new HashMap<>();
    private final Map<String, Caller> signedIn = new HashMap<>();
    private final List<String> wrong = new ArrayList<>();
    private int looks;

    ConsolePagesIT(TestRealm realm) {
        this.realm = realm;
        this.people = new People(realm);
    }

    @BeforeAll
    void fill() {
        String word = "abcdefghij".repeat(10);
        String words = "Abcd Efghi ".repeat(9).strip();
        String arabic = "عبد الرحمن بن محمد";
        StringBuilder lines = new StringBuilder();
        lines.append(centre("MANY1", "Many & more", "CENTRE"));
        lines.append(centre("LONG1", "'Quoted' & \"long\" " + "Longname".repeat(15), "CENTRE"));
        for (int i = 2; i < MANY; i++) {
            lines.append(person("MANY1", "p" + i, "Pupil" + i, "Lastname"));
        }
        for (int i = 0; i < 27; i++) {
            String name = List.of(word, words, arabic).get(i % 3);
            lines.append(person("LONG1", "l" + i + "x".repeat(50), name, name));
        }
        lines.append(child("NONE1", "Nobody here yet", "APPROVED"));
        lines.append(child("OLDER", "Long proposed", "PROPOSED"));
        lines.append(child("ENDS1", "Suspended for now", "SUSPENDED"));
        load(lines.toString());
        for (String number : List.of("NONE1", "OLDER", "ENDS1")) {
            assign(number);
        }
        people.member("MANY1", "manager@many1.example", "centre.user-management");
        people.member("LONG1", "manager@long1.example", "centre.user-management");
        // Somebody who manages two centres chooses between them.
        String both = "both@two.example";
        people.member("LONG1", both, "centre.user-management");
        load(
                person("MANY1", "x", "Sam", "W", "centre.user-management")
                        .replace("x@many1.example", both));
    }

    private void assign(String number) {
        realm.board()
                .put("/{number}/assignments/{id}", number, people.id("CA001", ASSOCIATE))
                .then()
                .statusCode(200);
    }

    private static String centre(String number, String name, String type) {
        return "{\"centre\": {\"number\": \"%s\", \"name\": \"%s\", \"type\": \"%s\"}}\n"
                .formatted(number, name.replace("\"", "\\\""), type);
    }

    private static String child(String number, String name, String link) {
        return ("{\"centre\": {\"number\": \"%s\", \"name\": \"%s\", \"type\":"
                        + " \"ASSOCIATE_CENTRE\", \"parent\": \"CA001\", \"link\": \"%s\"}}\n")
                .formatted(number, name, link);
    }

    private static String person(
            String centre, String local, String first, String last, String... roles) {
        String held =
                roles.length > 0 ? roles[0] : "sfa.teacher\", \"scripts.user\", \"ssh.teacher";
        return ("{\"person\": {\"email\": \"%s@%s.example\", \"firstName\": \"%s\", \"lastName\":"
                        + " \"%s\", \"centre\": \"%s\", \"roles\": [\"%s\"]}}\n")
                .formatted(local, centre.toLowerCase(Locale.ROOT), first, last, centre, held);
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

    /** A browser in which somebody is signed in already. */
    private Page signedIn(String email) {
        Caller caller = signedIn.computeIfAbsent(email, any -> Caller.signedIn(realm, email));
        BrowserContext browser = realm.browser();
        browser.addCookies(caller.forBrowser());
        Page page = browser.newPage();
        page.emulateMedia(
                new Page.EmulateMediaOptions()
                        .setColorScheme(ColorScheme.LIGHT)
                        .setReducedMotion(ReducedMotion.REDUCE));
        return page;
    }

    private void look(Page page, String path) {
        page.navigate(at(path));
        look(page);
    }

    private String at(String path) {
        return realm.url(Caller.HOME) + path;
    }

    /** The page as it stands, from all sides. What is wrong is gathered, to be seen at once. */
    private void look(Page page) {
        looks++;
        assertThat(page.url()).startsWith(at(""));
        // The people of these tests share their names, and so may their pages share titles.
        String address =
                URI.create(page.url())
                        .getPath()
                        .replaceFirst(".*/my-organisation/", "")
                        .replaceAll("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "{id}");
        String title = page.title().replaceFirst("^Error: ", "");
        String name = title + " <" + address + ">";
        String other = pageByTitle.putIfAbsent(title, address);
        if (other != null && !other.equals(address)) {
            wrong.add(name + ": has the title of " + other);
        }
        if (page.locator("h1").count() != 1) {
            wrong.add(name + ": has " + page.locator("h1").count() + " h1");
        }
        boolean error = page.locator("[aria-invalid=true]").count() > 0;
        if (error && !page.title().startsWith("Error: ")) {
            wrong.add(name + ": the title does not say that something is wrong");
        }
        violations(page, name);
        fits(page, name);
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        page.evaluate("document.documentElement.dir = 'rtl'");
        violations(page, name + ", dark, right to left");
        fits(page, name + ", right to left");
        page.evaluate("document.documentElement.dir = 'ltr'");
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
    }

    /** What axe finds wrong, and what it can't decide about. */
    private void violations(Page page, String name) {
        AxeResults found =
                new AxeBuilder(page)
                        // In one go, with no page of its own to gather frames: there are none.
                        .setLegacyMode(true)
                        .analyze();
        found.getViolations().forEach(rule -> wrong.add(name + ": " + about(rule)));
        found.getIncomplete().forEach(rule -> wrong.add(name + ": undecided " + about(rule)));
    }

    private static String about(Rule rule) {
        return rule.getId()
                + " "
                + rule.getNodes().stream().limit(3).map(node -> node.getHtml()).toList();
    }

    private void fits(Page page, String name) {
        for (int width : List.of(NARROW, WIDE)) {
            page.setViewportSize(width, HIGH);
            Object found = page.evaluate("document.documentElement.scrollWidth");
            if (!found.equals(width)) {
                wrong.add(name + ": " + found + " px wide at " + width);
            }
        }
    }

    private void nothingWrong() {
        List<String> found = List.copyOf(wrong);
        wrong.clear();
        assertThat(found).isEmpty();
    }

    @Test
    void usersOfACentre() {
        Page page = signedIn("manager@many1.example");
        look(page, "centres/MANY1/users");
        assertThat(page.locator("main").innerText()).contains("1 to 25 of " + MANY);
        page.navigate(at("centres/MANY1/users?page=2"));
        page.getByRole(AriaRole.LINK, named("Next")).focus();
        look(page);
        look(page, "centres/MANY1/users?page=99");
        look(page, "centres/MANY1/users?search=nobody+of+that+name");
        look(page, "centres/MANY1/users?search=pupil&role=managers&status=ACTIVE&sort=-email");
        look(page, "centres/MANY1/users?search=x");
        Page associate = signedIn(ASSOCIATE);
        look(associate, "centres/NONE1/users");
        look(associate, "centres/50538/users");
        Page wide = signedIn("manager@long1.example");
        look(wide, "centres/LONG1/users");
        assertThat(wide.locator("tbody tr").count()).isEqualTo(25);
        look(wide, "centres/LONG1/history");
        look(wide, "centres/LONG1/users/add");
        String someone = people.id("LONG1", "l1" + "x".repeat(50) + "@long1.example");
        for (String below : List.of("", "/disable", "/remove", "/details")) {
            look(wide, "centres/LONG1/users/" + someone + below);
        }
        look(wide, "");
        nothingWrong();
    }

    @Test
    void formsToAddPeople() {
        Page page = signedIn(OFFICER);
        look(page, "centres/GB123/users/add");
        button(page, "Save user").click();
        assertThat(page.locator("[aria-invalid=true]").count()).isEqualTo(3);
        look(page);
        fill(page, People.freshEmail());
        button(page, "Save and add another").click();
        look(page);
        fill(page, People.freshEmail());
        button(page, "Save user").click();
        look(page);
        look(signedIn("sshadmin@50538.example"), "centres/50538/users/add");
        look(signedIn("examsofficer@gb123.example"), "centres/GB123/users/add");
        look(page, "centres/GB123/users/add-several");
        page.locator("#text")
                .fill(
                        "Ada,Added,%s,scripts.user\nNo,Role,norole@gb123.example,none\n,,nothing,\n"
                                .formatted(People.freshEmail()));
        button(page, "Check the list").click();
        look(page);
        page.getByRole(AriaRole.BUTTON, named("Add 1 user")).click();
        look(page);
        page.navigate(at("centres/GB123/users/add-several"));
        button(page, "Check the list").click();
        look(page);
        nothingWrong();
    }

    private static void fill(Page page, String email) {
        page.locator("#firstName").fill("Ada");
        page.locator("#lastName").fill("Lovelace");
        page.locator("#email").fill(email);
        page.locator("[id='role-scripts.user']").check();
    }

    @Test
    void thePageOfAPerson() {
        String active = people.member("GB123", People.freshEmail(), "sfa.teacher");
        String disabled = people.member("GB123", People.freshEmail(), "sfa.teacher");
        realm.api(realm.token(OFFICER))
                .post("/GB123/users/{id}/disable", disabled)
                .then()
                .statusCode(200);
        String email = People.freshEmail();
        people.add(OFFICER, "GB123", email, "sfa.teacher").statusCode(201);
        String invited = people.id("GB123", email);
        Page page = signedIn(OFFICER);
        for (String path :
                List.of(
                        active,
                        active + "/reset-password",
                        active + "/disable",
                        active + "/remove",
                        invited + "/resend-invitation",
                        invited + "/details")) {
            look(page, "centres/GB123/users/" + path);
        }
        look(page, "centres/GB123/users/" + invited);
        look(page, "centres/GB123/users/" + disabled);
        look(page, "centres/GB123/users/" + disabled + "/enable");
        look(page, "centres/GB123/users/" + people.id("GB123", OFFICER));
        look(
                page,
                "centres/GB123/users/"
                        + people.id("GB123", "coordinator@gb123.example")
                        + "/remove");
        look(
                signedIn("sshadmin@50538.example"),
                "centres/50538/users/" + people.id("50538", "coordinator@50538.example"));
        nothingWrong();
    }

    @Test
    void whatComesOfSaving() {
        String id = people.member("GB123", People.freshEmail(), "sfa.exams-officer");
        Page page = signedIn(OFFICER);
        page.navigate(at("centres/GB123/users/" + id));
        people.change(
                        "deputy@gb123.example",
                        "GB123",
                        id,
                        List.of("scripts.user"),
                        List.of("sfa.exams-officer"))
                .statusCode(200);
        page.locator("[id='role-aa.nominated-user']").check();
        button(page, "Save changes").click();
        assertThat(page.title()).startsWith("Error: ");
        look(page);
        button(page, "Save changes").click();
        assertThat(page.locator("[role=status]").count()).isPositive();
        look(page);
        String email = People.freshEmail();
        people.add(OFFICER, "GB123", email).statusCode(201);
        page.navigate(at("centres/GB123/users/" + people.id("GB123", email) + "/details"));
        page.locator("#email").fill("no address");
        button(page, "Save changes").click();
        look(page);
        Page associate = signedIn("coordinator@ca001.example");
        String successor = people.member("50538", People.freshEmail(), "ssh.teacher");
        look(associate, "centres/50538/users/" + successor);
        look(associate, "centres/50538/users/" + successor + "/replace/ssh.coordinator");
        nothingWrong();
    }

    @Test
    void theOtherPages() {
        Page associate = signedIn(ASSOCIATE);
        look(associate, "centres/CA001/associate-schools");
        look(associate, "centres/CA001/associate-schools?filter=no-user-manager");
        look(associate, "centres/CA001/associate-schools?search=nothing+like+it");
        look(associate, "centres/CA001/associate-schools?search=x");
        look(signedIn("unassigned@ca001.example"), "centres/CA001/associate-schools");
        look(associate, "centres/CA001/users");
        look(associate, "centres/CA001/history");
        look(associate, "centres/NONE1/history");
        Page page = signedIn("manager@many1.example");
        look(page, "centres/MANY1/history");
        look(page, "centres/MANY1/history?page=2");
        look(page, "centres/MANY1/history?user=" + people.id("MANY1", "p2@many1.example"));
        look(page, "roles");
        look(page, "centres/50538/users");
        look(signedIn("both@two.example"), "organisation");
        look(page, "");
        look(signedIn("teacher@gb123.example"), "");
        nothingWrong();
    }

    @Test
    void picturesOfTheMainPages() {
        Page officer = signedIn("manager@many1.example");
        picture(officer, "home", "");
        picture(officer, "users", "centres/MANY1/users");
        picture(officer, "add", "centres/MANY1/users/add");
        picture(officer, "add-several", "centres/MANY1/users/add-several");
        String id = people.id("MANY1", "p2@many1.example");
        picture(officer, "person", "centres/MANY1/users/" + id);
        picture(officer, "remove", "centres/MANY1/users/" + id + "/remove");
        picture(officer, "history", "centres/MANY1/history");
        picture(officer, "roles", "roles");
        picture(signedIn(ASSOCIATE), "schools", "centres/CA001/associate-schools");
    }

    private void picture(Page page, String name, String path) {
        page.navigate(at(path));
        assertThat(page.url()).isEqualTo(at(path));
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
            for (int width : List.of(WIDE, PHONE)) {
                page.setViewportSize(width, HIGH);
                Path file =
                        SCREENSHOTS.resolve(
                                name
                                        + (width == PHONE ? "-phone" : "")
                                        + (scheme == ColorScheme.DARK ? "-dark" : "-light")
                                        + ".png");
                page.screenshot(new Page.ScreenshotOptions().setPath(file).setFullPage(true));
                assertThat(file).isNotEmptyFile();
            }
        }
        page.setViewportSize(WIDE, HIGH);
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
    }

    @AfterAll
    void everyPageWasLookedAt() {
        assertThat(looks).isGreaterThan(40);
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(AriaRole.BUTTON, named(name).setExact(true));
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name);
    }
}
