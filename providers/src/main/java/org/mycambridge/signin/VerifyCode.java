package org.mycambridge.signin;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.keycloak.Config;
import org.keycloak.authentication.InitiatedActionSupport;
import org.keycloak.authentication.RequiredActionContext;
import org.keycloak.authentication.RequiredActionFactory;
import org.keycloak.authentication.RequiredActionProvider;
import org.keycloak.events.Details;
import org.keycloak.events.Errors;
import org.keycloak.events.EventType;
import org.keycloak.forms.login.LoginFormsProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.UserModel;
import org.keycloak.models.utils.FormMessage;
import org.keycloak.services.ErrorPage;
import org.keycloak.services.messages.Messages;
import org.keycloak.sessions.AuthenticationSessionModel;
import org.mycambridge.history.KeycloakClock;
import org.mycambridge.tables.InvitationRow;
import org.mycambridge.tables.Tables;

/**
 * The page that asks for the code from the mail (F71–F72, D32). It is required of a person from the
 * moment an invitation makes the account, until the code is right once.
 */
public final class VerifyCode implements RequiredActionProvider, RequiredActionFactory {

    /** The id, as people have it among their required actions. */
    public static final String ID = "mc-verify-code";

    /** The address that a sign-in began for, among its notes. */
    private static final String BEGUN_FOR = "mc-begun-for";

    private static final String FIELD = "code";
    private static final String RESEND = "resend";
    private static final int SECONDS_PER_MINUTE = 60;

    /**
     * Supported, since Keycloak passes over an action that a request asks for by name ({@code
     * kc_action}) and that does not support it, even where it is required of the person.
     */
    @Override
    public InitiatedActionSupport initiatedActionSupport() {
        return InitiatedActionSupport.SUPPORTED;
    }

    @Override
    public void evaluateTriggers(RequiredActionContext context) {
        // The service that makes the account requires it.
        keepToTheAddress(context);
    }

    /**
     * A sign-in that began with an invitation ends with it, and one that began for an address does
     * not end for another one: whoever came in with the temporary password that went to the wrong
     * address is out once the address is corrected (D11). What the request has done so far, as
     * setting a password, is undone.
     */
    private static void keepToTheAddress(RequiredActionContext context) {
        AuthenticationSessionModel signIn = context.getAuthenticationSession();
        String begunFor = signIn.getAuthNote(BEGUN_FOR);
        String address = address(context);
        if (begunFor == null) {
            signIn.setAuthNote(BEGUN_FOR, address);
        } else if (isRequired(context.getUser()) && !begunFor.equals(address)) {
            context.getSession().getTransactionManager().setRollbackOnly();
            throw new WebApplicationException(
                    ErrorPage.error(
                            context.getSession(),
                            signIn,
                            Response.Status.BAD_REQUEST,
                            Messages.EXPIRED_ACTION));
        }
    }

    /**
     * The address as it is now; none where no invitation is left. While it is not proven it may be
     * withdrawn at this moment: then what counts are the tables, not what this request has read
     * before.
     */
    private static String address(RequiredActionContext context) {
        UserModel user = context.getUser();
        Optional<String> read =
                isRequired(user)
                        ? Tables.of(context.getSession())
                                .createQuery(
                                        "select u.email from UserEntity u where u.id = :user and"
                                                + " u.email is not null and exists (select 1 from"
                                                + " InvitationRow i where i.userId = u.id and"
                                                + " i.state = :open)",
                                        String.class)
                                .setParameter("user", user.getId())
                                .setParameter("open", InvitationRow.State.OPEN)
                                .getResultStream()
                                .findFirst()
                        : Optional.ofNullable(user.getEmail());
        return read.orElse("");
    }

    private static boolean isRequired(UserModel user) {
        return user.getRequiredActionsStream().anyMatch(ID::equals);
    }

    @Override
    public void requiredActionChallenge(RequiredActionContext context) {
        UserModel user = context.getUser();
        VerificationCodes codes = new VerificationCodes(context.getSession());
        if (user.isEmailVerified()) {
            // Proven in another way meanwhile, as by the board.
            codes.forget(user);
            context.success();
            return;
        }
        if (user.getEmail() == null || user.getEmail().isBlank()) {
            context.failure();
            return;
        }
        if (codes.begin(user)) {
            recordSending(context);
        }
        show(context, codes, context.form());
    }

    @Override
    public void processAction(RequiredActionContext context) {
        keepToTheAddress(context);
        VerificationCodes codes = new VerificationCodes(context.getSession());
        MultivaluedMap<String, String> form = context.getHttpRequest().getDecodedFormParameters();
        if (form.containsKey(RESEND)) {
            resend(context, codes);
        } else {
            verify(context, codes, VerificationCode.typed(form.getFirst(FIELD)));
        }
    }

    private static void resend(RequiredActionContext context, VerificationCodes codes) {
        UserModel user = context.getUser();
        LoginFormsProvider page = context.form();
        if (codes.again(user)) {
            recordSending(context);
        } else {
            int seconds =
                    codes.state(user).resendInSeconds(codes.settings(), KeycloakClock.UTC.millis());
            if (seconds > codes.settings().verificationCodeResendSeconds()) {
                page.setError(
                        "mcResendTooMany",
                        codes.settings().verificationCodesPerHour(),
                        (seconds + SECONDS_PER_MINUTE - 1) / SECONDS_PER_MINUTE);
            } else {
                page.setError("mcResendTooSoon", seconds);
            }
        }
        show(context, codes, page);
    }

    private static void verify(
            RequiredActionContext context, VerificationCodes codes, Optional<String> digits) {
        UserModel user = context.getUser();
        LoginFormsProvider page = context.form();
        if (digits.isEmpty()) {
            page.addError(new FormMessage(FIELD, "mcCodeInvalid"));
            show(context, codes, page);
            return;
        }
        switch (codes.attempt(user, digits.get())) {
            case RIGHT -> {
                user.setEmailVerified(true);
                user.removeRequiredAction(ID);
                context.getEvent()
                        .event(EventType.VERIFY_EMAIL)
                        .detail(Details.EMAIL, user.getEmail());
                context.success();
            }
            case WRONG -> {
                recordFailure(context, Errors.INVALID_CODE);
                int left = codes.settings().verificationCodeTries() - codes.state(user).tries();
                page.addError(new FormMessage(FIELD, "mcCodeWrong", left));
                show(context, codes, page);
            }
            case TOO_LATE -> {
                recordFailure(context, Errors.EXPIRED_CODE);
                show(context, codes, page);
            }
        }
    }

    private static void show(
            RequiredActionContext context, VerificationCodes codes, LoginFormsProvider page) {
        UserModel user = context.getUser();
        long now = KeycloakClock.UTC.millis();
        CodeState state = codes.state(user);
        context.challenge(
                page.setAttribute("mcEmail", user.getEmail())
                        .setAttribute("mcMinutes", state.minutesLeft(now))
                        .setAttribute(
                                "mcResendInSeconds", state.resendInSeconds(codes.settings(), now))
                        .setAttribute("mcCodeState", word(codes, user, state, now))
                        .createForm("mc-verify-code.ftl"));
    }

    private static String word(VerificationCodes codes, UserModel user, CodeState state, long now) {
        if (state.isLocked(codes.settings()) && !state.hasExpired(now)) {
            return "locked";
        }
        if (codes.code(user, state).isEmpty()) {
            return "expired";
        }
        return codes.isSent(user) ? "sent" : "being-sent";
    }

    private static void recordSending(RequiredActionContext context) {
        context.getEvent()
                .clone()
                .event(EventType.SEND_VERIFY_EMAIL)
                .detail(Details.EMAIL, context.getUser().getEmail())
                .success();
    }

    private static void recordFailure(RequiredActionContext context, String error) {
        context.getEvent()
                .clone()
                .event(EventType.VERIFY_EMAIL)
                .detail(Details.EMAIL, context.getUser().getEmail())
                .error(error);
    }

    @Override
    public String getId() {
        return ID;
    }

    @Override
    public String getDisplayText() {
        return "My Cambridge: verification code";
    }

    @Override
    public RequiredActionProvider create(KeycloakSession session) {
        return this;
    }

    @Override
    public void init(Config.Scope config) {}

    @Override
    public void postInit(KeycloakSessionFactory factory) {}

    @Override
    public void close() {}
}
