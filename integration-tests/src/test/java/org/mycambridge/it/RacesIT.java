package org.mycambridge.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.mycambridge.it.stand.Mail;
import org.mycambridge.it.stand.OnKeycloak;
import org.mycambridge.it.stand.TestRealm;

/**
 * What holds however many writers come at once (design decision 4): each race is 100 or 200
 * requests in flight together, exactly one of those that exclude each other wins, and the others
 * are told why.
 */
@OnKeycloak(samples = false)
@Tag("races")
@Tag("database")
class RacesIT {

    /** An even number of tens: {@code -Dit.atOnce}. */
    private static final int ATTEMPTS = Integer.getInteger("it.atOnce");

    private static final int PAIRS = ATTEMPTS / 2;
    private static final int EACH = 10;
    private static final int THRONGED = ATTEMPTS / EACH;
    private static final int OPENED = 10;
    private static final String MANAGER = "centre.user-management";

    /** Each race, all its repeats included. */
    private static final Duration LIMIT = Duration.ofSeconds(60);

    /** How often what was busy is asked again before it counts as stuck. */
    private static final int WAVES = 10;

    private final TestRealm realm;
    private final People people;
    private int loggedBefore;

    RacesIT(TestRealm realm) {
        this.realm = realm;
        this.people = new People(realm);
    }

    @BeforeEach
    void readTheLog() {
        loggedBefore = realm.log().length();
    }

    @AfterEach
    void nothingWentWrongInside() {
        assertThat(realm.log().substring(loggedBefore))
                .doesNotContainIgnoringCase("Uncaught server error")
                .doesNotContainIgnoringCase("deadlock");
    }

    // ------------------------------------------------------------------ the races

    @Test
    void oneSeatHasOneHolder() {
        centre("CA701", "ASSOCIATE");
        bring(Stream.of(child("70001", "CA701")));
        String coordinator = "coordinator@ca701.example";
        String appoints = people.member("CA701", coordinator, "ssh.coordinator");
        assign("70001", appoints);
        bring(
                IntStream.range(0, ATTEMPTS)
                        .mapToObj(i -> person("member" + i + "@70001.example", "70001")));
        List<String> members = members("70001");
        assertThat(members).hasSize(ATTEMPTS);
        String token = realm.token(coordinator);

        List<Response> answers =
                race(
                        "One Coordinator",
                        IntStream.range(0, ATTEMPTS)
                                .mapToObj(
                                        i ->
                                                i % 2 == 0
                                                        ? appointment(
                                                                () -> realm.api(token),
                                                                members.get(i))
                                                        : appointment(realm::board, members.get(i)))
                                .toList());

        Response winner = theWinner(answers, 200);
        theOthersAreTold(answers, winner, "seat-taken");
        String holder = winner.path("fullName");
        assertThat(answers)
                .filteredOn(answer -> answer != winner)
                .allMatch(answer -> answer.<String>path("detail").contains(holder));
        realm.board()
                .queryParam("role", "ssh.coordinator")
                .get("/70001/users")
                .then()
                .body("total", is(1))
                .body("items[0].id", is(winner.<String>path("id")));
        realm.board()
                .queryParam("kind", "roles-changed")
                .get("/70001/history")
                .then()
                .body("total", is(1));
    }

    @Test
    void ofTwoUserManagersWhoDemoteEachOtherOneStays() {
        String one = "one@demote.example";
        String other = "other@demote.example";
        List<String> centres = centres("DM", PAIRS);
        bring(centres.stream().map(number -> centreLine(number, "CENTRE")));
        String oneId = people.member(centres.get(0), one, MANAGER);
        String otherId = people.member(centres.get(0), other, MANAGER);
        bring(
                centres.stream()
                        .skip(1)
                        .flatMap(
                                number ->
                                        Stream.of(
                                                person(one, number, MANAGER),
                                                person(other, number, MANAGER))));
        // Having signed in, they count (D30).
        String tokenOfOne = realm.token(one);
        String tokenOfOther = realm.token(other);

        List<Response> answers =
                race(
                        "Two demote each other, " + PAIRS + " centres",
                        centres.stream()
                                .flatMap(
                                        number ->
                                                Stream.of(
                                                        demotion(tokenOfOne, number, otherId),
                                                        demotion(tokenOfOther, number, oneId)))
                                .toList());

        for (int i = 0; i < PAIRS; i++) {
            List<Response> pair = answers.subList(2 * i, 2 * i + 2);
            Response winner = theWinner(pair, 200);
            // Who was demoted has nothing to manage there any more.
            theOther(pair, winner).then().statusCode(404).body("code", is("not-found"));
            assertThat(managers(centres.get(i)))
                    .containsExactly(pair.get(0) == winner ? oneId : otherId);
        }
    }

    /** Who keeps the right to act is told that there must be one left. */
    @Test
    void ofTwoUserManagersAThirdDemotesOneStays() {
        String one = "one@last.example";
        String other = "other@last.example";
        String third = "third@last.example";
        List<String> centres = centres("LM", THRONGED);
        String home = "LMHOME";
        bring(
                Stream.concat(Stream.of(home), centres.stream())
                        .map(number -> centreLine(number, "CENTRE")));
        String thirdId = people.member(home, third);
        String token = realm.token(third);
        String oneId = people.member(home, one);
        String otherId = people.member(home, other);
        realm.token(one);
        realm.token(other);
        // Invited, the third may act at once, and does not count (D5, D30).
        bring(
                centres.stream()
                        .flatMap(
                                number ->
                                        Stream.of(
                                                person(one, number, MANAGER),
                                                person(other, number, MANAGER),
                                                invited(third, number, MANAGER))));

        List<Response> answers =
                race(
                        "Two demoted by a third, " + THRONGED + " centres",
                        centres.stream()
                                .flatMap(
                                        number ->
                                                IntStream.range(0, EACH)
                                                        .mapToObj(i -> i % 2 == 0 ? oneId : otherId)
                                                        .map(id -> demotion(token, number, id)))
                                .toList());

        for (int i = 0; i < THRONGED; i++) {
            List<Response> there = answers.subList(EACH * i, EACH * (i + 1));
            Response winner = theWinner(there, 200);
            String demoted = winner.path("id");
            for (int j = 0; j < EACH; j++) {
                if (there.get(j) != winner) {
                    boolean again = demoted.equals(j % 2 == 0 ? oneId : otherId);
                    People.problem(
                            there.get(j).then(), 409, again ? "stale-version" : "last-holder");
                }
            }
            assertThat(managers(centres.get(i)))
                    .containsExactlyInAnyOrder(thirdId, demoted.equals(oneId) ? otherId : oneId);
        }
    }

    @Test
    void theFiftiethPlaceIsTakenOnce() {
        centre("CA702", "ASSOCIATE");
        String email = "fifty@ca702.example";
        String id = people.member("CA702", email, MANAGER);
        List<String> children = centres("F", 49 + ATTEMPTS);
        bring(children.stream().map(number -> child(number, "CA702")));
        bring(
                children.stream()
                        .limit(49)
                        .map(
                                number ->
                                        "{\"assignment\": {\"email\": \"%s\", \"centre\": \"%s\"}}"
                                                .formatted(email, number)));

        List<Response> answers =
                race(
                        "The 50th place",
                        children.stream().skip(49).map(number -> assignment(number, id)).toList());

        Response winner = theWinner(answers, 200);
        winner.then().body("taken", is(50));
        theOthersAreTold(answers, winner, "too-many-centres");
        realm.api(realm.token(email))
                .get()
                .then()
                .statusCode(200)
                .body("total", is(51)); // with their own
    }

    @Test
    void anAddressIsAddedOnceToACentre() {
        centre("AD001", "CENTRE");
        String officer = "officer@ad001.example";
        people.member("AD001", officer, MANAGER);
        String token = realm.token(officer);
        String email = "same@ad001.example";

        List<Response> answers =
                race(
                        "One address, one centre",
                        IntStream.range(0, ATTEMPTS)
                                .mapToObj(i -> addition(token, "AD001", email))
                                .toList());

        Response winner = theWinner(answers, 201);
        theOthersAreTold(answers, winner, "already-member");
        assertThat(accounts(email)).containsExactly(winner.<String>path("id"));
        realm.board().get("/AD001/users").then().body("total", is(2));
        realm.mails().await(email, "invited");
        assertThat(realm.mails().to(email, "")).isEmpty();
    }

    @Test
    void anAddressAddedByTwoCentresIsOneAccount() {
        centre("AD002", "CENTRE");
        centre("AD003", "CENTRE");
        people.member("AD002", "officer@ad002.example", MANAGER);
        people.member("AD003", "officer@ad003.example", MANAGER);
        String token2 = realm.token("officer@ad002.example");
        String token3 = realm.token("officer@ad003.example");
        List<String> emails =
                IntStream.range(0, PAIRS).mapToObj(i -> "both" + i + "@ad002.example").toList();

        List<Response> answers =
                race(
                        "One address, two centres, " + PAIRS + " addresses",
                        emails.stream()
                                .flatMap(
                                        email ->
                                                Stream.of(
                                                        addition(token2, "AD002", email),
                                                        addition(token3, "AD003", email)))
                                .toList());

        assertThat(answers).allMatch(answer -> answer.statusCode() == 201);
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < PAIRS; i++) {
            String id = answers.get(2 * i).path("id");
            assertThat(answers.get(2 * i + 1).<String>path("id")).isEqualTo(id);
            assertThat(accounts(emails.get(i))).containsExactly(id);
            ids.add(id);
        }
        assertThat(ids).hasSize(PAIRS);
        for (String centre : List.of("AD002", "AD003")) {
            realm.board().get("/{n}/users", centre).then().body("total", is(PAIRS + 1));
        }
        // Trying two passwords in the same second looks like an attack.
        var admin = realm.adminClient().realm(realm.name());
        var settings = admin.toRepresentation();
        settings.setBruteForceProtected(false);
        admin.update(settings);
        emails.stream().limit(OPENED).forEach(this::oneOfTwoMailsOpensTheAccount);
    }

    /** D36: the newer mail's password is the one, and there is always one. */
    private void oneOfTwoMailsOpensTheAccount(String email) {
        List<Mail> mails =
                List.of(
                        realm.mails().await(email, "invited"),
                        realm.mails().await(email, "invited"));
        assertThat(mails.stream().map(mail -> mail.subject().contains("AD002")).toList())
                .containsExactlyInAnyOrder(true, false);
        List<String> answers =
                mails.stream()
                        .map(Journey::temporaryPassword)
                        .map(password -> realm.passwordGrant(email, password))
                        .map(answer -> answer.<String>path("error_description"))
                        .toList();
        // Right, but a new one must be set first; and wrong.
        assertThat(answers)
                .as(email)
                .containsExactlyInAnyOrder(
                        "Account is not fully set up", "Invalid user credentials");
    }

    // ------------------------------------------------------------------ attempts

    private static Supplier<Response> appointment(Supplier<RequestSpecification> door, String id) {
        return () ->
                door.get()
                        .body(Map.of("version", 0, "grant", List.of("ssh.coordinator")))
                        .patch("/70001/users/{id}", id);
    }

    private Supplier<Response> assignment(String centre, String id) {
        return () -> realm.board().put("/{n}/assignments/{id}", centre, id);
    }

    private Supplier<Response> demotion(String token, String centre, String id) {
        return () ->
                realm.api(token)
                        .body(Map.of("version", 0, "revoke", List.of(MANAGER)))
                        .patch("/{n}/users/{id}", centre, id);
    }

    private Supplier<Response> addition(String token, String centre, String email) {
        return () ->
                realm.api(token)
                        .body(
                                Map.of(
                                        "firstName",
                                        "Sam",
                                        "lastName",
                                        "Same",
                                        "email",
                                        email,
                                        "roles",
                                        List.of("sfa.teacher")))
                        .post("/{n}/users", centre);
    }

    /**
     * All at once; what was busy again at once, when the others have been answered. Tells how it
     * went.
     */
    private static List<Response> race(String name, List<Supplier<Response>> attempts) {
        assertThat(attempts).hasSize(ATTEMPTS);
        long began = System.nanoTime();
        List<Response> answers = new ArrayList<>(atOnce(attempts));
        List<Integer> waiting = busy(answers);
        List<Integer> busy = new ArrayList<>();
        while (!waiting.isEmpty() && busy.size() < WAVES) {
            busy.add(waiting.size());
            List<Response> later = atOnce(waiting.stream().map(attempts::get).toList());
            for (int i = 0; i < later.size(); i++) {
                answers.set(waiting.get(i), later.get(i));
            }
            waiting = busy(answers);
        }
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        Map<String, Long> outcomes =
                answers.stream()
                        .collect(
                                Collectors.groupingBy(
                                        RacesIT::outcome, TreeMap::new, Collectors.counting()));
        System.out.printf(
                "Race: %s: %s in %d ms, busy %s%n", name, outcomes, took.toMillis(), busy);
        assertThat(took).as(name).isLessThan(LIMIT);
        return answers;
    }

    private static String outcome(Response answer) {
        return answer.statusCode() < 400
                ? String.valueOf(answer.statusCode())
                : answer.statusCode() + " " + answer.path("code");
    }

    /** Which attempts met a lock for too long: said as such, with when to come again. */
    private static List<Integer> busy(List<Response> answers) {
        List<Integer> busy = new ArrayList<>();
        for (int i = 0; i < answers.size(); i++) {
            if (answers.get(i).statusCode() == 503) {
                People.problem(answers.get(i).then(), 503, "busy").header("Retry-After", "2");
                busy.add(i);
            }
        }
        return busy;
    }

    /** A thread for each attempt; none begins before all are ready. */
    private static List<Response> atOnce(List<Supplier<Response>> attempts) {
        ExecutorService threads = Executors.newFixedThreadPool(attempts.size());
        CountDownLatch ready = new CountDownLatch(attempts.size());
        try {
            List<Future<Response>> running =
                    attempts.stream()
                            .map(
                                    attempt ->
                                            threads.submit(
                                                    () -> {
                                                        ready.countDown();
                                                        ready.await();
                                                        return attempt.get();
                                                    }))
                            .toList();
            List<Response> answers = new ArrayList<>();
            for (Future<Response> each : running) {
                answers.add(each.get());
            }
            return answers;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted in a race", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("An attempt got no answer", e);
        } finally {
            threads.shutdownNow();
        }
    }

    private static Response theWinner(List<Response> answers, int status) {
        List<Response> winners =
                answers.stream().filter(answer -> answer.statusCode() == status).toList();
        assertThat(winners)
                .as("winners among %s", answers.stream().map(RacesIT::outcome).toList())
                .hasSize(1);
        return winners.get(0);
    }

    private static void theOthersAreTold(List<Response> answers, Response winner, String code) {
        answers.stream()
                .filter(answer -> answer != winner)
                .forEach(answer -> People.problem(answer.then(), 409, code));
    }

    private static Response theOther(List<Response> pair, Response winner) {
        return pair.get(0) == winner ? pair.get(1) : pair.get(0);
    }

    // ------------------------------------------------------------------ what is there before

    private void centre(String number, String type) {
        bring(Stream.of(centreLine(number, type)));
    }

    private static List<String> centres(String prefix, int count) {
        return IntStream.range(0, count).mapToObj(i -> "%s%03d".formatted(prefix, i)).toList();
    }

    private static String centreLine(String number, String type) {
        return "{\"centre\": {\"number\": \"%s\", \"name\": \"Centre %s\", \"type\": \"%s\"}}"
                .formatted(number, number, type);
    }

    private static String child(String number, String parent) {
        return ("{\"centre\": {\"number\": \"%s\", \"name\": \"Centre %s\", \"type\":"
                        + " \"ASSOCIATE_CENTRE\", \"parent\": \"%s\", \"link\": \"APPROVED\"}}")
                .formatted(number, number, parent);
    }

    private static String person(String email, String centre, String... roles) {
        return personLine(email, centre, false, roles);
    }

    private static String invited(String email, String centre, String... roles) {
        return personLine(email, centre, true, roles);
    }

    private static String personLine(String email, String centre, boolean invite, String... roles) {
        String name = email.substring(0, email.indexOf('@'));
        String quoted =
                Stream.of(roles)
                        .map(role -> '"' + role + '"')
                        .collect(Collectors.joining(", ", "[", "]"));
        return ("{\"person\": {\"email\": \"%s\", \"firstName\": \"Person\", \"lastName\": \"%s\","
                        + " \"centre\": \"%s\", \"roles\": %s, \"invite\": %s}}")
                .formatted(email, name, centre, quoted, invite);
    }

    private void bring(Stream<String> lines) {
        String answer =
                realm.board()
                        .contentType("application/jsonl")
                        .body(lines.collect(Collectors.joining("\n")))
                        .post("/import")
                        .then()
                        .statusCode(207)
                        .extract()
                        .asString();
        assertThat(answer.lines()).allMatch(line -> line.contains("\"status\":201"));
    }

    private void assign(String centre, String id) {
        realm.board().put("/{n}/assignments/{id}", centre, id).then().statusCode(200);
    }

    private List<String> members(String centre) {
        return IntStream.iterate(0, first -> first < ATTEMPTS, first -> first + 100)
                .mapToObj(
                        first ->
                                realm.board()
                                        .queryParam("first", first)
                                        .queryParam("max", 100)
                                        .get("/{n}/users", centre)
                                        .then()
                                        .statusCode(200)
                                        .extract()
                                        .<List<String>>path("items.id"))
                .flatMap(List::stream)
                .toList();
    }

    private List<String> managers(String centre) {
        return realm.board()
                .queryParam("role", MANAGER)
                .get("/{n}/users", centre)
                .then()
                .statusCode(200)
                .extract()
                .path("items.id");
    }

    private List<String> accounts(String email) {
        return realm.adminClient().realm(realm.name()).users().searchByEmail(email, true).stream()
                .map(user -> user.getId())
                .toList();
    }
}
