package org.mycambridge.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mycambridge.it.stand.Mail;
import org.mycambridge.it.stand.OnKeycloak;
import org.mycambridge.it.stand.TestRealm;

/** Who is told of what: the person on each change of their access, and fellow User Managers. */
@OnKeycloak
class NoticesIT {

    private static final String OFFICER = "officer@gb123.example";
    private static final String DEPUTY = "deputy@gb123.example";
    private static final String ACCESS = "Your access at GB123";
    private static final String MANAGERS = "people who manage users";

    private final TestRealm realm;
    private final People people;

    NoticesIT(TestRealm realm) {
        this.realm = realm;
        this.people = new People(realm);
    }

    private void act(String id, String action) {
        realm.api(realm.token(OFFICER))
                .post("/GB123/users/{id}/{action}", id, action)
                .then()
                .statusCode(200)
                .body("mail.state", is("sent"));
    }

    @Test
    void aPersonIsToldOfEachChangeOfTheirAccess() {
        String email = People.freshEmail();
        String id = people.member("GB123", email, "sfa.teacher");
        people.change(OFFICER, "GB123", id, List.of("scripts.user"), List.of("sfa.teacher"))
                .statusCode(200)
                .body("mail.state", is("sent"));
        Mail roles = realm.mails().await(email, ACCESS);
        assertThat(roles.text())
                .contains("Olive Officer")
                .containsSubsequence("can now use", "Access To Scripts")
                .containsSubsequence("no longer use", "Submit for Assessment: Teacher");
        act(id, "disable");
        assertThat(realm.mails().await(email, ACCESS).text()).contains("switched off");
        act(id, "enable");
        assertThat(realm.mails().await(email, ACCESS).text()).contains("on again");
        realm.api(realm.token(OFFICER)).delete("/GB123/users/{id}", id).then().statusCode(200);
        assertThat(realm.mails().await(email, ACCESS).text()).contains("removed you");
        assertThat(realm.mails().to(email, "")).isEmpty();
    }

    @Test
    void nothingChangedIsNothingTold() {
        String email = People.freshEmail();
        String id = people.member("GB123", email, "sfa.teacher");
        people.change(OFFICER, "GB123", id, List.of("sfa.teacher"), List.of("scripts.user"))
                .statusCode(200)
                .body("version", is(0));
        assertThat(realm.mails().to(email, "")).isEmpty();
    }

    @Test
    void fellowUserManagersAreToldOfANewOneAndOfOneLess() {
        String officer = people.id("GB123", OFFICER);
        String id = people.member("GB123", People.freshEmail());
        drain(DEPUTY);
        people.change(OFFICER, "GB123", id, List.of("centre.user-management"), List.of())
                .statusCode(200);
        assertThat(realm.mails().await(DEPUTY, MANAGERS).text())
                .contains("Sam Worthington can now manage users");
        realm.api(realm.token(OFFICER)).delete("/GB123/users/{id}", id).then().statusCode(200);
        assertThat(realm.mails().await(DEPUTY, MANAGERS).text())
                .contains("Sam Worthington can no longer manage users");
        // Whoever did it knows.
        assertThat(realm.mails().to(OFFICER, MANAGERS)).isEmpty();
        assertThat(officer).isNotEmpty();
    }

    private void drain(String address) {
        realm.mails().to(address, MANAGERS).forEach(m -> realm.mails().await(address, MANAGERS));
    }

    @Test
    void aWithdrawnInvitationIsToldToWhomItReached() {
        String email = People.freshEmail();
        String id = people.invited(OFFICER, "GB123", email);
        Mail invitation = realm.mails().await(email, "invited");
        realm.api(realm.token(OFFICER)).delete("/GB123/users/{id}", id).then().statusCode(200);
        assertThat(realm.mails().await(email, "withdrawn").text())
                .contains("GB123 - Sample International School");
        realm.passwordGrant(email, Journey.temporaryPassword(invitation))
                .then()
                .body("error_description", is("Invalid user credentials"));
    }

    @Test
    void aResetIsALinkToSetPasswordAndEndsSessions() {
        String email = People.freshEmail();
        String id = people.member("GB123", email, "sfa.teacher");
        String refresh =
                realm.passwordGrant(email, realm.password())
                        .then()
                        .statusCode(200)
                        .extract()
                        .path("refresh_token");
        act(id, "reset-password");
        Mail mail = realm.mails().await(email, "new password");
        assertThat(mail.text()).contains("Olive Officer");
        io.restassured.RestAssured.given()
                .formParam("grant_type", "refresh_token")
                .formParam("client_id", "sample-cli")
                .formParam("refresh_token", refresh)
                .post(realm.url("/realms/{realm}/protocol/openid-connect/token"))
                .then()
                .statusCode(400);
        try (var browser = realm.browser()) {
            Page page = browser.newPage();
            page.navigate(mail.link("action-token"));
            page.getByRole(AriaRole.MAIN).getByRole(AriaRole.LINK).first().click();
            page.getByLabel("New password", new Page.GetByLabelOptions().setExact(true))
                    .fill("Blue-Chalk-Board-12");
            page.getByLabel("New password again").fill("Blue-Chalk-Board-12");
            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Set password"))
                    .click();
            assertThat(page.getByLabel("New password again")).not().isVisible();
        }
        realm.passwordGrant(email, "Blue-Chalk-Board-12").then().statusCode(200);
        // Somebody who has not come yet gets the invitation again instead.
        String invited = people.invited(OFFICER, "GB123", People.freshEmail());
        People.problem(
                realm.api(realm.token(OFFICER))
                        .post("/GB123/users/{id}/reset-password", invited)
                        .then(),
                403,
                "not-signed-in-yet");
    }

    @Test
    void aCorrectedAddressKillsTheOldPasswordAndInvitesAnew() {
        String wrong = People.freshEmail();
        String right = People.freshEmail();
        String id = people.invited(OFFICER, "GB123", wrong);
        Mail old = realm.mails().await(wrong, "invited");
        realm.api(realm.token(OFFICER))
                .body(java.util.Map.of("version", people.version("GB123", id), "email", right))
                .patch("/GB123/users/{id}", id)
                .then()
                .statusCode(200)
                .body("email", is(right))
                .body("status", is("INVITED"));
        Mail mail = realm.mails().await(right, "invited");
        realm.passwordGrant(right, Journey.temporaryPassword(old))
                .then()
                .body("error_description", is("Invalid user credentials"));
        // The new one is right, but no token is had with it: a password of their own comes first.
        realm.passwordGrant(right, Journey.temporaryPassword(mail))
                .then()
                .body("error_description", is("Account is not fully set up"));
        // Whoever has the wrong address is told what everybody is whose invitation is withdrawn.
        realm.mails().await(wrong, "withdrawn");
        assertThat(realm.mails().to(wrong, "")).isEmpty();
    }

    @Test
    void twoDaysBeforeItEndsAnInvitationIsRemindedOf() {
        String late = People.freshEmail();
        String removed = People.freshEmail();
        people.add(OFFICER, "GB123", late, "sfa.teacher").statusCode(201);
        String id = people.invited(OFFICER, "GB123", removed);
        Mail invitation = realm.mails().await(late, "invited");
        realm.mails().await(removed, "invited");
        realm.api(realm.token(OFFICER)).delete("/GB123/users/{id}", id).then().statusCode(200);
        realm.mails().await(removed, "withdrawn");
        realm.clock().advance(java.time.Duration.ofDays(5).plusMinutes(1));
        Mail reminder = realm.mails().await(late, "ends soon");
        assertThat(reminder.text())
                .contains("GB123 - Sample International School", "Olive Officer")
                .contains("Submit for Assessment: Teacher")
                .doesNotContain(Journey.temporaryPassword(invitation));
        assertThat(reminder.link("/invitations/")).isEqualTo(invitation.link("/invitations/"));
        // The password of the earlier mail is still the one.
        realm.passwordGrant(late, Journey.temporaryPassword(invitation))
                .then()
                .body("error_description", is("Account is not fully set up"));
        assertThat(realm.mails().to(removed, "")).isEmpty();
    }

    @Test
    void anExpiredInvitationIsNoWayAroundTheRules() {
        String email = People.freshEmail();
        String id = people.invited(OFFICER, "GB123", email, "sfa.teacher");
        people.change("coordinator@gb123.example", "GB123", id, List.of("ssh.teacher"), List.of())
                .statusCode(200);
        realm.clock().advance(java.time.Duration.ofDays(8));
        // The roles would count again: whoever makes them count must be able to give them.
        for (var answer :
                List.of(
                        realm.api(realm.token(OFFICER))
                                .post("/GB123/users/{id}/resend-invitation", id)
                                .then(),
                        realm.api(realm.token(OFFICER))
                                .body(
                                        java.util.Map.of(
                                                "version",
                                                people.version("GB123", id),
                                                "email",
                                                People.freshEmail()))
                                .patch("/GB123/users/{id}", id)
                                .then())) {
            People.problem(answer, 403, "managed-by")
                    .body("roles.role", is(List.of("ssh.teacher")));
        }
        realm.board()
                .get("/GB123/users/{id}", id)
                .then()
                .body("status", is("INVITATION_EXPIRED"))
                .body("email", is(email));
    }

    @Test
    void whoeverLetTheInvitationExpireHoldsNoSeatNotEvenDisabled() {
        realm.board()
                .body(
                        java.util.Map.of(
                                "number", "SEAT1",
                                "name", "One seat",
                                "type", "ASSOCIATE_CENTRE",
                                "parent", "CA001",
                                "link", "APPROVED"))
                .post()
                .then()
                .statusCode(201);
        String late =
                realm.board()
                        .body(
                                java.util.Map.of(
                                        "firstName",
                                        "Late",
                                        "lastName",
                                        "Comer",
                                        "email",
                                        People.freshEmail(),
                                        "roles",
                                        List.of("ssh.coordinator")))
                        .post("/SEAT1/users")
                        .then()
                        .statusCode(201)
                        .extract()
                        .path("id");
        String next = people.member("SEAT1", People.freshEmail());
        realm.clock().advance(java.time.Duration.ofDays(8));
        realm.board()
                .body(java.util.Map.of("version", 0, "grant", List.of("ssh.coordinator")))
                .patch("/SEAT1/users/{id}", next)
                .then()
                .statusCode(200);
        realm.board()
                .post("/SEAT1/users/{id}/disable", late)
                .then()
                .statusCode(200)
                .body("status", is("INVITATION_EXPIRED"));
        People.problem(
                realm.board().post("/SEAT1/users/{id}/resend-invitation", late).then(),
                409,
                "seat-taken");
        People.problem(
                realm.board()
                        .body(
                                java.util.Map.of(
                                        "userId", late, "version", people.version("SEAT1", late)))
                        .post("/SEAT1/roles/ssh.coordinator/replace-holder")
                        .then(),
                409,
                "invitation-expired");
    }
}
