package org.mycambridge.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.mycambridge.it.stand.Mail;
import org.mycambridge.it.stand.OnKeycloak;
import org.mycambridge.it.stand.Service;
import org.mycambridge.it.stand.TestRealm;
import org.mycambridge.it.stand.Waiting;

/** The main journey, whole, through real doors: invited, signed in, verified, and in a token. */
@OnKeycloak
class MainJourneyIT {

    private static final String OFFICER = "officer@gb123.example";
    private static final String NEW_PASSWORD = "Chalk-And-Slates-77";

    private final TestRealm realm;
    private final People people;

    MainJourneyIT(TestRealm realm) {
        this.realm = realm;
        this.people = new People(realm);
    }

    @Test
    @Tag("short")
    void invitedSignedInVerifiedAndInTheNextToken() {
        String email = People.freshEmail();
        String id =
                people.add(
                                OFFICER,
                                "GB123",
                                email,
                                "sfa.exams-officer",
                                "sfa.teacher",
                                "scripts.user")
                        .statusCode(201)
                        .body("status", is("INVITED"))
                        .extract()
                        .path("id");
        Mail invitation = realm.mails().await(email, "invited");
        assertThat(invitation.text())
                .contains("GB123 - Sample International School")
                .contains("Olive Officer");
        try (var browser = realm.browser()) {
            Page page = browser.newPage();
            new Journey(page).firstSignIn(realm, email, invitation, NEW_PASSWORD);
            assertThat(page.getByRole(AriaRole.MAIN)).containsText("Sample International School");
            assertThat(page.getByRole(AriaRole.MAIN))
                    .containsText("Submit for Assessment: Teacher");

            realm.api(realm.token(OFFICER))
                    .get("/GB123/users/{id}", id)
                    .then()
                    .body("status", is("ACTIVE"));

            Service service = realm.service("submit-for-assessment");
            page.navigate(service.signInUrl("organization:GB123"));
            page.waitForURL(url -> url.startsWith(service.redirectUri()));
            var tokens = service.tokens(page.url()).then().statusCode(200).extract();
            assertThat(Claims.roles(tokens.path("access_token"), "GB123"))
                    .containsExactlyInAnyOrder("sfa.exams-officer", "sfa.teacher");

            people.change(OFFICER, "GB123", id, List.of(), List.of("sfa.exams-officer"))
                    .statusCode(200);
            var refreshed =
                    service.refresh(tokens.path("refresh_token")).then().statusCode(200).extract();
            assertThat(Claims.roles(refreshed.path("access_token"), "GB123"))
                    .containsExactly("sfa.teacher");
        }
    }

    @Test
    void theSameForTheAssociatesOfficer() {
        String email = People.freshEmail();
        people.add("officer@ca001.example", "50538", email, "aa.nominated-user").statusCode(201);
        Mail invitation = realm.mails().await(email, "invited");
        try (var browser = realm.browser()) {
            Page page = browser.newPage();
            new Journey(page).firstSignIn(realm, email, invitation, NEW_PASSWORD);
            assertThat(page.getByRole(AriaRole.MAIN)).containsText("3A Tutors Ltd");
        }
    }

    @Test
    void theLinkSaysWhatBecameOfTheInvitation() {
        String email = People.freshEmail();
        String id = people.invited(OFFICER, "GB123", email);
        String first = realm.mails().await(email, "invited").link("/invitations/");
        try (var browser = realm.browser()) {
            Page page = browser.newPage();
            // Opening it, even as a robot does, changes nothing.
            for (int i = 0; i < 3; i++) {
                page.navigate(first);
                assertThat(page.getByRole(AriaRole.LINK, named("Sign in to your account")))
                        .isVisible();
            }
            realm.api(realm.token(OFFICER))
                    .post("/GB123/users/{id}/resend-invitation", id)
                    .then()
                    .statusCode(200);
            String second = realm.mails().await(email, "invited").link("/invitations/");
            page.navigate(first);
            assertThat(page.getByRole(AriaRole.MAIN)).containsText("newer");
            realm.clock().advance(Duration.ofDays(8));
            page.navigate(second);
            assertThat(page.getByRole(AriaRole.MAIN)).containsText("expired");
            assertThat(page.getByRole(AriaRole.MAIN)).containsText("GB123");
            realm.clock().reset();
            realm.api(realm.token(OFFICER)).delete("/GB123/users/{id}", id).then().statusCode(200);
            page.navigate(second);
            assertThat(page.getByRole(AriaRole.MAIN)).containsText("withdrawn");
            assertThat(page.navigate(second.replaceAll("[0-9a-f-]{36}$", "none")).status())
                    .isEqualTo(404);
        }
    }

    @Test
    void historyKnowsThoseWhoCameByTheirNameThoughOneInvitationWasSentAgain() {
        String came = People.freshEmail();
        String never = People.freshEmail();
        String id = people.invited(OFFICER, "GB123", came);
        String other = people.invited(OFFICER, "GB123", never);
        realm.mails().await(came, "invited");
        realm.clock().advance(Duration.ofMinutes(2));
        realm.api(realm.token(OFFICER))
                .post("/GB123/users/{id}/resend-invitation", id)
                .then()
                .statusCode(200);
        try (var browser = realm.browser()) {
            new Journey(browser.newPage())
                    .firstSignIn(realm, came, realm.mails().await(came, "invited"), NEW_PASSWORD);
        }
        for (String removed : List.of(id, other)) {
            realm.api(realm.token(OFFICER))
                    .delete("/GB123/users/{id}", removed)
                    .then()
                    .statusCode(200);
        }
        realm.api(realm.token(OFFICER))
                .get("/GB123/history?max=2")
                .then()
                .body("items[0].sentence", is("Olive Officer removed a former user"))
                .body("items[1].sentence", is("Olive Officer removed Sam Worthington"));
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name);
    }

    @Test
    void anOldTemporaryPasswordSignsNobodyIn() {
        String email = People.freshEmail();
        String id = people.invited(OFFICER, "GB123", email);
        Mail old = realm.mails().await(email, "invited");
        realm.api(realm.token(OFFICER))
                .post("/GB123/users/{id}/resend-invitation", id)
                .then()
                .statusCode(200);
        Mail current = realm.mails().await(email, "invited");
        assertThat(Journey.temporaryPassword(current)).isNotEqualTo(Journey.temporaryPassword(old));
        try (var browser = realm.browser()) {
            Page page = browser.newPage();
            Journey journey = new Journey(page);
            journey.openInvitation(current);
            journey.signInWith(Journey.temporaryPassword(old));
            assertThat(page.getByLabel("Temporary password")).isVisible();
            realm.clock().advance(Duration.ofDays(8));
            journey.signInWith(Journey.temporaryPassword(current));
            assertThat(page.getByRole(AriaRole.MAIN)).not().containsText("Set password");
            assertThat(page.getByLabel("New password", exact())).not().isVisible();
        }
        // Nor at the token endpoint, where no page asks for a new one.
        realm.passwordGrant(email, Journey.temporaryPassword(current)).then().statusCode(400);
    }

    private static Page.GetByLabelOptions exact() {
        return new Page.GetByLabelOptions().setExact(true);
    }

    @Test
    void aCodeWorksAfterTenMinutesAndNotAfterThirtyOne() {
        String late = People.freshEmail();
        people.add(OFFICER, "GB123", late).statusCode(201);
        try (var browser = realm.browser()) {
            Page page = browser.newPage();
            Journey journey = new Journey(page);
            journey.openInvitation(realm.mails().await(late, "invited"));
            Mail mail = journey.untilTheCode(realm, late, NEW_PASSWORD);
            realm.clock().advance(Duration.ofMinutes(31));
            journey.verify(Journey.code(mail));
            assertThat(page.getByRole(AriaRole.MAIN)).containsText("expired");
            page.getByRole(AriaRole.BUTTON, named("Send a new code")).click();
            Mail next = realm.mails().await(late, "code");
            assertThat(Journey.code(next)).isNotEqualTo(Journey.code(mail));
            realm.clock().advance(Duration.ofMinutes(10));
            journey.verify(Journey.code(next));
            journey.atHome();
        }
    }

    @Test
    void fiveWrongCodesEndACode() {
        String email = People.freshEmail();
        people.add(OFFICER, "GB123", email).statusCode(201);
        try (var browser = realm.browser()) {
            Page page = browser.newPage();
            Journey journey = new Journey(page);
            journey.openInvitation(realm.mails().await(email, "invited"));
            String code = Journey.code(journey.untilTheCode(realm, email, NEW_PASSWORD));
            String wrong = code.equals("000000") ? "111111" : "000000";
            for (int i = 0; i < 5; i++) {
                journey.verify(wrong);
            }
            assertThat(page.getByLabel("Verification code")).not().isVisible();
            page.getByRole(AriaRole.BUTTON, named("Send a new code")).isVisible();
            page.reload();
            assertThat(realm.mails().to(email, "code")).isEmpty();
        }
    }

    @Test
    void aMailServerThatIsDownLosesNothing() {
        String email = People.freshEmail();
        realm.mailServer().stop();
        String id =
                people.add(OFFICER, "GB123", email, "sfa.teacher")
                        .statusCode(201)
                        .body("mail.state", is("not-delivered"))
                        .extract()
                        .path("id");
        realm.api(realm.token(OFFICER))
                .get("/GB123/users/{id}", id)
                .then()
                .statusCode(200)
                .body("status", is("INVITED"))
                .body("mail.state", is("not-delivered"));
        // Other mails are given up after three days; nobody new can come without this one.
        int sofar = realm.log().length();
        realm.clock().advance(Duration.ofDays(4));
        assertThat(
                        Waiting.until(
                                Duration.ofSeconds(30),
                                () -> realm.log().substring(sofar).contains("event=mail-failed")))
                .isTrue();
        realm.mailServer().start();
        realm.clock().advance(Duration.ofHours(2));
        Mail mail = realm.mails().await(email, "invited");
        try (var browser = realm.browser()) {
            new Journey(browser.newPage()).firstSignIn(realm, email, mail, NEW_PASSWORD);
        }
        realm.api(realm.token(OFFICER))
                .get("/GB123/users/{id}", id)
                .then()
                .body("mail", is((Object) null));
    }

    /** Of several mails to a person, the one that has failed is what their officer is told of. */
    @Test
    void aMailThatHasFailedIsNotHiddenByOneThatIsOnItsWay() throws IOException {
        String email = People.freshEmail();
        String id = people.member("GB123", email, "sfa.teacher");
        realm.mailServer().stop();
        try {
            people.change(OFFICER, "GB123", id, List.of("scripts.user"), List.of())
                    .statusCode(200)
                    .body("mail.state", is("not-delivered"));
            try (ServerSocket silent =
                    new ServerSocket(
                            realm.mailServer().port(), 50, InetAddress.getByName("127.0.0.1"))) {
                people.change(OFFICER, "GB123", id, List.of(), List.of("scripts.user"))
                        .statusCode(200)
                        .body("mail.state", is("being-sent"));
                realm.api(realm.token(OFFICER))
                        .get("/GB123/users/{id}", id)
                        .then()
                        .body("mail.state", is("not-delivered"));
                realm.api(realm.token(OFFICER))
                        .queryParam("search", email)
                        .get("/GB123/users")
                        .then()
                        .body("items.mail.state", is(List.of("not-delivered")));
                // It was: the server that says nothing has been called.
                silent.setSoTimeout(10_000);
                silent.accept().close();
            }
        } finally {
            realm.mailServer().start();
        }
    }

    @Test
    void theTemporaryPasswordStandsInTheMailAlone() {
        String email = People.freshEmail();
        people.add(OFFICER, "GB123", email, "sfa.teacher").statusCode(201);
        Mail mail = realm.mails().await(email, "invited");
        String password = Journey.temporaryPassword(mail);
        assertThat(password).hasSizeGreaterThanOrEqualTo(16).doesNotContainPattern("[0O1lI]");
        assertThat(mail.subject()).doesNotContain(password);
        try (var browser = realm.browser()) {
            Page page = browser.newPage();
            Journey journey = new Journey(page);
            journey.openInvitation(mail);
            Mail codeMail = journey.untilTheCode(realm, email, NEW_PASSWORD);
            String code = Journey.code(codeMail);
            assertThat(codeMail.subject()).doesNotContain(code);
            assertThat(page.url()).doesNotContain(password).doesNotContain(code);
            journey.verify(code);
            journey.atHome();
        }
        assertThat(realm.databaseDump()).doesNotContain(password).doesNotContain(NEW_PASSWORD);
        assertThat(realm.log()).doesNotContain(password).doesNotContain(NEW_PASSWORD);
        assertThat(
                        realm.adminClient().realm(realm.name()).getEvents().stream()
                                .map(event -> event.getType() + " " + event.getDetails())
                                .toList()
                                .toString())
                .contains("LOGIN")
                .doesNotContain(password);
        assertThat(
                        realm.adminClient().realm(realm.name()).getAdminEvents().stream()
                                .map(event -> String.valueOf(event.getRepresentation()))
                                .toList()
                                .toString())
                .doesNotContain(password);
    }

    @Test
    void oneSignInOpensAnotherServiceWithoutAPasswordPage() {
        try (var browser = realm.browser()) {
            Page page = browser.newPage();
            Service first = realm.service("submit-for-assessment");
            page.navigate(first.signInUrl("organization:GB123"));
            page.getByLabel("Email address").fill("two@gb123.example");
            page.getByLabel("Password", exact()).fill(realm.password());
            page.getByRole(AriaRole.BUTTON, named("Sign in")).click();
            page.waitForURL(url -> url.startsWith(first.redirectUri()));

            Service second = realm.service("access-to-scripts");
            page.navigate(second.signInUrl("organization:GB123"));
            page.waitForURL(url -> url.startsWith(second.redirectUri()));
            assertThat(Service.answered(page.url(), "code")).isPresent();

            page.navigate(second.signInUrl(Map.of("prompt", "none"), "organization:GB123"));
            page.waitForURL(url -> url.startsWith(second.redirectUri()));
            assertThat(Service.answered(page.url(), "error")).isEmpty();
            assertThat(Service.answered(page.url(), "code")).isPresent();

            // A fresh sign-in that is asked for is not passed over.
            page.navigate(second.signInUrl(Map.of("prompt", "login"), "organization:GB123"));
            assertThat(page.getByLabel("Password", exact())).isVisible();
        }
    }
}
