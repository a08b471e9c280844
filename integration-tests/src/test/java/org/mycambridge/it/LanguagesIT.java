package org.mycambridge.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mycambridge.it.stand.Mail;
import org.mycambridge.it.stand.OnKeycloak;
import org.mycambridge.it.stand.TestRealm;

/** The whole journey, in a browser, in each language: the officer's, and the invited person's. */
@OnKeycloak
@Tag("look")
class LanguagesIT {

    private static final String OFFICER = "officer@gb123.example";
    private static final String NEW_PASSWORD = "Chalk-And-Slates-77";
    private static final String CONSOLE = "/realms/{realm}/my-organisation/";

    /** A key instead of its message, or a place for a value that none was given for. */
    private static final Pattern UNSAID = Pattern.compile("\\bmc[A-Z]\\w*|\\{\\d");

    /** Words that no page in another language has, but for names of people and services. */
    private static final Pattern ENGLISH =
            Pattern.compile(
                    "\\b(the|this|your|you|with|from|please|sign in|password|email|user|users"
                            + "|search|cancel|save|home|history|invited)\\b",
                    Pattern.CASE_INSENSITIVE);

    private static final List<String> NAMES =
            List.of(
                    "My Cambridge",
                    "Submit for Assessment",
                    "Access to Scripts",
                    "Access To Scripts",
                    "School Support Hub",
                    "Global Listening",
                    "Apply for Access Arrangements",
                    "Sample International School",
                    "English");

    private final TestRealm realm;

    LanguagesIT(TestRealm realm) {
        this.realm = realm;
    }

    @AfterEach
    void theOfficerSpeaksEnglishAgain() {
        var users = realm.adminClient().realm(realm.name()).users();
        var officer = users.searchByEmail(OFFICER, true).get(0);
        Map<String, List<String>> attributes = officer.getAttributes();
        if (attributes != null && attributes.remove("locale") != null) {
            users.get(officer.getId()).update(officer);
        }
    }

    @ParameterizedTest
    @CsvSource({"es, ltr", "fr, ltr", "ar, rtl", "zh-CN, ltr"})
    void theWholeJourney(String language, String direction) {
        String email = People.freshEmail();
        try (var browser =
                realm.browser(
                        options ->
                                options.setLocale(language)
                                        .setExtraHTTPHeaders(
                                                Map.of("Accept-Language", language)))) {
            Page page = browser.newPage();
            page.navigate(realm.url(CONSOLE));
            look(page, language, direction, "sign-in");
            page.locator("#username").fill(OFFICER);
            page.locator("#password").fill(realm.password());
            page.locator("#kc-login").click();
            look(page, language, direction, "home");
            page.navigate(realm.url(CONSOLE + "roles"));
            look(page, language, direction, "roles");
            page.navigate(realm.url(CONSOLE + "centres/GB123/users"));
            look(page, language, direction, "users");
            page.navigate(realm.url(CONSOLE + "centres/GB123/history"));
            look(page, language, direction, "history");
            page.navigate(realm.url(CONSOLE + "centres/GB123/users/add-several"));
            look(page, language, direction, "add-several");
            page.navigate(realm.url(CONSOLE + "centres/GB123/users/add"));
            page.locator("button[name=next][value=list]").click();
            assertThat(page.locator("[role=alert]")).isVisible();
            look(page, language, direction, "add-errors");
            page.locator("#firstName").fill("Zoë");
            page.locator("#lastName").fill("Åström");
            page.locator("#email").fill(email);
            page.locator("[id='role-sfa.teacher']").check();
            page.locator("button[name=next][value=list]").click();
            assertThat(page.locator("[role=status]")).containsText("Zoë Åström");
            page.locator("th a", new Page.LocatorOptions().setHasText("Zoë Åström"))
                    .first()
                    .click();
            look(page, language, direction, "person");
            page.navigate(page.url() + "/remove");
            look(page, language, direction, "remove");
        }
        // The first mail is in the inviter's language, whatever the invited person's browser says.
        Mail invitation = realm.mails().await(email, "GB123");
        speaks(language, "invitation", invitation.text());
        try (var browser = realm.browser()) {
            Page page = browser.newPage();
            page.navigate(invitation.link("/invitations/"));
            page.locator("a.mc-btn--primary").click();
            page.locator("#password").fill(Journey.temporaryPassword(invitation));
            page.locator("#kc-login").click();
            look(page, language, direction, "set-password");
            page.locator("#password-new").fill(NEW_PASSWORD);
            page.locator("#password-confirm").fill(NEW_PASSWORD);
            page.locator("#kc-submit").click();
            look(page, language, direction, "code");
            Mail code = realm.mails().await(email, "");
            speaks(language, "code", code.text());
            page.locator("#code").fill(Journey.code(code));
            page.locator("#verify").click();
            assertThat(page).hasURL(Pattern.compile(".*/my-organisation/?$"));
            look(page, language, direction, "first-home");
        }
    }

    @Test
    void aPersonChoosesTheLanguageAndKeepsIt() {
        try (var browser = realm.browser()) {
            Page page = browser.newPage();
            page.navigate(realm.url(CONSOLE + "roles"));
            page.locator("#username").fill(OFFICER);
            page.locator("#password").fill(realm.password());
            page.locator("#kc-login").click();
            assertThat(page.locator("html")).hasAttribute("lang", "en");
            page.locator("#language").selectOption("fr");
            page.locator(".mc-languages button").click();
            assertThat(page.locator("html")).hasAttribute("lang", "fr");
            assertThat(page).hasURL(Pattern.compile(".*/my-organisation/roles$"));
        }
        try (var elsewhere = realm.browser()) {
            Page page = elsewhere.newPage();
            page.navigate(realm.url(CONSOLE));
            page.locator("#username").fill(OFFICER);
            page.locator("#password").fill(realm.password());
            page.locator("#kc-login").click();
            assertThat(page.locator("html")).hasAttribute("lang", "fr");
        }
    }

    private static void look(Page page, String language, String direction, String name) {
        assertThat(page.locator("html")).hasAttribute("lang", language);
        assertThat(page.locator("html")).hasAttribute("dir", direction);
        speaks(language, name, page.title());
        speaks(language, name, page.locator("body").innerText());
        assertThat(new AxeBuilder(page).analyze().getViolations())
                .as("%s in %s", name, language)
                .isEmpty();
        page.setViewportSize(320, 800);
        assertThat(page.evaluate("document.documentElement.scrollWidth"))
                .as("%s in %s at 320 px", name, language)
                .isEqualTo(320);
        page.setViewportSize(1280, 800);
        page.screenshot(
                new Page.ScreenshotOptions()
                        .setFullPage(true)
                        .setPath(Path.of("target", "screenshots", language, name + ".png")));
    }

    private static void speaks(String language, String name, String text) {
        String said = text;
        for (String kept : NAMES) {
            said = said.replace(kept, "");
        }
        said = said.replaceAll("\\S+@\\S+|https?://\\S+", "");
        assertThat(UNSAID.matcher(said).find()).as("%s in %s: %s", name, language, said).isFalse();
        assertThat(ENGLISH.matcher(said).results().map(found -> found.group()).toList())
                .as("English in %s in %s: %s", name, language, said)
                .isEmpty();
    }
}
