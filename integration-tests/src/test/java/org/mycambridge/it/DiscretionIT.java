package org.mycambridge.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mycambridge.it.Caller.Answer;
import org.mycambridge.it.stand.Mail;
import org.mycambridge.it.stand.OnKeycloak;
import org.mycambridge.it.stand.TestRealm;

/**
 * Nobody learns from the sign-in pages whether an email has an account, and nobody guesses a
 * temporary password. That the time they take doesn't tell either, is measured in benchmarks/.
 */
@OnKeycloak
class DiscretionIT {

    private static final String OFFICER = "officer@gb123.example";
    private static final String WRONG = "not-the-password";
    private static final int TRIES = 5;

    private final TestRealm realm;
    private final People people;

    DiscretionIT(TestRealm realm) {
        this.realm = realm;
        this.people = new People(realm);
    }

    @AfterEach
    void theClockShowsNow() {
        realm.clock().reset();
    }

    /** Emails of all kinds, by what is behind them; the first has nothing behind it. */
    private Map<String, String> emails() {
        Map<String, String> emails = new LinkedHashMap<>();
        emails.put("unknown", People.freshEmail());
        String expired = People.freshEmail();
        people.add(OFFICER, "GB123", expired).statusCode(201);
        realm.clock().advance(Duration.ofDays(8));
        emails.put("invitation expired", expired);
        String invited = People.freshEmail();
        people.add(OFFICER, "GB123", invited).statusCode(201);
        emails.put("invited", invited);
        String known = People.freshEmail();
        people.member("GB123", known);
        emails.put("known", known);
        String disabled = People.freshEmail();
        disable(people.member("GB123", disabled));
        emails.put("disabled", disabled);
        String locked = People.freshEmail();
        people.member("GB123", locked);
        for (int i = 0; i < TRIES; i++) {
            tries(locked, WRONG);
        }
        emails.put("locked", locked);
        String without = People.freshEmail();
        withoutPassword(people.member("GB123", without));
        emails.put("without a password", without);
        return emails;
    }

    private void disable(String id) {
        var user = realm.adminClient().realm(realm.name()).users().get(id);
        var representation = user.toRepresentation();
        representation.setEnabled(false);
        user.update(representation);
    }

    private void withoutPassword(String id) {
        var user = realm.adminClient().realm(realm.name()).users().get(id);
        user.credentials().forEach(credential -> user.removeCredential(credential.getId()));
    }

    @Test
    void aWrongPasswordDoesNotTellWhoHasAnAccount() {
        Map<String, String> emails = emails();
        List<String> unknown = told(tries(emails.get("unknown"), WRONG), emails.get("unknown"));
        assertThat(unknown.toString()).contains("The email address or the password is not right.");
        emails.forEach(
                (kind, email) ->
                        assertThat(told(tries(email, WRONG), email)).as(kind).isEqualTo(unknown));
    }

    @Test
    void aForgottenPasswordDoesNotTellWhoHasAnAccount() {
        Map<String, String> emails = emails();
        List<String> unknown = told(forgets(emails.get("unknown")), emails.get("unknown"));
        assertThat(unknown.toString()).contains("If there is an account with that email address");
        emails.forEach(
                (kind, email) ->
                        assertThat(told(forgets(email), email)).as(kind).isEqualTo(unknown));
        // Only whom it helps gets a mail.
        realm.mails().await(emails.get("known"), "Set a new password");
        assertThat(realm.mails().to(emails.get("unknown"), "")).isEmpty();
        assertThat(realm.mails().to(emails.get("disabled"), "Set a new")).isEmpty();
    }

    @Test
    void aTemporaryPasswordIsNotGuessed() {
        String email = People.freshEmail();
        people.add(OFFICER, "GB123", email).statusCode(201);
        Mail invitation = realm.mails().await(email, "invited");
        String password = Journey.temporaryPassword(invitation);
        Answer wrong = last(triesInvited(invitation, email, WRONG));
        for (int i = 0; i < TRIES; i++) {
            triesInvited(invitation, email, WRONG);
        }
        // From here on the right one is as wrong as any other, and the page says so.
        Answer right = last(triesInvited(invitation, email, password));
        assertThat(told(List.of(right), email)).isEqualTo(told(List.of(wrong), email));
        assertThat(right.body()).contains("The email address or the password is not right.");
        realm.clock().advance(Duration.ofMinutes(16));
        assertThat(last(triesInvited(invitation, email, password)).body())
                .contains("id=\"password-new\"");
    }

    @Test
    void aPasswordOfOnesOwnIsNotGuessedEither() {
        String email = People.freshEmail();
        people.member("GB123", email);
        Answer wrong = last(tries(email, WRONG));
        for (int i = 0; i < TRIES; i++) {
            tries(email, WRONG);
        }
        assertThat(told(List.of(last(tries(email, realm.password()))), email))
                .isEqualTo(told(List.of(wrong), email));
        realm.clock().advance(Duration.ofMinutes(16));
        assertThat(last(tries(email, realm.password())).uri().toString())
                .isEqualTo(realm.url(Caller.HOME));
    }

    private static Answer last(List<Answer> answers) {
        return answers.get(answers.size() - 1);
    }

    /** All that comes over the wire of one try to sign in, in a browser of its own. */
    private List<Answer> tries(String email, String password) {
        Caller caller = new Caller(realm);
        Answer form = caller.follow(caller.get(""));
        return answers(caller, form, Map.of("username", email, "password", password));
    }

    private List<Answer> triesInvited(Mail invitation, String email, String password) {
        Caller caller = new Caller(realm);
        Answer landing = caller.open(invitation.link("/invitations/"));
        String on =
                Caller.links(landing).stream()
                        .filter(link -> link.contains("invitation="))
                        .findFirst()
                        .orElseThrow();
        Answer form = caller.follow(caller.open(on));
        assertThat(form.body()).contains("Temporary password");
        return answers(caller, form, Map.of("username", email, "password", password));
    }

    private List<Answer> forgets(String email) {
        Caller caller = new Caller(realm);
        Answer form = caller.follow(caller.get(""));
        String on =
                Caller.links(form).stream()
                        .filter(link -> link.contains("reset-credentials"))
                        .findFirst()
                        .orElseThrow();
        return answers(caller, caller.follow(caller.open(on)), Map.of("username", email));
    }

    private static List<Answer> answers(Caller caller, Answer form, Map<String, String> fields) {
        List<Answer> answers = new ArrayList<>();
        Answer answer = caller.submit(form, fields);
        answers.add(answer);
        while (answer.isRedirect()) {
            answer = caller.open(answer.uri().resolve(answer.location()).toString());
            answers.add(answer);
        }
        return answers;
    }

    /** What an onlooker can compare: all but what is drawn by lot, and what was typed. */
    private static List<String> told(List<Answer> answers, String email) {
        return answers.stream()
                .flatMap(
                        answer ->
                                Stream.of(
                                        String.valueOf(answer.status()),
                                        new TreeSet<>(answer.headers().map().keySet()).toString(),
                                        cookies(answer).toString(),
                                        plain(answer.location(), email),
                                        plain(answer.body(), email)))
                .toList();
    }

    private static TreeSet<String> cookies(Answer answer) {
        TreeSet<String> cookies = new TreeSet<>();
        for (String cookie : answer.headers().allValues("Set-Cookie")) {
            cookies.add(cookie.replaceFirst("=[^;]*", "="));
        }
        return cookies;
    }

    private static String plain(String text, String email) {
        return Caller.plain(text)
                .replace(Caller.encoded(email), "EMAIL")
                .replace(email, "EMAIL")
                .replaceAll(
                        "(session_code|tab_id|client_data|execution|code_challenge|state|nonce)="
                                + "[\\w%.~-]+",
                        "$1=LOT")
                .replaceAll("(checkAuthSession\\(\\s*)\"[^\"]*\"", "$1\"LOT\"");
    }
}
