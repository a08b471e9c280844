package org.mycambridge.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.mycambridge.it.stand.Mail;
import org.mycambridge.it.stand.OnKeycloak;
import org.mycambridge.it.stand.TestRealm;

/** Every mail as a mail program shows it, light and dark, and both its parts. */
@OnKeycloak
@Tag("look")
@Tag("full")
class MailsInBrowserIT {

    private static final String OFFICER = "officer@gb123.example";
    private static final String PASSWORD = "Chalk-And-Slates-77";

    /** A mail is shown inside a page of the mail program's, which has the landmarks. */
    private static final List<String> OF_PAGES = List.of("landmark-one-main", "region");

    private static final Pattern ADDRESS = Pattern.compile("https?://[^\\s\"<>)]+");

    private final TestRealm realm;
    private final People people;

    MailsInBrowserIT(TestRealm realm) {
        this.realm = realm;
        this.people = new People(realm);
    }

    @Test
    void everyMailIsForEverybodyAndSaysTheSameInBothParts() {
        String email = People.freshEmail();
        String name = "Zoë Example.com";
        try (BrowserContext browser = realm.browser()) {
            Page page = browser.newPage();
            people.add(OFFICER, "GB123", email, "sfa.teacher").statusCode(201);
            Mail invitation = realm.mails().await(email, "invited");
            look(page, "invitation", invitation, "GB123 - Sample International School");
            assertThat(invitation.html()).contains(Journey.temporaryPassword(invitation));

            realm.clock().advance(Duration.ofDays(5).plusMinutes(1));
            look(page, "reminder", realm.mails().await(email, "ends soon"), "Olive Officer");
            realm.clock().reset();

            Page own = browser.newPage();
            Journey journey = new Journey(own);
            journey.openInvitation(invitation);
            Mail code = journey.untilTheCode(realm, email, PASSWORD);
            look(page, "code", code, Journey.code(code));
            journey.verify(Journey.code(code));
            journey.atHome();

            String id = people.id("GB123", email);
            people.change(
                            OFFICER,
                            "GB123",
                            id,
                            List.of("centre.user-management"),
                            List.of("sfa.teacher"))
                    .statusCode(200);
            look(page, "access", realm.mails().await(email, "access"), "User Management");
            look(
                    page,
                    "manager",
                    realm.mails().await("deputy@gb123.example", "manage users"),
                    "Olive Officer");
            act(id, "disable");
            look(page, "disabled", realm.mails().await(email, "access"), "switched off");
            act(id, "enable");
            look(page, "enabled", realm.mails().await(email, "access"), "on again");
            act(id, "reset-password");
            look(page, "reset", realm.mails().await(email, "Set a new password"), "Olive Officer");

            people.add("officer@ca001.example", "50538", email, "scripts.user").statusCode(201);
            look(page, "added", realm.mails().await(email, "added"), "50538 - 3A Tutors Ltd");
            String there = people.id("50538", email);
            realm.api(realm.token("officer@ca001.example"))
                    .delete("/50538/users/{id}", there)
                    .then()
                    .statusCode(200);
            look(page, "withdrawn", realm.mails().await(email, "withdrawn"), "50538");

            // The reset has signed them out.
            own.navigate(realm.url("/realms/{realm}/my-organisation/"));
            own.locator("a[href*='reset-credentials']").click();
            own.locator("#username").fill(email);
            own.locator("button[type=submit], input[type=submit]").first().click();
            look(page, "forgotten", realm.mails().await(email, "Set a new password"), "only once");

            String hostile = People.freshEmail();
            realm.api(realm.token(OFFICER))
                    .body(
                            Map.of(
                                    "firstName",
                                    "Zoë",
                                    "lastName",
                                    "Example.com",
                                    "email",
                                    hostile,
                                    "roles",
                                    List.of()))
                    .post("/{centre}/users", "GB123")
                    .then()
                    .statusCode(201);
            Mail toHostile = realm.mails().await(hostile, "invited");
            look(page, "hostile", toHostile, "GB123");
            assertThat(page.locator("a").allInnerTexts())
                    .as("links that a name has become")
                    .noneMatch(text -> text.contains(name));
        }
    }

    private void act(String id, String action) {
        realm.api(realm.token(OFFICER))
                .post("/GB123/users/{id}/{action}", id, action)
                .then()
                .statusCode(200);
    }

    private static void look(Page page, String name, Mail mail, String fact) {
        assertThat(mail.html()).as(name).doesNotContain("<script", "<img", "javascript:");
        assertThat(mail.text().replaceAll("[\u200B\u2068\u2069]", "")).as(name).contains(fact);
        page.setContent(mail.html());
        String shown = page.locator("body").innerText().replaceAll("[\u200B\u2068\u2069]", "");
        assertThat(shown).as(name).contains(fact);
        assertThat(addresses(mail.text()))
                .as("%s: the same links in both parts", name)
                .isEqualTo(new TreeSet<>(links(page)));
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
            assertThat(new AxeBuilder(page).disableRules(OF_PAGES).analyze().getViolations())
                    .as("%s, %s", name, scheme)
                    .isEmpty();
            page.screenshot(
                    new Page.ScreenshotOptions()
                            .setFullPage(true)
                            .setPath(
                                    Path.of(
                                            "target",
                                            "screenshots",
                                            "mails",
                                            name + "-" + scheme.name().toLowerCase() + ".png")));
        }
    }

    private static TreeSet<String> addresses(String text) {
        return ADDRESS.matcher(text)
                .results()
                .map(MatchResult::group)
                .map(address -> address.replaceAll("[.,]$", ""))
                .collect(TreeSet::new, TreeSet::add, TreeSet::addAll);
    }

    @SuppressWarnings("unchecked")
    private static List<String> links(Page page) {
        return (List<String>)
                page.evaluate("[...document.querySelectorAll('a[href]')].map(a => a.href)");
    }
}
