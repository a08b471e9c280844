package org.mycambridge.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.mycambridge.it.stand.OnKeycloak;
import org.mycambridge.it.stand.Service;
import org.mycambridge.it.stand.TestRealm;

/** The centre for which somebody opens a service (design decision 8). */
@OnKeycloak
class ChooseCentreIT extends AtServices {

    private static final String ANY = "organization";
    private static final Map<String, String> SELECT = Map.of("prompt", "select_account");
    private static final Map<String, String> SILENT = Map.of("prompt", "none");
    private static final int NARROW = 320;

    ChooseCentreIT(TestRealm realm) {
        super(realm);
    }

    @Test
    void aCentreIsChosenOnceAndChangedWithoutSigningInAgain() {
        String email = People.freshEmail();
        atTwoCentres(email);
        Service submit = realm.service(SUBMIT);
        try (BrowserContext browser = realm.browser()) {
            Page page = browser.newPage();
            page.navigate(submit.signInUrl(ANY));
            signIn(page, email);
            assertThat(page.locator("h1")).hasText("Choose a centre");
            assertThat(page.locator("main")).containsText("Submit for Assessment opens for one");
            assertThat(centres(page)).containsExactly("50538", "GB123");
            choose(page, "50538");
            Tokens first = tokens(submit, page);
            assertThat(Claims.centres(first.access())).containsExactly("50538");
            assertThat(Claims.roles(first.access(), "50538")).containsExactly("sfa.teacher");
            assertThat(everywhere(SUBMIT, refresh(SUBMIT, first)))
                    .allSatisfy(claim -> assertThat(names(claim)).containsExactly("50538"));

            // It holds for this service: nobody is asked twice, and a silent sign-in is possible.
            page.navigate(submit.signInUrl(ANY));
            assertThat(Claims.centres(tokens(submit, page).access())).containsExactly("50538");
            page.navigate(submit.signInUrl(SILENT, ANY));
            assertThat(Claims.centres(tokens(submit, page).access())).containsExactly("50538");

            page.navigate(submit.signInUrl(SELECT, ANY));
            assertThat(centres(page)).containsExactly("50538", "GB123");
            assertThat(page.locator("button[value='50538']")).containsText("chosen last time");
            choose(page, "GB123");
            Tokens second = tokens(submit, page);
            assertThat(Claims.centres(second.access())).containsExactly("GB123");
            assertThat(Claims.centres(refresh(SUBMIT, second).access())).containsExactly("GB123");
            // What was there before stays where it was.
            assertThat(Claims.centres(refresh(SUBMIT, first).access())).containsExactly("50538");
        }
    }

    @Test
    void anotherServiceAsksForItselfAndOffersTheLastCentreFirst() {
        String email = People.freshEmail();
        people.member("GB123", email, "sfa.teacher", "scripts.user");
        bring(email, List.of("50538"), "sfa.teacher", "scripts.user");
        Service submit = realm.service(SUBMIT);
        Service scripts = realm.service(SCRIPTS);
        try (BrowserContext browser = realm.browser()) {
            Page page = browser.newPage();
            page.navigate(submit.signInUrl(ANY));
            signIn(page, email);
            choose(page, "GB123");
            tokens(submit, page);
            page.navigate(scripts.signInUrl(SILENT, ANY));
            assertThat(answered(scripts, page, "error")).isEqualTo("interaction_required");
            page.navigate(scripts.signInUrl(ANY));
            assertThat(centres(page)).containsExactly("GB123", "50538");
            choose(page, "50538");
            assertThat(Claims.centres(tokens(scripts, page).access())).containsExactly("50538");
            page.navigate(submit.signInUrl(ANY));
            assertThat(Claims.centres(tokens(submit, page).access())).containsExactly("GB123");
        }
    }

    /** A role that is taken while the page stands there, and a value that nobody was offered. */
    @Test
    void onlyWhatIsOfferedNowCanBeChosen() {
        String email = People.freshEmail();
        String id = atTwoCentres(email);
        Service submit = realm.service(SUBMIT);
        try (BrowserContext browser = realm.browser()) {
            Page page = browser.newPage();
            page.navigate(submit.signInUrl(ANY));
            signIn(page, email);
            page.evaluate("document.querySelector('button[value=GB123]').value = 'CA001'");
            choose(page, "CA001");
            assertThat(page.locator("h1")).hasText("Choose a centre");
            people.change(OFFICER, "GB123", id, List.of(), List.of("sfa.teacher")).statusCode(200);
            choose(page, "GB123");
            assertThat(page.locator("h1")).hasText("Choose a centre");
            assertThat(centres(page)).containsExactly("50538");
            choose(page, "50538");
            assertThat(Claims.centres(tokens(submit, page).access())).containsExactly("50538");
        }
    }

    @Test
    void whoHasNoRoleForTheServiceIsToldWhomToAsk() {
        Service submit = realm.service(SUBMIT);
        try (BrowserContext browser = realm.browser()) {
            Page page = browser.newPage();
            signInToTheConsole(page, "scripts@gb123.example");
            page.navigate(submit.signInUrl(ANY));
            assertThat(page.locator("h1")).hasText("You can’t open Submit for Assessment");
            assertThat(page.locator("main")).containsText("no role for Submit for Assessment");
            assertThat(page.locator("a[href^='mailto:']")).isVisible();
            page.locator("button[name=leave]").click();
            assertThat(answered(submit, page, "error")).isEqualTo("access_denied");
            page.navigate(submit.signInUrl(SILENT, ANY));
            assertThat(answered(submit, page, "error")).isEqualTo("interaction_required");
        }
    }

    /** A centre of others, and one's own where one is disabled: the same page, and no token. */
    @Test
    void aCentreAskedForThatIsNotTheirsIsRefused() {
        String email = People.freshEmail();
        String id = atTwoCentres(email);
        realm.api(realm.token(OFFICER))
                .post("/GB123/users/{id}/disable", id)
                .then()
                .statusCode(200);
        Service submit = realm.service(SUBMIT);
        try (BrowserContext browser = realm.browser()) {
            Page page = browser.newPage();
            signInToTheConsole(page, email);
            for (String number : List.of("CA001", "GB123")) {
                page.navigate(submit.signInUrl("organization:" + number));
                assertThat(page.locator("h1")).hasText("You can’t open Submit for Assessment");
                assertThat(page.locator("main")).containsText("no access to centre " + number);
                page.locator("button[name=leave]").click();
                assertThat(answered(submit, page, "error")).isEqualTo("access_denied");
            }
        }
    }

    @Test
    @Tag("look")
    void bothPagesAreForEverybody() {
        String email = People.freshEmail();
        List<String> numbers = IntStream.range(0, 9).mapToObj(i -> "CH%03d".formatted(i)).toList();
        realm.board()
                .contentType("application/jsonl")
                .body(
                        numbers.stream()
                                .map(
                                        number ->
                                                "{\"centre\": {\"number\": \""
                                                        + number
                                                        + "\", \"name\": \"École "
                                                        + number
                                                        + "\", \"type\": \"CENTRE\"}}")
                                .collect(Collectors.joining("\n")))
                .post("/import")
                .then()
                .statusCode(207);
        people.member("GB123", email, "sfa.teacher");
        bring(email, numbers, "sfa.teacher");
        Service submit = realm.service(SUBMIT);
        try (BrowserContext browser = realm.browser()) {
            Page page = browser.newPage();
            page.navigate(submit.signInUrl(ANY));
            signIn(page, email);
            look(page, "choose-centre");
            // By keyboard alone: find, and open the only one left.
            page.getByLabel("Find a centre").focus();
            page.keyboard().type("ecole ch007");
            assertThat(page.locator("#found")).hasText("Centres found: 1");
            assertThat(page.locator("#centres li:visible")).hasCount(1);
            page.keyboard().press("Enter");
            assertThat(Claims.centres(tokens(submit, page).access())).containsExactly("CH007");
            page.navigate(submit.signInUrl("organization:CA001"));
            look(page, "no-centre");
        }
        try (BrowserContext browser = realm.browser(wish -> wish.setLocale("ar"))) {
            Page page = browser.newPage();
            page.navigate(submit.signInUrl(ANY));
            signIn(page, email);
            assertThat(page.locator("html")).hasAttribute("dir", "rtl");
            look(page, "choose-centre-ar");
            choose(page, "GB123");
            tokens(submit, page);
            page.navigate(submit.signInUrl("organization:CA001"));
            assertThat(page.locator("button[name=leave]")).isVisible();
            look(page, "no-centre-ar");
        }
    }

    private void look(Page page, String name) {
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
            var results = new AxeBuilder(page).analyze();
            assertThat(results.getViolations()).as(name + ", " + scheme).isEmpty();
            assertThat(results.getIncomplete()).as(name + ", " + scheme).isEmpty();
            picture(page, name + "-" + scheme.name().toLowerCase(java.util.Locale.ROOT));
        }
        page.setViewportSize(NARROW, 800);
        assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(NARROW);
        picture(page, name + "-narrow");
        page.setViewportSize(1280, 800);
    }

    private static void picture(Page page, String name) {
        page.screenshot(
                new Page.ScreenshotOptions()
                        .setFullPage(true)
                        .setPath(java.nio.file.Path.of("target/screenshots/" + name + ".png")));
    }

    private void signIn(Page page, String email) {
        page.locator("#username").fill(email);
        page.locator("#password").fill(realm.password());
        page.locator("#kc-login").click();
    }

    private void signInToTheConsole(Page page, String email) {
        page.navigate(realm.url("/realms/{realm}/my-organisation/"));
        signIn(page, email);
        assertThat(page).hasURL(Pattern.compile(".*/my-organisation/?$"));
    }

    private static List<String> centres(Page page) {
        Locator buttons = page.locator("button[name=centre]");
        buttons.first().waitFor();
        return buttons.all().stream().map(button -> button.getAttribute("value")).toList();
    }

    private static void choose(Page page, String number) {
        page.locator("button[value='" + number + "']").click();
    }

    private static String answered(Service service, Page page, String parameter) {
        page.waitForURL(Pattern.compile(Pattern.quote(service.redirectUri()) + ".*"));
        return Service.answered(page.url(), parameter).orElse("none in " + page.url());
    }

    private static Tokens tokens(Service service, Page page) {
        page.waitForURL(Pattern.compile(Pattern.quote(service.redirectUri()) + ".*"));
        return Tokens.of(service.tokens(page.url()));
    }
}
