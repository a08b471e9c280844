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
import org.junit.jupiter.params.provider.MethodSource;
import org.mycambridge.it.stand.Mail;
import org.mycambridge.it.stand.OnKeycloak;
import org.mycambridge.it.stand.TestRealm;

/** The whole journey, in a browser, in each language: the officer's, and the invited person's. */
@OnKeycloak
@Tag("look")
@Tag("full")
class LanguagesIT {

    private static final String OFFICER = "officer@gb123.example";
    private static final String NEW_PASSWORD = "Chalk-And-Slates-77";
    private static final String CONSOLE = "/realms/{realm}/my-organisation/";

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
    @MethodSource("org.mycambridge.it.Language#chosenButEnglish")
    void theWholeJourney(String language) {
        String email = People.freshEmail();
        try (var browser = realm.browser(new Language(language).browser())) {
            Page page = browser.newPage();
            page.navigate(realm.url(CONSOLE));
            look(page, language, "sign-in");
            page.locator("#username").fill(OFFICER);
            page.locator("#password").fill(realm.password());
            page.locator("#kc-login").click();
            look(page, language, "home");
            page.navigate(realm.url(CONSOLE + "roles"));
            look(page, language, "roles");
            page.navigate(realm.url(CONSOLE + "centres/GB123/users"));
            look(page, language, "users");
            page.navigate(realm.url(CONSOLE + "centres/GB123/history"));
            look(page, language, "history");
            page.navigate(realm.url(CONSOLE + "centres/GB123/users/add-several"));
            look(page, language, "add-several");
            page.navigate(realm.url(CONSOLE + "centres/GB123/users/add"));
            page.locator("button[name=next][value=list]").click();
            assertThat(page.locator("[role=alert]")).isVisible();
            look(page, language, "add-errors");
            page.locator("#firstName").fill("Zoë");
            page.locator("#lastName").fill("Åström");
            page.locator("#email").fill(email);
            page.locator("[id='role-sfa.teacher']").check();
            page.locator("button[name=next][value=list]").click();
            assertThat(page.locator("[role=status]")).containsText("Zoë Åström");
            page.locator("th a", new Page.LocatorOptions().setHasText("Zoë Åström"))
                    .first()
                    .click();
            look(page, language, "person");
            page.navigate(page.url() + "/remove");
            look(page, language, "remove");
        }
        // The first mail is in the inviter's language, whatever the invited person's browser says.
        Mail invitation = realm.mails().await(email, "GB123");
        new Language(language).isSpokenIn(invitation.text(), "invitation");
        try (var browser = realm.browser()) {
            Page page = browser.newPage();
            page.navigate(invitation.link("/invitations/"));
            page.locator("a.mc-btn--primary").click();
            page.locator("#password").fill(Journey.temporaryPassword(invitation));
            page.locator("#kc-login").click();
            look(page, language, "set-password");
            page.locator("#password-new").fill(NEW_PASSWORD);
            page.locator("#password-confirm").fill(NEW_PASSWORD);
            page.locator("#kc-submit").click();
            look(page, language, "code");
            Mail code = realm.mails().await(email, "");
            new Language(language).isSpokenIn(code.text(), "code");
            page.locator("#code").fill(Journey.code(code));
            page.locator("#verify").click();
            assertThat(page).hasURL(Pattern.compile(".*/my-organisation/?$"));
            look(page, language, "first-home");
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

    private static void look(Page page, String language, String name) {
        new Language(language).isSpokenBy(page, name);
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
}
