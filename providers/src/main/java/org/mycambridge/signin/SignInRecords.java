package org.mycambridge.signin;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;
import org.keycloak.events.Details;
import org.keycloak.events.Event;
import org.keycloak.events.EventListenerProvider;
import org.keycloak.events.admin.AdminEvent;
import org.keycloak.events.admin.OperationType;
import org.keycloak.events.admin.ResourceType;
import org.keycloak.models.AbstractKeycloakTransaction;
import org.keycloak.models.ImpersonationSessionNote;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.models.credential.PasswordCredentialModel;
import org.keycloak.organization.OrganizationProvider;
import org.mycambridge.centre.Stroke;
import org.mycambridge.centre.Work;
import org.mycambridge.invitation.Invitations;
import org.mycambridge.membership.Names;

/**
 * What Keycloak's events mean for us.
 *
 * <p>That a temporary password was replaced is written in the transaction that replaces it, or
 * neither happens. What a sign-in or a changed name means is written right after the commit, in a
 * transaction of its own that is tried again where another writer was in the way: a failure there
 * is logged and keeps nobody from signing in, and the next sign-in makes it good.
 */
final class SignInRecords implements EventListenerProvider {

    private static final Logger LOG = Logger.getLogger(SignInRecords.class);
    private static final Pattern USER = Pattern.compile("users/([^/]+)");
    private static final Pattern USERS_PASSWORD = Pattern.compile("users/([^/]+)/reset-password");

    private static final String BEGAN = "my-cambridge.request-began";
    private static final Duration STROKE = Duration.ofMillis(50);

    private final KeycloakSession session;
    private List<Runnable> afterCommit;

    SignInRecords(KeycloakSession session) {
        this.session = session;
        // Keycloak asks for its listeners before it does anything else in a sign-in.
        session.setAttribute(BEGAN, Stroke.now(STROKE));
    }

    /** What counts from when the session's request began. */
    static Stroke stroke(KeycloakSession session) {
        return Optional.ofNullable(session.getAttribute(BEGAN, Stroke.class))
                .orElseGet(() -> Stroke.now(STROKE));
    }

    @Override
    public void onEvent(Event event) {
        if (event.getUserId() == null) {
            return;
        }
        switch (event.getType()) {
            case LOGIN -> {
                if (!isImpersonation(event)) {
                    afterCommit("sign-in", event.getUserId(), Invitations::signedIn);
                }
                warm(event.getUserId());
            }
            case REFRESH_TOKEN -> warm(event.getUserId());
            case UPDATE_CREDENTIAL -> {
                if (PasswordCredentialModel.TYPE.equals(
                        event.getDetails().get(Details.CREDENTIAL_TYPE))) {
                    passwordReplaced(event.getUserId());
                }
            }
            case UPDATE_PROFILE, UPDATE_EMAIL ->
                    afterCommit("names", event.getUserId(), Names::refresh);
            default -> {}
        }
    }

    @Override
    public void onEvent(AdminEvent event, boolean includeRepresentation) {
        if (event.getResourceType() != ResourceType.USER || event.getResourcePath() == null) {
            return;
        }
        if (event.getOperationType() == OperationType.UPDATE) {
            Matcher user = USER.matcher(event.getResourcePath());
            if (user.matches()) {
                afterCommit("names", user.group(1), Names::refresh);
            }
        } else if (event.getOperationType() == OperationType.ACTION) {
            Matcher user = USERS_PASSWORD.matcher(event.getResourcePath());
            if (user.matches()) {
                passwordReplaced(user.group(1));
            }
        }
    }

    /** An administrator who looks through somebody's eyes has not made them sign in. */
    private boolean isImpersonation(Event event) {
        RealmModel realm = session.getContext().getRealm();
        UserSessionModel userSession =
                event.getSessionId() == null
                        ? null
                        : session.sessions().getUserSession(realm, event.getSessionId());
        return userSession != null
                && userSession.getNote(ImpersonationSessionNote.IMPERSONATOR_ID.toString()) != null;
    }

    private void passwordReplaced(String userId) {
        try {
            TemporaryPasswords.replaced(session, userId);
        } catch (RuntimeException e) {
            // Keycloak logs what a listener throws and goes on: the new password must not stay
            // alone.
            session.getTransactionManager().setRollbackOnly();
            throw e;
        }
    }

    /**
     * Keycloak asks with each load of a person, for each of their organisations, whether it manages
     * the account: two statements each. It keeps the answer only once it was asked for the
     * membership itself; asked here, whoever is in many centres costs that once a node. Nothing is
     * read that is kept already.
     */
    private void warm(String userId) {
        UserModel user = session.users().getUserById(session.getContext().getRealm(), userId);
        if (user != null) {
            session.getProvider(OrganizationProvider.class)
                    .getByMember(user)
                    .toList()
                    .forEach(organization -> organization.isMember(user));
        }
    }

    private void afterCommit(String what, String userId, BiConsumer<KeycloakSession, String> work) {
        if (afterCommit == null) {
            List<Runnable> tasks = new ArrayList<>();
            session.getTransactionManager()
                    .enlistAfterCompletion(
                            new AbstractKeycloakTransaction() {
                                @Override
                                protected void commitImpl() {
                                    tasks.forEach(Runnable::run);
                                }

                                @Override
                                protected void rollbackImpl() {
                                    // It did not happen.
                                }
                            });
            afterCommit = tasks;
        }
        afterCommit.add(() -> write(what, userId, work));
    }

    private void write(String what, String userId, BiConsumer<KeycloakSession, String> work) {
        try {
            Work.write(
                    session,
                    own -> {
                        work.accept(own, userId);
                        return null;
                    });
        } catch (RuntimeException e) {
            LOG.errorf(e, "The record of %s of person %s could not be written", what, userId);
        }
    }

    @Override
    public void close() {}
}
