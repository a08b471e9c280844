package org.mycambridge.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.hamcrest.Matchers.is;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.keycloak.representations.idm.RealmRepresentation;
import org.mycambridge.it.stand.OnKeycloak;
import org.mycambridge.it.stand.TestRealm;

/** A second factor, asked of those who manage users and of nobody else. */
@OnKeycloak
class SecondFactorIT {

    private static final String CONSOLE = "/realms/{realm}/my-organisation/";
    private static final String REQUIRED_FOR = "mcSecondFactorFor";
    private static final Pattern HOME = Pattern.compile(".*/my-organisation/?$");

    private final TestRealm realm;
    private final Set<String> used = new HashSet<>();

    SecondFactorIT(TestRealm realm) {
        this.realm = realm;
    }

    @BeforeEach
    void isRequired() {
        require("centre.user-management");
    }

    @AfterEach
    void isNotRequired() {
        require("none");
    }

    private void require(String roles) {
        RealmRepresentation representation = new RealmRepresentation();
        representation.setAttributes(
                realm.adminClient().realm(realm.name()).toRepresentation().getAttributes());
        representation.getAttributes().put(REQUIRED_FOR, roles);
        realm.adminClient().realm(realm.name()).update(representation);
    }

    @Test
    void aManagerSetsUpAnAppOnceAndUsesItFromThenOn() {
        String secret;
        try (BrowserContext browser = realm.browser()) {
            Page page = browser.newPage();
            signIn(page, "deputy@gb123.example");
            assertThat(heading(page)).hasText("Protect your account");
            Assertions.assertThat(new AxeBuilder(page).analyze().getViolations()).isEmpty();
            // There is no way around it: whoever has not done it is not signed in.
            page.navigate(realm.url(CONSOLE));
            assertThat(page.locator("#password")).isVisible();
            signIn(page, "deputy@gb123.example");
            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Set up an app"))
                    .click();
            secret = page.locator("#totpSecret").inputValue();
            page.locator("#totp").fill(fresh(secret));
            page.locator("#saveTOTPBtn").click();
            page.locator("#kcRecoveryCodesConfirmationCheck").check();
            page.locator("#saveRecoveryAuthnCodesBtn").click();
            assertThat(page).hasURL(HOME);
        }
        try (BrowserContext browser = realm.browser()) {
            Page page = browser.newPage();
            signIn(page, "deputy@gb123.example");
            assertThat(page.locator("#otp")).isVisible();
            page.locator("#otp").fill(fresh(secret));
            page.locator("#kc-login").click();
            assertThat(page).hasURL(HOME);
        }
        whoReadsTheMailboxAloneDoesNotGetIn("deputy@gb123.example", secret);
    }

    /** A mail takes the place of the password, and of nothing else. */
    private void whoReadsTheMailboxAloneDoesNotGetIn(String email, String secret) {
        try (BrowserContext browser = realm.browser()) {
            Page page = browser.newPage();
            page.navigate(realm.url(CONSOLE));
            page.getByText("Forgotten password?").click();
            page.locator("#username").fill(email);
            page.locator("button[type=submit], input[type=submit]").first().click();
            page.navigate(realm.mails().await(email, "Set a new password").link("/action-token"));
            assertThat(page.locator("#otp")).isVisible();
            page.locator("#otp").fill("000000");
            page.locator("#kc-login").click();
            assertThat(page.locator("#otp")).isVisible();
            page.locator("#otp").fill(fresh(secret));
            page.locator("#kc-login").click();
            page.locator("#password-new").fill("Chalk-And-Slates-78");
            page.locator("#password-confirm").fill("Chalk-And-Slates-78");
            page.locator("#kc-submit").click();
            assertThat(page).hasURL(HOME);
        }
    }

    /** No code works twice; those before and after the present one work, too. */
    private String fresh(String secret) {
        Instant now = Instant.now();
        return Stream.of(now, now.plus(OneTimeCode.STEP), now.minus(OneTimeCode.STEP))
                .map(at -> OneTimeCode.of(secret, at))
                .filter(used::add)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void somebodyWhoIsGivenUserManagementIsAskedAtTheNextSignIn() {
        String teacher = "teacher@gb123.example";
        try (BrowserContext browser = realm.browser()) {
            Page page = browser.newPage();
            signIn(page, teacher);
            assertThat(page).hasURL(HOME);
        }
        require("none");
        People people = new People(realm);
        people.change(
                        "officer@gb123.example",
                        "GB123",
                        people.id("GB123", teacher),
                        List.of("centre.user-management"),
                        List.of())
                .statusCode(200);
        require("centre.user-management");
        // Nor is there a token for a password alone.
        realm.passwordGrant(teacher, realm.password())
                .then()
                .statusCode(400)
                .body("error_description", is("Account is not fully set up"));
        try (BrowserContext browser = realm.browser()) {
            Page page = browser.newPage();
            signIn(page, teacher);
            assertThat(heading(page)).hasText("Protect your account");
        }
    }

    private void signIn(Page page, String email) {
        page.navigate(realm.url(CONSOLE));
        page.locator("#username").fill(email);
        page.locator("#password").fill(realm.password());
        page.locator("#kc-login").click();
    }

    private static com.microsoft.playwright.Locator heading(Page page) {
        return page.locator("h1");
    }
}
