package org.mycambridge.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.JsonNode;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.mycambridge.it.stand.Jwt;
import org.mycambridge.it.stand.OnKeycloak;
import org.mycambridge.it.stand.Service;
import org.mycambridge.it.stand.TestRealm;

/** What a service learns of a person's centres and roles (design decisions 5 and 8). */
@OnKeycloak
class TokenIT extends AtServices {

    private static final String TEACHER = "teacher@gb123.example";
    private static final String TWO = "two@gb123.example";
    private static final int CENTRES = 50;

    TokenIT(TestRealm realm) {
        super(realm);
    }

    // ------------------------------------------------------------------ shapes

    @Test
    void aCentreAskedForIsShownWhole() throws Exception {
        Tokens tokens = signIn(SUBMIT, TWO, "organization:GB123");
        for (JsonNode claim : everywhere(SUBMIT, tokens)) {
            assertThat(names(claim)).containsExactly("GB123");
            JsonNode centre = claim.get("GB123");
            assertThat(names(centre)).containsExactlyInAnyOrder("id", "name", "type", "roles");
            assertThat(centre.get("id").asText()).isEqualTo(organizationId("GB123"));
            assertThat(centre.get("name").asText()).isEqualTo("Sample International School");
            assertThat(centre.get("type").asText()).isEqualTo("CENTRE");
            assertThat(texts(centre.get("roles"))).containsExactly("sfa.teacher");
        }
    }

    @Test
    void twoCentresMayBeAskedFor() {
        Tokens tokens = signIn(SUBMIT, TWO, "organization:GB123", "organization:50538");
        JsonNode claim = Claims.of(tokens.access());
        assertThat(names(claim)).containsExactlyInAnyOrder("GB123", "50538");
        assertThat(claim.at("/50538/type").asText()).isEqualTo("ASSOCIATE_CENTRE");
        // A centre asked for by name is there without a role for this service, too.
        assertThat(texts(claim.at("/50538/roles"))).isEmpty();
        assertThat(texts(claim.at("/GB123/roles"))).containsExactly("sfa.teacher");
    }

    @Test
    void allCentresAreCompactAndOnlyThoseWithARoleForTheService() throws Exception {
        assertThat(Claims.of(signIn(SUBMIT, TWO, "organization:*").access()))
                .isEqualTo(json("{\"GB123\": {\"roles\": [\"sfa.teacher\"]}}"));
        assertThat(Claims.of(signIn(SCRIPTS, TWO, "organization:*").access()))
                .isEqualTo(json("{\"50538\": {\"roles\": [\"scripts.user\"]}}"));
        String email = People.freshEmail();
        atTwoCentres(email);
        for (JsonNode claim : everywhere(SUBMIT, signIn(SUBMIT, email, "organization:*"))) {
            assertThat(claim)
                    .isEqualTo(
                            json(
                                    "{\"50538\": {\"roles\": [\"sfa.teacher\"]},"
                                            + " \"GB123\": {\"roles\": [\"sfa.teacher\"]}}"));
        }
    }

    @Test
    void withoutANumberItIsTheOneCentreWithARoleForTheService() {
        JsonNode submit = Claims.of(signIn(SUBMIT, TWO, "organization").access());
        assertThat(names(submit)).containsExactly("GB123");
        assertThat(names(submit.get("GB123")))
                .containsExactlyInAnyOrder("id", "name", "type", "roles");
        JsonNode scripts = Claims.of(signIn(SCRIPTS, TWO, "organization").access());
        assertThat(names(scripts)).containsExactly("50538");
    }

    @Test
    void withoutTheScopeThereIsNoClaim() {
        Tokens tokens = signIn(SUBMIT, TWO);
        assertThat(everywhere(SUBMIT, tokens)).allMatch(JsonNode::isMissingNode);
    }

    @Test
    void aServiceSeesItsOwnRolesAndThoseSharedWithIt() {
        assertThat(rolesAtGb123(SCRIPTS, "examsofficer@gb123.example"))
                .containsExactly("centre.exams-officer");
        assertThat(rolesAtGb123(SUBMIT, "examsofficer@gb123.example")).isEmpty();
        assertThat(rolesAtGb123(SCRIPTS, OFFICER)).containsExactly("centre.exams-officer");
        assertThat(rolesAtGb123("global-listening", "listening@gb123.example"))
                .containsExactly("gl.holder");
        assertThat(rolesAtGb123("school-support-hub", "coordinator@gb123.example"))
                .containsExactly("ssh.coordinator");
        assertThat(rolesAtGb123("access-arrangements", "coordinator@gb123.example")).isEmpty();
    }

    private List<String> rolesAtGb123(String service, String email) {
        return Claims.roles(signIn(service, email, "organization:GB123").access(), "GB123");
    }

    // ------------------------------------------------------------------ changes

    @Test
    void aNewPolicyIsInTheVeryNextRefresh() {
        Tokens tokens = signIn(SCRIPTS, "examsofficer@gb123.example", "organization:GB123");
        String before = realm.board().get("/policy").asString();
        replacePolicy(before.replaceFirst(" *\"sharedWith\": *\\[\"access-to-scripts\"],?", ""));
        try {
            assertThat(Claims.roles(refresh(SCRIPTS, tokens).access(), "GB123")).isEmpty();
        } finally {
            int version = realm.board().get("/policy").path("version");
            replacePolicy(before.replaceFirst("(\"version\": *)\\d+", "$1" + version));
        }
        assertThat(Claims.roles(refresh(SCRIPTS, tokens).access(), "GB123"))
                .containsExactly("centre.exams-officer");
    }

    private void replacePolicy(String document) {
        realm.board().body(document).put("/policy").then().statusCode(200);
    }

    @Test
    void aGrantAndARevocationShowInTheVeryNextRefresh() {
        String email = People.freshEmail();
        String id = people.member("GB123", email, "sfa.teacher");
        Tokens one = signIn(SUBMIT, email, "organization:GB123");
        Tokens all = signIn(SUBMIT, email, "organization:*");
        people.change(OFFICER, "GB123", id, List.of("sfa.exams-officer"), List.of())
                .statusCode(200);
        for (Tokens tokens : List.of(one, all)) {
            for (JsonNode claim : everywhere(SUBMIT, refresh(SUBMIT, tokens))) {
                assertThat(texts(claim.at("/GB123/roles")))
                        .containsExactlyInAnyOrder("sfa.teacher", "sfa.exams-officer");
            }
        }
        people.change(OFFICER, "GB123", id, List.of(), List.of("sfa.teacher")).statusCode(200);
        // What the service asks about the token it has says so at once, too.
        assertThat(texts(userInfo(SUBMIT, one).at("/GB123/roles")))
                .containsExactly("sfa.exams-officer");
        assertThat(texts(introspection(SUBMIT, one).at("/GB123/roles")))
                .containsExactly("sfa.exams-officer");
        for (Tokens tokens : List.of(one, all)) {
            assertThat(Claims.roles(refresh(SUBMIT, tokens).access(), "GB123"))
                    .containsExactly("sfa.exams-officer");
        }
        people.change(OFFICER, "GB123", id, List.of(), List.of("sfa.exams-officer"))
                .statusCode(200);
        assertThat(Claims.roles(refresh(SUBMIT, one).access(), "GB123")).isEmpty();
        assertThat(Claims.centres(refresh(SUBMIT, all).access())).isEmpty();
    }

    @Test
    void disabledAtOneCentreIsUntouchedAtAnother() {
        String email = People.freshEmail();
        String id = atTwoCentres(email);
        Tokens all = signIn(SUBMIT, email, "organization:*");
        Tokens here = signIn(SUBMIT, email, "organization:GB123");
        Tokens there = signIn(SUBMIT, email, "organization:50538");
        act("GB123", id, "disable");

        for (JsonNode claim : everywhere(SUBMIT, refresh(SUBMIT, all))) {
            assertThat(names(claim)).containsExactly("50538");
        }
        for (Tokens tokens : List.of(all, here)) {
            assertThat(userInfo(SUBMIT, tokens).path("GB123").isMissingNode()).isTrue();
            assertThat(introspection(SUBMIT, tokens).path("GB123").isMissingNode()).isTrue();
        }
        assertThat(everywhere(SUBMIT, refresh(SUBMIT, here))).allMatch(JsonNode::isMissingNode);
        for (JsonNode claim : everywhere(SUBMIT, refresh(SUBMIT, there))) {
            assertThat(texts(claim.at("/50538/roles"))).containsExactly("sfa.teacher");
        }

        act("GB123", id, "enable");
        assertThat(Claims.centres(refresh(SUBMIT, all).access()))
                .containsExactlyInAnyOrder("50538", "GB123");
        assertThat(Claims.roles(refresh(SUBMIT, here).access(), "GB123"))
                .containsExactly("sfa.teacher");
    }

    private void act(String centre, String id, String action) {
        realm.api(realm.token(OFFICER))
                .post("/{centre}/users/{id}/{action}", centre, id, action)
                .then()
                .statusCode(200);
    }

    @Test
    void aSuspendedOrClosedCentreGivesNothing() {
        realm.board()
                .body(Map.of("number", "TK001", "name", "Closing", "type", "CENTRE"))
                .post()
                .then()
                .statusCode(201);
        String email = People.freshEmail();
        people.member("GB123", email, "sfa.teacher");
        bring(email, List.of("TK001"), "sfa.teacher");
        Tokens all = signIn(SUBMIT, email, "organization:*");
        Tokens here = signIn(SUBMIT, email, "organization:TK001");
        assertThat(Claims.roles(here.access(), "TK001")).containsExactly("sfa.teacher");
        int version = 0;
        for (String status : List.of("SUSPENDED", "CLOSED")) {
            status("TK001", status, version++);
            for (JsonNode claim : everywhere(SUBMIT, refresh(SUBMIT, all))) {
                assertThat(names(claim)).containsExactly("GB123");
            }
            assertThat(everywhere(SUBMIT, refresh(SUBMIT, here))).allMatch(JsonNode::isMissingNode);
        }
        status("TK001", "ACTIVE", version);
        assertThat(Claims.roles(refresh(SUBMIT, here).access(), "TK001"))
                .containsExactly("sfa.teacher");
    }

    private void status(String number, String status, int version) {
        realm.board()
                .body(
                        Map.of(
                                "name", "Closing", "type", "CENTRE", "status", status, "version",
                                version))
                .put("/{number}", number)
                .then()
                .statusCode(200)
                .body("status", is(status));
    }

    @Test
    void anInvitationGivesItsRolesAtOnceAndNoneWhenItHasExpired() {
        String email = People.freshEmail();
        people.member("GB123", email, "sfa.teacher");
        Tokens before = signIn(SUBMIT, email, "organization:*");
        people.add("officer@50538.example", "50538", email, "sfa.teacher").statusCode(201);
        // D5: they count before the person comes by the next time.
        assertThat(Claims.centres(refresh(SUBMIT, before).access()))
                .containsExactlyInAnyOrder("50538", "GB123");
        realm.clock().advance(Duration.ofDays(8));
        Tokens after = signIn(SUBMIT, email, "organization:*");
        assertThat(Claims.centres(after.access())).containsExactly("GB123");
        assertThat(Claims.of(realm.token(email, "organization:50538")).isMissingNode()).isTrue();
    }

    /** What services hold for the centre ends with the act, and the rest goes on. */
    @Test
    void aRemovedMembersRefreshIsRefusedOrLacksTheCentre() {
        String email = People.freshEmail();
        String id = atTwoCentres(email);
        Tokens all = signIn(SUBMIT, email, "organization:*");
        Tokens here = signIn(SUBMIT, email, "organization:GB123");
        Tokens offline = signIn(SUBMIT, email, "organization:GB123", "offline_access");
        Tokens there = signIn(SUBMIT, email, "organization:50538");
        assertThat(atGb123(id)).isEqualTo(2);
        removeFromGb123(id);

        assertThat(atGb123(id)).isZero();
        assertThat(Claims.centres(refresh(SUBMIT, all).access())).containsExactly("50538");
        assertThat(Claims.roles(refresh(SUBMIT, there).access(), "50538"))
                .containsExactly("sfa.teacher");
        Service service = realm.service(SUBMIT);
        for (Tokens tokens : List.of(here, offline)) {
            service.refresh(tokens.refresh())
                    .then()
                    .statusCode(400)
                    .body("error", is("invalid_grant"));
        }
        service.userInfo(here.access()).then().statusCode(401);
        service.introspect(here.access()).then().statusCode(200).body("active", is(false));
        // Coming back does not bring them back.
        bring(email, List.of("GB123"), "sfa.teacher");
        for (Tokens tokens : List.of(here, offline)) {
            service.refresh(tokens.refresh()).then().statusCode(400);
        }
    }

    @Test
    void whoIsInNoOtherCentreLosesAllSessions() {
        String email = People.freshEmail();
        String id = people.member("GB123", email, "sfa.teacher");
        Service service = realm.service(SUBMIT);
        List<Tokens> held =
                List.of(
                        signIn(SUBMIT, email),
                        signIn(SUBMIT, email, "organization:*"),
                        signIn(SUBMIT, email, "organization:GB123", "offline_access"));
        removeFromGb123(id);
        for (Tokens tokens : held) {
            service.refresh(tokens.refresh())
                    .then()
                    .statusCode(400)
                    .body("error", is("invalid_grant"));
            service.introspect(tokens.access()).then().body("active", is(false));
        }
        assertThat(sessions(id)).isZero();
    }

    /** Done in Keycloak's own console it is the same. */
    @Test
    void aMemberRemovedOutsideLosesTheSessionsToo() {
        String email = People.freshEmail();
        String id = atTwoCentres(email);
        Tokens here = signIn(SUBMIT, email, "organization:GB123");
        Tokens all = signIn(SUBMIT, email, "organization:*");
        realm.adminClient()
                .realm(realm.name())
                .organizations()
                .get(organizationId("GB123"))
                .members()
                .member(id)
                .delete()
                .close();
        realm.service(SUBMIT).refresh(here.refresh()).then().statusCode(400);
        assertThat(Claims.centres(refresh(SUBMIT, all).access())).containsExactly("50538");
    }

    /** A number that is given again is another centre. */
    @Test
    void aCentreMadeAgainIsNotTheOneThatWasDeleted() {
        String email = People.freshEmail();
        String first = atNewCentre("AGAIN", email);
        Tokens before = signIn(SUBMIT, email, "organization:AGAIN");
        Tokens held = refresh(SUBMIT, before);
        assertThat(Claims.of(held.access()).at("/AGAIN/id").asText()).isEqualTo(first);
        realm.board().delete("/AGAIN").then().statusCode(204);
        realm.service(SUBMIT).refresh(held.refresh()).then().statusCode(400);
        String other = People.freshEmail();
        String second = atNewCentre("AGAIN", other);
        assertThat(second).isNotEqualTo(first);
        Tokens now = refresh(SUBMIT, signIn(SUBMIT, other, "organization:AGAIN"));
        assertThat(Claims.of(now.access()).at("/AGAIN/id").asText()).isEqualTo(second);
        var organization = realm.adminClient().realm(realm.name()).organizations().get(second);
        var disabled = organization.toRepresentation();
        disabled.setEnabled(false);
        organization.update(disabled).close();
        realm.service(SUBMIT).refresh(now.refresh()).then().statusCode(400);
    }

    private String atNewCentre(String number, String email) {
        realm.board()
                .body(Map.of("number", number, "name", "Made again", "type", "CENTRE"))
                .post()
                .then()
                .statusCode(201);
        people.member(number, email, "sfa.teacher");
        return organizationId(number);
    }

    private void removeFromGb123(String id) {
        realm.api(realm.token(OFFICER)).delete("/GB123/users/{id}", id).then().statusCode(200);
    }

    private int sessions(String id) {
        return realm.adminClient().realm(realm.name()).users().get(id).getUserSessions().size();
    }

    /** Sessions of the service, online and offline, that Keycloak lists for the person. */
    private long atGb123(String id) {
        var users = realm.adminClient().realm(realm.name()).users().get(id);
        String client =
                realm.adminClient()
                        .realm(realm.name())
                        .clients()
                        .findByClientId(SUBMIT)
                        .get(0)
                        .getId();
        long online =
                users.getUserSessions().stream()
                        .filter(each -> each.getClients().containsKey(client))
                        .count();
        // Two more are for all centres and for the other one.
        return online - 2 + users.getOfflineSessions(client).size();
    }

    // ------------------------------------------------------------------ associate centres

    @Test
    void anAssociatesPersonIsToldWhichCentresTheyLookAfter() {
        String scope = "associate-centres";
        String officer = "officer@ca001.example";
        Tokens tokens = signIn(SUBMIT, officer, scope);
        for (JsonNode told :
                List.of(
                        Jwt.claims(tokens.access()),
                        Jwt.claims(tokens.id()),
                        json(realm.service(SUBMIT).userInfo(tokens.access()).asString()),
                        json(realm.service(SUBMIT).introspect(tokens.access()).asString()))) {
            // 50539 is assigned too, but its link is only proposed.
            assertThat(texts(told.path("associate_centres"))).containsExactly("50538");
        }
        assertThat(lookedAfter(signIn(SUBMIT, "unassigned@ca001.example", scope))).isEmpty();
        assertThat(lookedAfter(signIn(SUBMIT, TEACHER, scope))).isEmpty();
        assertThat(Jwt.claims(signIn(SUBMIT, officer).access()).has("associate_centres")).isFalse();
        link("SUSPENDED");
        try {
            assertThat(lookedAfter(refresh(SUBMIT, tokens))).isEmpty();
        } finally {
            link("APPROVED");
        }
        assertThat(lookedAfter(refresh(SUBMIT, tokens))).containsExactly("50538");
    }

    private static List<String> lookedAfter(Tokens tokens) {
        return texts(Jwt.claims(tokens.access()).path("associate_centres"));
    }

    private void link(String status) {
        realm.board()
                .body(Map.of("parent", "CA001", "status", status))
                .put("/50538/link")
                .then()
                .statusCode(200);
    }

    // ------------------------------------------------------------------ asking for what is not
    // theirs

    @Test
    void aCentreThatDoesNotExistIsRefused() {
        Service service = realm.service(SUBMIT);
        for (String[] scopes :
                new String[][] {
                    {"organization:NOSUCH"}, {"organization:GB123", "organization:NOSUCH"},
                }) {
            assertThat(new Browser(service).endsAt(service.signInUrl(scopes), TEACHER))
                    .contains("error=invalid_scope")
                    .doesNotContain("code=");
            realm.passwordGrant(TEACHER, realm.password(), scopes)
                    .then()
                    .statusCode(400)
                    .body("error", is("invalid_scope"));
        }
    }

    /**
     * Keycloak knows the person only after the request: in a browser they are told
     * (ChooseCentreIT).
     */
    @Test
    void aCentreOfOthersIsNotGranted() {
        String token = realm.token(TEACHER, "organization:50538");
        assertThat(Claims.of(token).isMissingNode()).isTrue();
        assertThat(Jwt.claims(token).path("scope").asText().split(" "))
                .contains("openid")
                .noneMatch(scope -> scope.startsWith("organization"));
        // Nor does one's own bring it in.
        Tokens both = signIn(SUBMIT, TEACHER, "organization:GB123", "organization:50538");
        for (JsonNode claim : everywhere(SUBMIT, refresh(SUBMIT, both))) {
            assertThat(names(claim)).containsExactly("GB123");
        }
    }

    @Test
    void aRefreshReachesNoCentreThatWasNotGranted() {
        Tokens all = signIn(SUBMIT, TEACHER, "organization:*");
        noCentre("50538", refreshFor(all, "openid organization:50538"));
        // The person's own, but the token was for another one.
        Tokens one = signIn(SUBMIT, TWO, "organization:GB123");
        noCentre("50538", refreshFor(one, "openid organization:50538"));
        noCentre("50538", refreshFor(one, "openid organization:*"));
    }

    private static void noCentre(String number, Response answer) {
        if (answer.statusCode() == 200) {
            assertThat(Claims.centres(answer.path("access_token"))).doesNotContain(number);
        } else {
            answer.then().statusCode(400).body("error", is("invalid_scope"));
        }
    }

    private Response refreshFor(Tokens tokens, String scope) {
        var clients = realm.adminClient().realm(realm.name()).clients();
        String secret =
                clients.get(clients.findByClientId(SUBMIT).get(0).getId()).getSecret().getValue();
        return RestAssured.given()
                .auth()
                .preemptive()
                .basic(SUBMIT, secret)
                .formParam("grant_type", "refresh_token")
                .formParam("refresh_token", tokens.refresh())
                .formParam("scope", scope)
                .post(realm.url("/realms/{realm}/protocol/openid-connect/token"));
    }

    // ------------------------------------------------------------------ cost

    @Test
    void fiftyCentresCostNoMoreThanOne() {
        List<String> numbers =
                IntStream.range(0, CENTRES).mapToObj(i -> "FC%03d".formatted(i)).toList();
        realm.board()
                .contentType("application/jsonl")
                .body(
                        numbers.stream()
                                .map(
                                        number ->
                                                ("{\"centre\": {\"number\": \"%s\", \"name\":"
                                                                + " \"Centre %s\", \"type\":"
                                                                + " \"CENTRE\"}}")
                                                        .formatted(number, number))
                                .collect(Collectors.joining("\n")))
                .post("/import")
                .then()
                .statusCode(207);
        String email = "fifty@fc.example";
        String[] roles = {
            "sfa.teacher",
            "scripts.user",
            "centre.exams-officer",
            "aa.nominated-user",
            "ssh.teacher"
        };
        people.member(numbers.get(0), email, roles);
        bring(email, numbers.subList(1, CENTRES), roles);

        Tokens plain = signIn(SUBMIT, email);
        Tokens all = signIn(SUBMIT, email, "organization:*");
        assertThat(Claims.centres(all.access())).hasSize(CENTRES);
        long statements = statements(plain);
        long statementsForAll = statements(all);
        int size = all.access().length();
        System.out.printf(
                "A refresh of a person in %d centres: %d statements with openid, %d with"
                        + " organization:*; access token of %d characters (one role a centre),"
                        + " %d (openid)%n",
                CENTRES, statements, statementsForAll, size, plain.access().length());
        assertThat(statements).isLessThanOrEqualTo(10);
        assertThat(statementsForAll).isLessThanOrEqualTo(statements + 2);
        // Keycloak asks for a centre by its number several times.
        assertThat(statements(signIn(SUBMIT, email, "organization:FC000")))
                .isLessThanOrEqualTo(statements + 2);
        assertThat(statements(signIn(SUBMIT, TWO, "organization")))
                .isLessThanOrEqualTo(statements + 2);
        assertThat(size).isLessThan(4096);
        saysThatItsRolesWereLeftOut(email);
    }

    /** Two roles at each of fifty centres are too much for a header. */
    private void saysThatItsRolesWereLeftOut(String email) {
        Tokens tooLong = signIn(SCRIPTS, email, "organization:*");
        for (String token : List.of(tooLong.access(), tooLong.id())) {
            assertThat(token).hasSizeLessThanOrEqualTo(4096);
            assertThat(Claims.centres(token)).hasSize(CENTRES);
            assertThat(Claims.roles(token, "FC000")).isEmpty();
            assertThat(Jwt.claims(token).path("organization_roles_omitted").asBoolean()).isTrue();
        }
        for (Response answer :
                List.of(
                        realm.service(SCRIPTS).userInfo(tooLong.access()),
                        realm.service(SCRIPTS).introspect(tooLong.access()))) {
            JsonNode told = json(answer.asString());
            assertThat(told.path("organization")).hasSize(CENTRES);
            assertThat(texts(told.at("/organization/FC049/roles")))
                    .containsExactly("centre.exams-officer", "scripts.user");
            assertThat(told.has("organization_roles_omitted")).isFalse();
        }
        // A token that fits says nothing of the kind.
        Tokens one = signIn(SCRIPTS, email, "organization:FC000");
        assertThat(Jwt.claims(one.access()).has("organization_roles_omitted")).isFalse();
        assertThat(one.access()).hasSizeLessThanOrEqualTo(1600);
    }

    /** The timers of the server run beside the request now and then: the middle one of many. */
    private long statements(Tokens tokens) {
        refresh(SUBMIT, tokens);
        return IntStream.range(0, 15)
                .mapToLong(i -> realm.statements().count(() -> refresh(SUBMIT, tokens)))
                .sorted()
                .toArray()[7];
    }
}
