package org.mycambridge.signin;

import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.authentication.actiontoken.resetcred.ResetCredentialsActionToken;
import org.keycloak.authentication.authenticators.resetcred.ResetCredentialEmail;
import org.keycloak.email.EmailException;
import org.keycloak.email.EmailTemplateProvider;
import org.keycloak.events.Details;
import org.keycloak.events.EventType;
import org.keycloak.executors.ExecutorsProvider;
import org.keycloak.locale.LocaleSelectorProvider;
import org.keycloak.models.AbstractKeycloakTransaction;
import org.keycloak.models.DefaultActionTokenKey;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.utils.FormMessage;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.services.messages.Messages;
import org.keycloak.sessions.AuthenticationSessionCompoundId;
import org.keycloak.sessions.AuthenticationSessionModel;
import org.mycambridge.centre.Persons;
import org.mycambridge.centre.Policies;
import org.mycambridge.centre.Stroke;
import org.mycambridge.centre.Work;
import org.mycambridge.history.KeycloakClock;
import org.mycambridge.tables.PersonRow;

/**
 * The link to a new password for somebody who has forgotten theirs. It is Keycloak's own, but for
 * one thing: the mail leaves well after the answer, off the request's thread. Keycloak talks to the
 * mail server first where there is an account, and the time that takes would tell whether there is
 * one; so would a machine that is busy with a mail just then. What else is done for an account is
 * done for an address without one too, and both wait for the same moment after it.
 *
 * <p>Nobody gets more of them within an hour than the policy says, whoever asks for them: what is
 * too many is left out, and the answer is the same.
 *
 * <p>A mail that fails is not tried again: whoever waits for it asks once more, and a link that
 * comes hours later is of no use.
 */
public final class ForgottenPasswordMail extends ResetCredentialEmail {

    private static final String ID = "mc-forgotten-password-mail";
    private static final String NOBODY = "nobody@example.com";
    private static final long HOUR = TimeUnit.HOURS.toMillis(1);
    private static final int SHORTEST_WAIT = 500;
    private static final int LONGEST_WAIT = 1500;
    private static final Logger LOG = Logger.getLogger(ForgottenPasswordMail.class);

    @Override
    public void authenticate(AuthenticationFlowContext context) {
        UserModel user = context.getUser();
        int seconds =
                context.getRealm()
                        .getActionTokenGeneratedByUserLifespan(
                                ResetCredentialsActionToken.TOKEN_TYPE);
        if (user == null) {
            link(context, KeycloakModelUtils.generateId(), NOBODY, seconds);
        }
        if (user != null && isBackFromTheMail(context, user)) {
            super.authenticate(context);
            return;
        }
        if (user == null || user.getEmail() == null) {
            super.authenticate(context);
            waitForTheStroke(context.getSession());
            return;
        }
        KeycloakSession session = context.getSession();
        sendAfterwards(
                session,
                new Mail(
                        context.getRealm().getId(),
                        user.getId(),
                        session.getContext().resolveLocale(user),
                        link(context, user.getId(), user.getEmail(), seconds),
                        TimeUnit.SECONDS.toMinutes(seconds)));
        context.getEvent()
                .clone()
                .event(EventType.SEND_RESET_PASSWORD)
                .user(user)
                .detail(Details.EMAIL, user.getEmail())
                .success();
        context.forkWithSuccessMessage(new FormMessage(Messages.EMAIL_SENT));
        waitForTheStroke(context.getSession());
    }

    /**
     * Goes on at a stroke after the request began, so that what an account costs more, as being
     * read from the tables, does not show.
     */
    private static void waitForTheStroke(KeycloakSession session) {
        Stroke stroke = SignInRecords.stroke(session);
        session.getTransactionManager()
                .enlistAfterCompletion(
                        new AbstractKeycloakTransaction() {
                            @Override
                            protected void commitImpl() {
                                stroke.await();
                            }

                            @Override
                            protected void rollbackImpl() {
                                stroke.await();
                            }
                        });
    }

    private static boolean isBackFromTheMail(AuthenticationFlowContext context, UserModel user) {
        return Objects.equals(
                user.getId(),
                context.getAuthenticationSession()
                        .getAuthNote(DefaultActionTokenKey.ACTION_TOKEN_USER_ID));
    }

    private static String link(
            AuthenticationFlowContext context, String userId, String email, int seconds) {
        AuthenticationSessionModel signIn = context.getAuthenticationSession();
        ResetCredentialsActionToken token =
                new ResetCredentialsActionToken(
                        userId,
                        email,
                        Math.toIntExact(KeycloakClock.UTC.instant().getEpochSecond() + seconds),
                        AuthenticationSessionCompoundId.fromAuthSession(signIn).getEncodedId(),
                        signIn.getClient().getClientId());
        return context.getActionTokenUrl(
                        token.serialize(
                                context.getSession(), context.getRealm(), context.getUriInfo()))
                .toString();
    }

    private static void sendAfterwards(KeycloakSession session, Mail mail) {
        KeycloakSessionFactory factory = session.getKeycloakSessionFactory();
        ExecutorService executor =
                session.getProvider(ExecutorsProvider.class).getExecutor("my-cambridge-outbox");
        session.getTransactionManager()
                .enlistAfterCompletion(
                        new AbstractKeycloakTransaction() {
                            @Override
                            protected void commitImpl() {
                                later(executor).execute(() -> send(factory, mail));
                            }

                            @Override
                            protected void rollbackImpl() {
                                // Nobody was told that a mail is on its way.
                            }
                        });
    }

    /** Not at a moment that somebody who asks again and again could foresee. */
    private static Executor later(Executor executor) {
        int wait = ThreadLocalRandom.current().nextInt(SHORTEST_WAIT, LONGEST_WAIT);
        return CompletableFuture.delayedExecutor(wait, TimeUnit.MILLISECONDS, executor);
    }

    private static void send(KeycloakSessionFactory factory, Mail mail) {
        try {
            KeycloakModelUtils.runJobInTransaction(
                    factory,
                    session -> {
                        if (isWithinTheHoursLimit(session, mail)) {
                            send(session, mail);
                        }
                    });
        } catch (RuntimeException e) {
            LOG.warn("A mail for a forgotten password could not be sent", e);
        }
    }

    /**
     * Counts the mail, off the request's thread and without a word to whoever asks: neither time
     * nor answer tells that somebody has had theirs. In a transaction of its own, for nobody is to
     * be locked while the mail server is slow.
     */
    private static boolean isWithinTheHoursLimit(KeycloakSession session, Mail mail) {
        RealmModel realm = session.realms().getRealm(mail.realmId());
        if (realm == null) {
            return false;
        }
        session.getContext().setRealm(realm);
        return Work.write(session, own -> count(own, mail)).value();
    }

    private static boolean count(KeycloakSession session, Mail mail) {
        if (session.users().getUserById(session.getContext().getRealm(), mail.userId()) == null) {
            return false;
        }
        int most = Policies.current(session).catalogue().settings().forgottenPasswordsPerHour();
        PersonRow person = Persons.locked(session, mail.userId());
        long now = KeycloakClock.UTC.millis();
        if (person.resetHourFrom == null
                || person.resetHourFrom > now // the clock was set back
                || person.resetHourFrom + HOUR <= now) {
            person.resetHourFrom = now;
            person.resetHourSends = 0;
        }
        if (person.resetHourSends >= most) {
            LOG.infof("No more than %d mails for a forgotten password an hour: one not sent", most);
            return false;
        }
        person.resetHourSends++;
        return true;
    }

    private static void send(KeycloakSession session, Mail mail) {
        RealmModel realm = session.realms().getRealm(mail.realmId());
        if (realm == null) {
            return;
        }
        session.getContext().setRealm(realm);
        UserModel user = session.users().getUserById(realm, mail.userId());
        if (user == null) {
            return;
        }
        session.setAttribute(
                LocaleSelectorProvider.USER_REQUEST_LOCALE, mail.language().toLanguageTag());
        try {
            session.getProvider(EmailTemplateProvider.class)
                    .setRealm(realm)
                    .setUser(user)
                    .sendPasswordReset(mail.link(), mail.minutes());
        } catch (EmailException e) {
            LOG.warnf(
                    "A mail for a forgotten password could not be sent: %s",
                    (e.getCause() == null ? e : e.getCause()).getClass().getSimpleName());
        }
    }

    @Override
    public String getId() {
        return ID;
    }

    @Override
    public String getDisplayType() {
        return "My Cambridge: mail for a forgotten password";
    }

    @Override
    public String getHelpText() {
        return "Sends the link to a new password after the answer, so that the time it takes does not"
                + " tell whether there is an account.";
    }

    /** What is to be sent, in memory only. */
    private record Mail(
            String realmId, String userId, Locale language, String link, long minutes) {}
}
