package org.mycambridge.signin;

import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import org.keycloak.common.util.SecretGenerator;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.mycambridge.centre.Persons;
import org.mycambridge.centre.Policies;
import org.mycambridge.centre.RealmKeys;
import org.mycambridge.centre.Work;
import org.mycambridge.history.KeycloakClock;
import org.mycambridge.history.Letter;
import org.mycambridge.history.Outbox;
import org.mycambridge.policy.Settings;
import org.mycambridge.tables.DeliveryRow;
import org.mycambridge.tables.PersonRow;
import org.mycambridge.tables.Tables;

/** The verification codes of a realm's people: made, mailed, tried, used up (D32). */
final class VerificationCodes {

    private static final int NONCE_BYTES = 32;

    private final KeycloakSession session;
    private final Settings settings;

    VerificationCodes(KeycloakSession session) {
        this.session = session;
        this.settings = Policies.current(session).catalogue().settings();
    }

    /** What came of a try. */
    enum Try {
        RIGHT,
        WRONG,
        /** Not a right one any more: expired, locked, or used elsewhere. */
        TOO_LATE
    }

    Settings settings() {
        return settings;
    }

    /** As it is in the database now, not as this session may remember it. */
    CodeState state(UserModel user) {
        return state(session, user.getId());
    }

    private static CodeState state(KeycloakSession session, String userId) {
        return Tables.of(session)
                .createQuery(
                        "select new org.mycambridge.signin.CodeState(p.codeNonce, p.codeKeyId,"
                                + " p.codeUntil, p.codeTries, p.codeSentAt, p.codeHourFrom,"
                                + " p.codeHourSends) from PersonRow p where p.userId = :user",
                        CodeState.class)
                .setParameter("user", userId)
                .getResultStream()
                .findFirst()
                .orElse(CodeState.NONE);
    }

    /** The code itself, for its mail or to compare with; empty where it works no more. */
    Optional<VerificationCode> code(UserModel user, CodeState state) {
        if (!state.works(settings, KeycloakClock.UTC.millis())) {
            return Optional.empty();
        }
        // With the address: a code mailed to one never proves another (D11).
        return RealmKeys.find(session, state.keyId())
                .map(
                        key ->
                                VerificationCode.derive(
                                        key,
                                        session.getContext().getRealm().getId(),
                                        user.getId(),
                                        Optional.ofNullable(user.getEmail()).orElse(""),
                                        state.nonce()));
    }

    /**
     * Makes and mails the first code; does nothing where there is one, even an expired one: looking
     * at a page sends no second mail.
     *
     * @return whether it did
     */
    boolean begin(UserModel user) {
        if (state(user).exists()) {
            return false;
        }
        PersonRow person = Persons.locked(session, user.getId());
        if (person.codeNonce != null) {
            return false;
        }
        renew(person);
        send(person, user);
        return true;
    }

    /**
     * Mails the code once more, or a new one where it expired or was tried too often.
     *
     * @return false where it is too soon or there were too many
     */
    boolean again(UserModel user) {
        PersonRow person = Persons.locked(session, user.getId());
        long now = KeycloakClock.UTC.millis();
        CodeState state = of(person);
        if (state.resendInSeconds(settings, now) > 0) {
            return false;
        }
        if (code(user, state).isEmpty()) {
            renew(person);
        }
        send(person, user);
        return true;
    }

    /**
     * Tries a code. The try is counted in a transaction of its own before the code is looked at, so
     * that neither many sessions at once nor a request that fails afterwards have a try for
     * nothing. The caller's transaction must not have written the person's row.
     */
    Try attempt(UserModel user, String digits) {
        CodeState state = state(user);
        Optional<VerificationCode> code = code(user, state);
        if (code.isEmpty() || !count(user.getId(), state.nonce())) {
            return Try.TOO_LATE;
        }
        if (!code.get().is(digits)) {
            return Try.WRONG;
        }
        return use(user, state.nonce()) ? Try.RIGHT : Try.TOO_LATE;
    }

    private boolean count(String userId, String nonce) {
        return Work.write(
                        session,
                        own ->
                                Tables.of(own)
                                                .createQuery(
                                                        "update PersonRow p set p.codeTries ="
                                                                + " p.codeTries + 1 where p.userId ="
                                                                + " :user and p.codeNonce = :nonce and"
                                                                + " p.codeTries < :tries and"
                                                                + " p.codeUntil > :now")
                                                .setParameter("user", userId)
                                                .setParameter("nonce", nonce)
                                                .setParameter(
                                                        "tries", settings.verificationCodeTries())
                                                .setParameter("now", KeycloakClock.UTC.millis())
                                                .executeUpdate()
                                        == 1)
                .value();
    }

    private boolean use(UserModel user, String nonce) {
        PersonRow person = Persons.locked(session, user.getId());
        if (!nonce.equals(person.codeNonce)) {
            return false;
        }
        person.forgetCode();
        Outbox.end(session, user.getId());
        return true;
    }

    /** Nothing of a code is left; for when there is nothing to verify any more. */
    void forget(UserModel user) {
        if (state(user).exists()) {
            Persons.locked(session, user.getId()).forgetCode();
            Outbox.end(session, user.getId());
        }
    }

    /** Whether the latest mail is known to have left. */
    boolean isSent(UserModel user) {
        return Tables.of(session)
                .createQuery(
                        "select d.state from DeliveryRow d where d.recipientId = :user and d.kind ="
                                + " :kind order by d.createdAt desc",
                        DeliveryRow.State.class)
                .setParameter("user", user.getId())
                .setParameter("kind", VerificationCodeLetter.KIND)
                .setMaxResults(1)
                .getResultStream()
                .anyMatch(state -> state == DeliveryRow.State.SENT);
    }

    private void renew(PersonRow person) {
        person.codeNonce =
                Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(SecretGenerator.getInstance().randomBytes(NONCE_BYTES));
        person.codeKeyId = RealmKeys.current(session);
        person.codeUntil =
                KeycloakClock.UTC.millis()
                        + Duration.ofMinutes(settings.verificationCodeMinutes()).toMillis();
        person.codeTries = 0;
    }

    private void send(PersonRow person, UserModel user) {
        EntityManager em = Tables.of(session);
        long now = KeycloakClock.UTC.millis();
        int sends = of(person).sendsThisHour(now);
        if (sends == 0) {
            person.codeHourFrom = now;
        }
        person.codeHourSends = sends + 1;
        person.codeSentAt = now;
        em.flush();
        // A mail still owed would say the same: one is enough when the mail server is back.
        Outbox.end(session, user.getId());
        Outbox.owe(
                session,
                new Letter.Order(
                        VerificationCodeLetter.KIND,
                        user.getId(),
                        Optional.empty(),
                        Optional.of(user.getId())));
    }

    private static CodeState of(PersonRow person) {
        return new CodeState(
                person.codeNonce,
                person.codeKeyId,
                person.codeUntil,
                person.codeTries,
                person.codeSentAt,
                person.codeHourFrom,
                person.codeHourSends);
    }
}
