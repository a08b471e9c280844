package org.mycambridge.token;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.keycloak.OAuth2Constants;
import org.keycloak.models.ClientSessionContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.OrganizationModel;
import org.keycloak.models.ProtocolMapperModel;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.organization.OrganizationProvider;
import org.keycloak.organization.protocol.mappers.oidc.OrganizationMembershipMapper;
import org.keycloak.organization.protocol.mappers.oidc.OrganizationScope;
import org.keycloak.protocol.ProtocolMapperUtils;
import org.keycloak.protocol.oidc.TokenManager;
import org.keycloak.protocol.oidc.mappers.OIDCAttributeMapperHelper;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.representations.IDToken;
import org.mycambridge.centre.Policies;

/**
 * The {@code organization} claim (design decision 8): the person's centres as the scope asks for
 * them, with the roles of the service the client stands for, and no others.
 *
 * <p>It takes the place of Keycloak's own mapper, by whose id Keycloak knows its {@code
 * organization} scope: forms of the scope, checks of membership and refusals stay Keycloak's.
 */
public final class CentreMapper extends OrganizationMembershipMapper {

    private static final String JSON = "JSON";
    private static final int ABOVE_KEYCLOAKS = 10;

    @Override
    public int order() {
        return ABOVE_KEYCLOAKS;
    }

    @Override
    public String getDisplayType() {
        return "My Cambridge: centres and roles";
    }

    @Override
    public String getHelpText() {
        return "Puts the person's centres into the token, with their roles for the client's service.";
    }

    @Override
    public List<ProviderConfigProperty> getConfigProperties() {
        List<ProviderConfigProperty> properties = new ArrayList<>();
        OIDCAttributeMapperHelper.addTokenClaimNameConfig(properties);
        OIDCAttributeMapperHelper.addIncludeInTokensConfig(
                properties, OrganizationMembershipMapper.class);
        return properties;
    }

    /** However it is configured, the claim is a map. */
    @Override
    public ProtocolMapperModel getEffectiveModel(
            KeycloakSession session, RealmModel realm, ProtocolMapperModel model) {
        ProtocolMapperModel effective = super.getEffectiveModel(session, realm, model);
        effective.getConfig().put(OIDCAttributeMapperHelper.JSON_TYPE, JSON);
        effective.getConfig().put(ProtocolMapperUtils.MULTIVALUED, "true");
        effective
                .getConfig()
                .putIfAbsent(
                        OIDCAttributeMapperHelper.TOKEN_CLAIM_NAME, OAuth2Constants.ORGANIZATION);
        return effective;
    }

    @Override
    protected void setClaim(
            IDToken token,
            ProtocolMapperModel model,
            UserSessionModel userSession,
            KeycloakSession session,
            ClientSessionContext context) {
        UserModel user = userSession.getUser();
        String scopes = context.getScopeString(true);
        OrganizationScope form = OrganizationScope.valueOfScope(session, scopes);
        if (user == null || form == null) {
            return;
        }
        CentreClaim claim =
                claim(session, user, context.getClientSession().getClient().getClientId());
        List<Holding> centres =
                switch (form) {
                    case ALL -> claim.all();
                    case SPECIFIC -> claim.named(numbers(session, scopes));
                    case ANY -> claim.chosen(chosen(session, context));
                };
        if (centres.size() == 1) {
            setOrganization(session, centres.get(0));
        }
        if (!centres.isEmpty()) {
            OIDCAttributeMapperHelper.mapClaim(
                    token,
                    getEffectiveModel(session, session.getContext().getRealm(), model),
                    form == OrganizationScope.ALL ? claim.compact(centres) : claim.whole(centres));
        }
    }

    /** Read once a request, so that its access token and its ID token say the same. */
    private static CentreClaim claim(KeycloakSession session, UserModel user, String clientId) {
        String key = CentreClaim.class.getName() + ' ' + user.getId() + ' ' + clientId;
        CentreClaim known = session.getAttribute(key, CentreClaim.class);
        if (known != null) {
            return known;
        }
        CentreClaim read =
                new CentreClaim(
                        Holdings.of(session, user.getId()),
                        Policies.current(session).catalogue().rolesInTokensOf(clientId));
        session.setAttribute(key, read);
        return read;
    }

    /** The centre numbers a scope names, as in {@code organization:GB123}. */
    private static Set<String> numbers(KeycloakSession session, String scopes) {
        Set<String> numbers = new HashSet<>();
        TokenManager.parseScopeParameter(scopes)
                .filter(
                        scope ->
                                OrganizationScope.valueOfScope(session, scope)
                                        == OrganizationScope.SPECIFIC)
                .forEach(scope -> numbers.add(scope.substring(scope.lastIndexOf(':') + 1)));
        return numbers;
    }

    /** The centre chosen at sign-in; at a refresh, otherwise the one that the token had. */
    private static Optional<String> chosen(KeycloakSession session, ClientSessionContext context) {
        return Optional.ofNullable(
                        context.getClientSession()
                                .getNote(OrganizationModel.ORGANIZATION_ATTRIBUTE))
                .or(
                        () ->
                                Optional.ofNullable(session.getContext().getOrganization())
                                        .map(OrganizationModel::getId));
    }

    /** As Keycloak's mapper does: other mappers and checks go by it. */
    private static void setOrganization(KeycloakSession session, Holding centre) {
        OrganizationModel organization =
                session.getProvider(OrganizationProvider.class).getById(centre.centreId());
        if (organization != null) {
            session.getContext().setOrganization(organization);
        }
    }
}
