package org.mycambridge.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.mycambridge.it.stand.Mail;
import org.mycambridge.it.stand.OnKeycloak;
import org.mycambridge.it.stand.TestRealm;

/** Every page of the main journey, looked at by axe, light and dark, and on a narrow screen. */
@OnKeycloak
@Tag("look")
class PagesIT {

    private static final int NARROW = 320;

    private final TestRealm realm;
    private final Set<String> titles = new HashSet<>();

    PagesIT(TestRealm realm) {
        this.realm = realm;
    }

    @Test
    void everyPageOfTheJourneyIsForEverybody() {
        String email = People.freshEmail();
        new People(realm).add("officer@gb123.example", "GB123", email, "sfa.teacher");
        Mail invitation = realm.mails().await(email, "invited");
        try (var browser = realm.browser()) {
            Page page = browser.newPage();
            Journey journey = new Journey(page);
            page.navigate(realm.url("/realms/{realm}/my-organisation/"));
            look(page, "sign in");
            page.navigate(invitation.link("/invitations/"));
            look(page, "invitation");
            journey.openInvitation(invitation);
            look(page, "temporary password");
            journey.signInWith("not the password");
            look(page, "wrong temporary password");
            journey.signInWith(Journey.temporaryPassword(invitation));
            look(page, "set password");
            ticksRulesAsTheyAreMet(page, email);
            setPassword(page, "short");
            look(page, "refused password");
            setPassword(page, "Chalk-And-Slates-77");
            Mail code = realm.mails().await(email, "code");
            look(page, "code");
            journey.verify("000000".equals(Journey.code(code)) ? "111111" : "000000");
            look(page, "wrong code");
            journey.verify(Journey.code(code));
            journey.atHome();
            look(page, "home");
        }
        assertThat(titles).hasSize(9);
    }

    private static void ticksRulesAsTheyAreMet(Page page, String email) {
        var password = page.getByLabel("New password", new Page.GetByLabelOptions().setExact(true));
        var length = page.locator("[data-rule=length]");
        var notEmail = page.locator("[data-rule=notEmail]");
        password.fill("short");
        assertThat(length.getAttribute("data-met")).isNull();
        assertThat(notEmail.textContent()).contains("(met)");
        password.fill(email);
        assertThat(length.textContent()).contains("(met)");
        assertThat(notEmail.textContent()).doesNotContain("(met)");
        password.fill("");
        assertThat(page.locator("[data-met]").count()).isZero();
    }

    private static void setPassword(Page page, String password) {
        page.getByLabel("New password", new Page.GetByLabelOptions().setExact(true)).fill(password);
        page.getByLabel("New password again").fill(password);
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Set password"))
                .click();
    }

    private void look(Page page, String name) {
        assertThat(titles.add(page.title())).as("a title of its own: " + page.title()).isTrue();
        for (ColorScheme scheme : new ColorScheme[] {ColorScheme.LIGHT, ColorScheme.DARK}) {
            page.emulateMedia(
                    new Page.EmulateMediaOptions()
                            .setColorScheme(scheme)
                            .setReducedMotion(
                                    com.microsoft.playwright.options.ReducedMotion.REDUCE));
            assertThat(new AxeBuilder(page).analyze().getViolations())
                    .as(name + ", " + scheme)
                    .isEmpty();
        }
        page.setViewportSize(NARROW, 800);
        assertThat(page.evaluate("document.documentElement.scrollWidth"))
                .as(name + " at " + NARROW + " px")
                .isEqualTo(NARROW);
        page.setViewportSize(1280, 800);
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
    }
}
