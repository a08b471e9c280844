package org.mycambridge.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.microsoft.playwright.Page;
import jakarta.ws.rs.InternalServerErrorException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.keycloak.representations.idm.CredentialRepresentation;
import org.keycloak.representations.idm.UserRepresentation;
import org.mycambridge.it.stand.Jwt;
import org.mycambridge.it.stand.Mail;
import org.mycambridge.it.stand.OnKeycloak;
import org.mycambridge.it.stand.Service;
import org.mycambridge.it.stand.TestRealm;

/**
 * What every other test leans on: the realm as imported, mail, clock, counting, dump and browser.
 */
@OnKeycloak(samples = false)
@Tag("short")
class StandIT {

    private static final String PERSON = "person@stand.example";

    private final TestRealm realm;

    StandIT(TestRealm realm) {
        this.realm = realm;
    }

    @BeforeEach
    void person() {
        var users = realm.adminClient().realm(realm.name()).users();
        if (users.searchByEmail(PERSON, true).isEmpty()) {
            CredentialRepresentation password = new CredentialRepresentation();
            password.setType(CredentialRepresentation.PASSWORD);
            password.setValue(realm.password());
            password.setTemporary(false);
            UserRepresentation person = new UserRepresentation();
            person.setUsername(PERSON);
            person.setEmail(PERSON);
            person.setEmailVerified(true);
            person.setFirstName("Zoë");
            person.setLastName("-");
            person.setEnabled(true);
            person.setCredentials(List.of(password));
            try (var created = users.create(person)) {
                assertThat(created.getStatus()).isEqualTo(201);
            }
        }
    }

    private String id() {
        return realm.adminClient()
                .realm(realm.name())
                .users()
                .searchByEmail(PERSON, true)
                .get(0)
                .getId();
    }

    @Test
    void theRealmIsTheOneOfTheRepository() {
        var imported = realm.adminClient().realm(realm.name()).toRepresentation();

        assertThat(imported.isOrganizationsEnabled()).isTrue();
        assertThat(imported.getBrowserFlow()).isEqualTo("my-cambridge browser");
        assertThat(imported.getAccessCodeLifespanLogin()).isEqualTo(3600);
        assertThat(imported.getAccessCodeLifespanUserAction()).isEqualTo(3600);
        assertThat(imported.getLoginTheme()).isEqualTo("my-cambridge");
        assertThat(imported.isAdminEventsEnabled()).isTrue();
        assertThat(imported.getPasswordPolicy()).contains("length(12)");
        var actions =
                realm.adminClient().realm(realm.name()).flows().getRequiredActions().stream()
                        .filter(action -> action.isEnabled())
                        .map(action -> action.getAlias())
                        .toList();
        assertThat(actions).startsWith("UPDATE_PASSWORD", "mc-verify-code");
    }

    @Test
    void onlyTheSampleClientMayAskForCentreAdministration() {
        var realms = realm.adminClient().realm(realm.name());

        assertThat(realms.clients().findAll())
                .filteredOn(
                        client ->
                                client.getOptionalClientScopes().contains("centre-administration")
                                        || client.getDefaultClientScopes()
                                                .contains("centre-administration"))
                .extracting(client -> client.getClientId())
                .containsExactly("sample-cli");
        assertThat(realms.getDefaultOptionalClientScopes())
                .extracting(scope -> scope.getName())
                .contains("organization")
                .doesNotContain("centre-administration");
    }

    @Test
    void aTokenForTheDelegatedApiNamesItsAudience() {
        var claims = Jwt.claims(realm.token(PERSON));

        assertThat(claims.path("azp").asText()).isEqualTo("sample-cli");
        assertThat(claims.path("aud").toString()).contains("centre-administration");
        assertThat(claims.path("scope").asText()).contains("centre-administration");
        assertThat(Jwt.claims(realm.token(PERSON, "email")).path("aud").toString())
                .doesNotContain("centre-administration");
    }

    @Test
    void aServiceIsInTheAudienceOfItsOwnToken() {
        Service service = realm.service("submit-for-assessment");

        String token =
                service.serviceAccountTokens()
                        .then()
                        .statusCode(200)
                        .extract()
                        .path("access_token");

        assertThat(service.introspect(token).jsonPath().getBoolean("active")).isTrue();
        assertThat(Jwt.claims(token).path("aud").toString()).contains("submit-for-assessment");
    }

    @Test
    void noMailArrivesWhileTheMailServerIsDownAndOneWhenItIsBack() {
        realm.mailServer().stop();
        assertThatThrownBy(this::sendMail).isInstanceOf(InternalServerErrorException.class);
        assertThat(realm.mails().to(PERSON, "")).isEmpty();

        realm.mailServer().start();
        sendMail();

        Mail mail = realm.mails().await(PERSON, "");
        assertThat(mail.to()).isEqualTo(PERSON);
        assertThat(mail.text()).contains("/realms/" + realm.name() + "/");
        assertThat(mail.html()).contains("/realms/" + realm.name() + "/");
        assertThat(mail.link("/realms/")).startsWith("http://localhost:");
        assertThat(realm.mails().to(PERSON, "")).isEmpty();
    }

    private void sendMail() {
        realm.adminClient()
                .realm(realm.name())
                .users()
                .get(id())
                .executeActionsEmail(List.of("UPDATE_PROFILE"));
    }

    @Test
    void theServersClockMovesTokensWithIt() {
        String token = realm.token(PERSON, "email");
        Service service = realm.service("submit-for-assessment");

        realm.clock().advance(Duration.ofHours(3));

        Instant issued =
                Instant.ofEpochSecond(Jwt.claims(realm.token(PERSON)).path("iat").asLong());
        assertThat(issued).isCloseTo(realm.clock().now(), within(1, ChronoUnit.MINUTES));
        assertThat(issued).isAfter(Instant.now().plus(Duration.ofHours(2)));
        assertThat(service.userInfo(token).statusCode()).isEqualTo(401);
    }

    @Test
    void statementsAreCounted() {
        // The server's timers run beside: the least of a few is what the action itself costs.
        assertThat(fewest(() -> {})).isZero();
        assertThat(fewest(realm::databaseDump)).isZero();
        assertThat(
                        realm.statements()
                                .count(
                                        () ->
                                                realm.adminClient()
                                                        .realm(realm.name())
                                                        .users()
                                                        .search("person", 0, 10)))
                .isBetween(1L, 20L);
    }

    private long fewest(Runnable action) {
        return IntStream.range(0, 5)
                .mapToLong(i -> realm.statements().count(action))
                .min()
                .orElseThrow();
    }

    @Test
    void theDumpHoldsEveryTablesRows() {
        String dump = realm.databaseDump().toLowerCase(Locale.ROOT);

        assertThat(dump).contains(PERSON).contains("zoë");
        assertThat(dump.lines()).anyMatch(line -> line.startsWith("user_entity:"));
        assertThat(dump.lines()).anyMatch(line -> line.startsWith("realm: "));
    }

    @Test
    void aBrowserSignsInToAService() {
        Service service = realm.service("access-to-scripts");
        Page page = realm.browser().newPage();

        page.navigate(service.signInUrl(Map.of("ui_locales", "en"), "email"));
        page.locator("input[name=username]").fill(PERSON);
        page.locator("input[name=password]").fill(realm.password());
        page.locator("[type=submit]").first().click();
        page.waitForURL(address -> address.startsWith(service.redirectUri()));

        var tokens = service.tokens(page.url()).then().statusCode(200).extract().jsonPath();
        assertThat(Jwt.claims(tokens.getString("access_token")).path("email").asText())
                .isEqualTo(PERSON);
        assertThat(service.refresh(tokens.getString("refresh_token")).statusCode()).isEqualTo(200);
    }

    @Test
    void theLogIsThere() {
        assertThat(realm.log()).contains("Keycloak 2");
    }
}
