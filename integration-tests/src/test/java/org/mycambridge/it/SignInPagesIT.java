package org.mycambridge.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.keycloak.admin.client.resource.UserResource;
import org.keycloak.representations.idm.UserRepresentation;
import org.mycambridge.it.stand.Mail;
import org.mycambridge.it.stand.OnKeycloak;
import org.mycambridge.it.stand.TestRealm;

/**
 * Every page that somebody who signs in can meet, ours and Keycloak's, in every state, from the
 * running server: for everybody, light and dark, and right to left.
 */
@OnKeycloak
@Tag("look")
@Tag("full")
class SignInPagesIT {

    private static final String OFFICER = "officer@gb123.example";
    private static final String CONSOLE = "/realms/{realm}/my-organisation/";
    private static final String PASSWORD = "Chalk-And-Slates-77";
    private static final Pattern HOME = Pattern.compile(".*/my-organisation/?$");

    private final TestRealm realm;
    private final People people;

    SignInPagesIT(TestRealm realm) {
        this.realm = realm;
        this.people = new People(realm);
    }

    @AfterEach
    void theClockShowsNow() {
        realm.clock().reset();
    }

    @ParameterizedTest
    @MethodSource("org.mycambridge.it.Language#chosen")
    void signingInAndOut(String tag) {
        Language language = new Language(tag);
        Looks looks = new Looks(language);
        String email = People.freshEmail();
        people.member("GB123", email, "sfa.teacher");
        try (BrowserContext browser = realm.browser(language.browser())) {
            Page page = browser.newPage();
            page.navigate(realm.url(CONSOLE));
            looks.at(page, "sign in");
            submit(page);
            looks.at(page, "sign in: nothing typed");
            signIn(page, email, "not the password");
            looks.at(page, "sign in: wrong password");
            for (int i = 0; i < 10; i++) {
                signIn(page, email, "not the password");
            }
            signIn(page, email, realm.password());
            looks.at(page, "sign in: locked");
            realm.clock().advance(Duration.ofHours(1));
            page.navigate(realm.url(CONSOLE));
            String first = page.locator("form").first().getAttribute("action");
            signIn(page, email, realm.password());
            assertThat(page).hasURL(HOME);

            page.navigate(authorization("prompt=login"));
            looks.at(page, "signing in again");
            page.locator("#password").fill("not the password");
            submit(page);
            looks.at(page, "signing in again: wrong password");

            page.navigate(realm.url("/realms/{realm}/protocol/openid-connect/logout"));
            looks.at(page, "sign out");
            page.locator("#kc-logout").click();
            looks.at(page, "signed out");

            page.navigate(first);
            looks.at(page, "error: link of an earlier sign-in");
        }
        forgottenPassword(language, looks, email);
        errors(language, looks);
        looks.foundNothingWrong();
    }

    private void forgottenPassword(Language language, Looks looks, String email) {
        try (BrowserContext browser = realm.browser(language.browser())) {
            Page page = browser.newPage();
            page.navigate(realm.url(CONSOLE));
            page.locator("a[href*='reset-credentials']").click();
            looks.at(page, "forgotten password");
            submit(page);
            looks.at(page, "forgotten password: nothing typed");
            page.locator("#username").fill(email);
            submit(page);
            looks.at(page, "sign in: mail sent");
            String link = realm.mails().await(email, "").link("/login-actions/");
            page.navigate(link);
            assertThat(page.locator("#password-new")).isVisible();
            looks.at(page, "set password: by mail");
            page.locator("#password-new").fill(PASSWORD);
            page.locator("#password-confirm").fill(PASSWORD);
            submit(page);
            assertThat(page).hasURL(HOME);
            page.navigate(link);
            looks.at(page, "error: link used already");
        }
        try (BrowserContext browser = realm.browser(language.browser())) {
            Page page = browser.newPage();
            user(email).executeActionsEmail(List.of("UPDATE_PROFILE"));
            String link = realm.mails().await(email, "").link("/login-actions/");
            page.navigate(link);
            looks.at(page, "what there is to do");
            page.locator("main a.mc-btn--primary").click();
            submit(page);
            looks.at(page, "done");
            realm.clock().advance(Duration.ofDays(2));
            page.navigate(link);
            looks.at(page, "error: link expired");
            realm.clock().reset();
        }
    }

    private void errors(Language language, Looks looks) {
        try (BrowserContext browser = realm.browser(language.browser())) {
            Page page = browser.newPage();
            page.navigate(authorization("client_id=nobody"));
            looks.at(page, "error: unknown client");
            page.navigate(authorization("redirect_uri=https://elsewhere.example/"));
            looks.at(page, "error: unknown address to go back to");
            page.navigate(realm.url("/realms/{realm}/nothing"));
            looks.at(page, "error: not found");
            page.navigate(realm.url(CONSOLE));
            String action = page.locator("form").first().getAttribute("action");
            page.navigate(action.replaceFirst("execution=[^&]+", "execution=OTHER"));
            looks.at(page, "page expired");
            browser.clearCookies();
            page.navigate(action);
            looks.at(page, "error: no cookie");
            page.navigate(realm.url("/realms/{realm}/login-actions/action-token?key=nonsense"));
            looks.at(page, "error: broken link");
        }
    }

    private String authorization(String parameter) {
        String name = parameter.replaceFirst("=.*", "");
        String usual =
                "client_id=account-console&response_type=code&scope=openid&code_challenge_method=S256"
                        + "&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&redirect_uri="
                        + realm.url("/realms/{realm}/account/");
        return realm.url("/realms/{realm}/protocol/openid-connect/auth?")
                + usual.replaceFirst("&?" + name + "=[^&]*", "")
                + "&"
                + parameter;
    }

    @ParameterizedTest
    @MethodSource("org.mycambridge.it.Language#chosen")
    void beingInvited(String tag) {
        Language language = new Language(tag);
        Looks looks = new Looks(language);
        String email = People.freshEmail();
        String id = people.invited(OFFICER, "GB123", email);
        reads(email, language);
        Mail first = realm.mails().await(email, "");
        realm.api(realm.token(OFFICER))
                .post("/GB123/users/{id}/resend-invitation", id)
                .then()
                .statusCode(200);
        Mail invitation = realm.mails().await(email, "");
        try (BrowserContext browser = realm.browser(language.browser())) {
            Page page = browser.newPage();
            page.navigate(first.link("/invitations/"));
            looks.at(page, "newer invitation");
            page.navigate(first.link("/invitations/").replaceAll("[0-9a-f-]{36}$", "none"));
            looks.at(page, "unknown invitation");
            page.navigate(invitation.link("/invitations/"));
            looks.at(page, "invitation");
            page.locator("a.mc-btn--primary").click();
            looks.at(page, "temporary password");
            temporary(page, "not the password");
            looks.at(page, "temporary password: wrong");
            temporary(page, Journey.temporaryPassword(invitation));
            looks.at(page, "set password");
            setPassword(page, "short", "short");
            looks.at(page, "set password: too short");
            setPassword(page, PASSWORD, "other");
            looks.at(page, "set password: not the same");
            setPassword(page, "", "");
            looks.at(page, "set password: nothing typed");
            setPassword(page, PASSWORD, PASSWORD);
            code(page, looks, email);
            page.navigate(invitation.link("/invitations/"));
            looks.at(page, "used invitation");

            String other = People.freshEmail();
            String otherId = people.invited(OFFICER, "GB123", other);
            String link = realm.mails().await(other, "invited").link("/invitations/");
            page.navigate(link);
            looks.at(page, "invitation: somebody else is signed in");
            realm.api(realm.token(OFFICER))
                    .delete("/GB123/users/{id}", otherId)
                    .then()
                    .statusCode(200);
            page.navigate(link);
            looks.at(page, "withdrawn invitation");
        }
        String member = People.freshEmail();
        people.member("50538", member, "sfa.teacher");
        people.add(OFFICER, "GB123", member).statusCode(201);
        Mail added = realm.mails().await(member, "added");
        try (BrowserContext browser = realm.browser(language.browser())) {
            Page page = browser.newPage();
            page.navigate(added.link("/invitations/"));
            looks.at(page, "added");
        }
        runOut(language, looks);
        looks.foundNothingWrong();
    }

    /** The last of all: what the clock ends does not come back with it. */
    private void runOut(Language language, Looks looks) {
        String email = People.freshEmail();
        people.add(OFFICER, "GB123", email).statusCode(201);
        Mail invitation = realm.mails().await(email, "");
        try (BrowserContext browser = realm.browser(language.browser())) {
            Page page = browser.newPage();
            // A page waits an hour to be sent.
            realm.clock().advance(Duration.ofDays(7).minusMinutes(30));
            page.navigate(invitation.link("/invitations/"));
            page.locator("a.mc-btn--primary").click();
            realm.clock().advance(Duration.ofMinutes(31));
            temporary(page, Journey.temporaryPassword(invitation));
            looks.at(page, "temporary password: run out");
            page.navigate(invitation.link("/invitations/"));
            looks.at(page, "expired invitation");
        }
    }

    /** As without script: the countdown, which keeps the button off, does not know this one. */
    private static void resendAtOnce(Page page) {
        page.locator("#resend")
                .evaluate(
                        "button => { const same = button.cloneNode(true); same.disabled = false;"
                                + " button.replaceWith(same); }");
        page.locator("#resend").click();
    }

    private void code(Page page, Looks looks, String email) {
        looks.at(page, "code");
        String sent = Journey.code(realm.mails().await(email, ""));
        resendAtOnce(page);
        looks.at(page, "code: a new one too soon");
        verify(page, "12");
        looks.at(page, "code: no six digits");
        String wrong = "000000".equals(sent) ? "111111" : "000000";
        verify(page, wrong);
        looks.at(page, "code: wrong");
        for (int i = 0; i < 4; i++) {
            verify(page, wrong);
        }
        looks.at(page, "code: too many tries");
        realm.clock().advance(Duration.ofMinutes(2));
        resendAtOnce(page);
        String next = Journey.code(realm.mails().await(email, ""));
        realm.clock().advance(Duration.ofMinutes(31));
        verify(page, next);
        looks.at(page, "code: expired");
        page.locator("#resend").click();
        verify(page, Journey.code(realm.mails().await(email, "")));
        assertThat(page).hasURL(HOME);
    }

    private static void verify(Page page, String code) {
        page.locator("#code").fill(code);
        page.locator("#verify").click();
    }

    private static void temporary(Page page, String password) {
        page.locator("#password").fill(password);
        submit(page);
    }

    private static void setPassword(Page page, String one, String other) {
        page.locator("#password-new").fill(one);
        page.locator("#password-confirm").fill(other);
        submit(page);
    }

    @ParameterizedTest
    @MethodSource("org.mycambridge.it.Language#chosen")
    void theSecondFactor(String tag) {
        Language language = new Language(tag);
        Looks looks = new Looks(language);
        String email = People.freshEmail();
        people.member("GB123", email, "sfa.teacher");
        String secret;
        List<String> recovery;
        requires(email, "mc-second-factor");
        try (BrowserContext browser = realm.browser(language.browser())) {
            Page page = browser.newPage();
            signIn(page, email);
            looks.at(page, "choose a second factor");
            page.locator("button[name=factor][value=app]").click();
            looks.at(page, "set up an app");
            page.locator("#mode-manual").click();
            looks.at(page, "set up an app: by hand");
            page.locator("#totp").fill("000000");
            page.locator("#saveTOTPBtn").click();
            looks.at(page, "set up an app: wrong code");
            secret = page.locator("#totpSecret").inputValue();
            page.locator("#totp").fill(OneTimeCode.of(secret, Instant.now()));
            page.locator("#saveTOTPBtn").click();
            looks.at(page, "recovery codes");
            recovery =
                    page.locator("#kc-recovery-codes-list li").allInnerTexts().stream()
                            .map(String::strip)
                            .toList();
            page.locator("#saveRecoveryAuthnCodesBtn").click();
            assertThat(page.locator("#kc-recovery-codes-list")).isVisible();
            page.locator("#kcRecoveryCodesConfirmationCheck").check();
            page.locator("#saveRecoveryAuthnCodesBtn").click();
            assertThat(page).hasURL(HOME);
        }
        try (BrowserContext browser = realm.browser(language.browser())) {
            Page page = browser.newPage();
            signIn(page, email);
            looks.at(page, "code of the app");
            page.locator("#otp").fill("000000");
            submit(page);
            looks.at(page, "code of the app: wrong");
            page.locator("#try-another-way").click();
            looks.at(page, "choose how to sign in");
            choose(page, 1);
            looks.at(page, "recovery code");
            page.locator("#recoveryCodeInput").fill("nonsense");
            submit(page);
            looks.at(page, "recovery code: wrong");
            page.locator("#recoveryCodeInput").fill(recovery.get(0));
            submit(page);
            assertThat(page).hasURL(HOME);
            page.navigate(
                    authorization(
                            "kc_action=delete_credential:"
                                    + user(email).credentials().stream()
                                            .filter(c -> c.getType().equals("otp"))
                                            .findFirst()
                                            .orElseThrow()
                                            .getId()));
            looks.at(page, "delete a second factor");
        }
        looks.foundNothingWrong();
    }

    private static void choose(Page page, int which) {
        page.locator("main ul li").nth(which).locator("[role=button], button").click();
    }

    @ParameterizedTest
    @MethodSource("org.mycambridge.it.Language#chosen")
    void passkeys(String tag) {
        Language language = new Language(tag);
        Looks looks = new Looks(language);
        String email = People.freshEmail();
        people.member("GB123", email, "sfa.teacher");
        requires(email, "webauthn-register");
        try (BrowserContext browser = realm.browser(language.browser())) {
            Page page = browser.newPage();
            authenticator(page);
            page.onDialog(dialog -> dialog.accept("My key"));
            signIn(page, email);
            looks.at(page, "set up a passkey");
            fail(page, "register");
            looks.at(page, "passkey error");
            page.locator("#kc-try-again").click();
            page.locator("#registerWebAuthn").click();
            assertThat(page).hasURL(HOME);

            page.navigate(authorization("prompt=login"));
            page.locator("#password").fill(realm.password());
            submit(page);
            looks.at(page, "use a passkey");
            fail(page, "webauth");
            looks.at(page, "passkey error: signing in");
            page.locator("#kc-try-again").click();
            page.locator("#authenticateWebAuthnButton").click();
            page.waitForURL(Pattern.compile(".*/account/.*"));
        }
        looks.foundNothingWrong();
    }

    /** A key that touches itself, in the browser of the page. */
    private static void authenticator(Page page) {
        CDPSession session = page.context().newCDPSession(page);
        session.send("WebAuthn.enable");
        JsonObject options = new JsonObject();
        options.addProperty("protocol", "ctap2");
        options.addProperty("transport", "internal");
        options.addProperty("hasResidentKey", true);
        options.addProperty("hasUserVerification", true);
        options.addProperty("isUserVerified", true);
        options.addProperty("automaticPresenceSimulation", true);
        JsonObject arguments = new JsonObject();
        arguments.add("options", options);
        session.send("WebAuthn.addVirtualAuthenticator", arguments);
    }

    /** What Keycloak's script does when the person turns away. */
    private static void fail(Page page, String form) {
        page.evaluate(
                "form => { document.getElementById('error').value = 'NotAllowedError';"
                        + " document.getElementById(form).requestSubmit(); }",
                form);
        page.locator("#kc-try-again").waitFor();
    }

    @ParameterizedTest
    @MethodSource("org.mycambridge.it.Language#chosen")
    void ownDetails(String tag) {
        Language language = new Language(tag);
        Looks looks = new Looks(language);
        String email = People.freshEmail();
        people.member("GB123", email, "sfa.teacher");
        requires(email, "UPDATE_PROFILE");
        try (BrowserContext browser = realm.browser(language.browser())) {
            Page page = browser.newPage();
            signIn(page, email);
            looks.at(page, "own details");
            page.locator("#firstName").fill("");
            page.locator("#lastName").fill("<b>");
            submit(page);
            looks.at(page, "own details: wrong");
            page.locator("#firstName").fill("Sam");
            page.locator("#lastName").fill("Worthington");
            submit(page);
            assertThat(page).hasURL(HOME);
            // Asked for in My Account, each of them can be left.
            for (Map.Entry<String, String> action :
                    Map.of(
                                    "UPDATE_PASSWORD",
                                    "set password: own wish",
                                    "CONFIGURE_TOTP",
                                    "set up an app: own wish",
                                    "webauthn-register",
                                    "set up a passkey: own wish",
                                    "CONFIGURE_RECOVERY_AUTHN_CODES",
                                    "recovery codes: own wish")
                            .entrySet()) {
                page.navigate(
                        realm.service("submit-for-assessment")
                                .signInUrl(Map.of("kc_action", action.getKey())));
                if (page.locator("#password").count() > 0) {
                    page.locator("#password").fill(realm.password());
                    submit(page);
                }
                looks.at(page, action.getValue());
                page.locator("[name=cancel-aia]").click();
                assertThat(page.locator("h1")).hasText("Signed in");
            }
        }
        looks.foundNothingWrong();
    }

    private UserResource user(String email) {
        var users = realm.adminClient().realm(realm.name()).users();
        return users.get(users.searchByEmail(email, true).get(0).getId());
    }

    /** Whoever is invited reads at first what the inviter reads. */
    private void reads(String email, Language language) {
        UserRepresentation representation = user(email).toRepresentation();
        representation.singleAttribute("locale", language.tag());
        user(email).update(representation);
    }

    private void requires(String email, String action) {
        UserRepresentation representation = user(email).toRepresentation();
        representation.setRequiredActions(List.of(action));
        user(email).update(representation);
    }

    private void signIn(Page page, String email) {
        page.navigate(realm.url(CONSOLE));
        signIn(page, email, realm.password());
    }

    private static void signIn(Page page, String email, String password) {
        page.locator("#username").fill(email);
        page.locator("#password").fill(password);
        submit(page);
    }

    /** Sends the page's first form, as its button does. */
    private static void submit(Page page) {
        page.locator("main form [type=submit]").first().click();
    }
}
