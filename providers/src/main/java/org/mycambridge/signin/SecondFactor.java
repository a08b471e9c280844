package org.mycambridge.signin;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.keycloak.Config;
import org.keycloak.authentication.RequiredActionContext;
import org.keycloak.authentication.RequiredActionFactory;
import org.keycloak.authentication.RequiredActionProvider;
import org.keycloak.authentication.requiredactions.WebAuthnRegisterFactory;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RequiredActionProviderModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.credential.OTPCredentialModel;
import org.keycloak.models.credential.WebAuthnCredentialModel;
import org.keycloak.sessions.AuthenticationSessionModel;
import org.mycambridge.history.KeycloakClock;
import org.mycambridge.tables.Tables;

/**
 * Has people with great powers set up a second factor, at their first sign-in after they were given
 * them. Of whom it is required is a setting of the realm; everybody may set one up of their own
 * accord in My Account.
 *
 * <p>The page lets them choose; the setting up itself is Keycloak's own required action. Asked at
 * every sign-in, single sign-on included, until there is one.
 */
public final class SecondFactor implements RequiredActionProvider, RequiredActionFactory {

    /** The id, as the realm has it among its required actions. */
    public static final String ID = "mc-second-factor";

    /** The realm's attribute: ids of roles, with spaces between them. */
    static final String REQUIRED_FOR = "mcSecondFactorFor";

    private static final String FIELD = "factor";
    private static final String RECOVERY_CODES = "CONFIGURE_RECOVERY_AUTHN_CODES";

    /** What can be chosen, by the value of the field, and the required action that sets it up. */
    private static final Map<String, String> SETS_UP =
            Map.of(
                    "app",
                    UserModel.RequiredAction.CONFIGURE_TOTP.name(),
                    "key",
                    WebAuthnRegisterFactory.PROVIDER_ID);

    @Override
    public void evaluateTriggers(RequiredActionContext context) {
        AuthenticationSessionModel signIn = context.getAuthenticationSession();
        Set<String> underWay = signIn.getRequiredActions();
        if (underWay.contains(ID) || SETS_UP.values().stream().anyMatch(underWay::contains)) {
            return;
        }
        Set<String> roles = requiredFor(context);
        if (!roles.isEmpty()
                && !hasOne(context.getUser())
                && holdsOneOf(context.getSession(), context.getUser(), roles)) {
            signIn.addRequiredAction(ID);
        }
    }

    private static Set<String> requiredFor(RequiredActionContext context) {
        return Optional.ofNullable(context.getRealm().getAttribute(REQUIRED_FOR)).stream()
                .flatMap(ids -> Arrays.stream(ids.split(" ")))
                .filter(id -> !id.isEmpty())
                .collect(Collectors.toSet());
    }

    private static boolean hasOne(UserModel user) {
        return List.of(OTPCredentialModel.TYPE, WebAuthnCredentialModel.TYPE_TWOFACTOR).stream()
                .anyMatch(user.credentialManager()::isConfiguredFor);
    }

    private static boolean holdsOneOf(KeycloakSession session, UserModel user, Set<String> roles) {
        return !Tables.of(session)
                .createQuery(
                        "select g.roleId from GrantRow g join MembershipRow m on m.centreId ="
                                + " g.centreId and m.userId = g.userId where g.userId = :user and"
                                + " g.roleId in :roles and m.disabled = false and (m.invitedUntil is"
                                + " null or m.invitedUntil > :now)",
                        String.class)
                .setParameter("user", user.getId())
                .setParameter("roles", roles)
                .setParameter("now", KeycloakClock.UTC.millis())
                .setMaxResults(1)
                .getResultList()
                .isEmpty();
    }

    @Override
    public void requiredActionChallenge(RequiredActionContext context) {
        context.challenge(
                context.form()
                        .setAttribute("mcFactors", offered(context))
                        .createForm("mc-second-factor.ftl"));
    }

    /** What the realm has switched on, in the order in which it is recommended. */
    private static List<String> offered(RequiredActionContext context) {
        return List.of("app", "key").stream()
                .filter(factor -> isOn(context, SETS_UP.get(factor)))
                .toList();
    }

    private static boolean isOn(RequiredActionContext context, String action) {
        return Optional.ofNullable(context.getRealm().getRequiredActionProviderByAlias(action))
                .filter(RequiredActionProviderModel::isEnabled)
                .isPresent();
    }

    @Override
    public void processAction(RequiredActionContext context) {
        String chosen = context.getHttpRequest().getDecodedFormParameters().getFirst(FIELD);
        if (chosen == null || !offered(context).contains(chosen)) {
            requiredActionChallenge(context);
            return;
        }
        AuthenticationSessionModel signIn = context.getAuthenticationSession();
        signIn.addRequiredAction(SETS_UP.get(chosen));
        if (isOn(context, RECOVERY_CODES)) {
            // For the day on which the phone is at home.
            signIn.addRequiredAction(RECOVERY_CODES);
        }
        context.success();
    }

    @Override
    public RequiredActionProvider create(KeycloakSession session) {
        return this;
    }

    @Override
    public String getId() {
        return ID;
    }

    @Override
    public String getDisplayText() {
        return "Second factor for managers";
    }

    @Override
    public void init(Config.Scope config) {}

    @Override
    public void postInit(KeycloakSessionFactory factory) {}

    @Override
    public void close() {}
}
