package org.mycambridge.token;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keycloak.OAuth2Constants;
import org.keycloak.models.ClientSessionContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.OrganizationModel;
import org.keycloak.models.ProtocolMapperContainerModel;
import org.keycloak.models.ProtocolMapperModel;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.organization.OrganizationProvider;
import org.keycloak.organization.protocol.mappers.oidc.OrganizationMembershipMapper;
import org.keycloak.protocol.ProtocolMapperConfigException;
import org.keycloak.protocol.ProtocolMapperUtils;
import org.keycloak.protocol.oidc.mappers.OIDCAttributeMapperHelper;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.representations.AccessToken;
import org.keycloak.representations.IDToken;

/**
 * The {@code organization} claim (design decision 8): the person's centres as the scope asks for
 * them, with the roles of the service the client stands for, and no others.
 *
 * <p>It takes the place of Keycloak's own mapper, by whose id Keycloak knows its {@code
 * organization} scope: forms of the scope, checks of membership and refusals stay Keycloak's.
 */
public final class CentreMapper extends OrganizationMembershipMapper {

    /** The option of the mapper: the most characters a token may have. */
    static final String LIMIT = "mc.token.limit";

    static final int USUAL_LIMIT = 4096;

    private static final String JSON = "JSON";
    private static final int ABOVE_KEYCLOAKS = 10;

    @Override
    public int order() {
        return ABOVE_KEYCLOAKS;
    }

    /** After all others, so that a token's length is known; scripts of Keycloak's are last. */
    @Override
    public int getPriority() {
        return ProtocolMapperUtils.PRIORITY_SCRIPT_MAPPER + 10;
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
        OIDCAttributeMapperHelper.addIncludeInTokensConfig(
                properties, OrganizationMembershipMapper.class);
        properties.add(
                new ProviderConfigProperty(
                        LIMIT,
                        "Longest token",
                        "Characters an access token or ID token may have. One that would be longer"
                                + " carries the numbers of its centres without roles, and says so in"
                                + " organization_roles_omitted; userinfo and introspection have the"
                                + " roles.",
                        ProviderConfigProperty.INTEGER_TYPE,
                        String.valueOf(USUAL_LIMIT)));
        return properties;
    }

    /** A limit that no token would keep, or that is no number, is refused when it is saved. */
    @Override
    public void validateConfig(
            KeycloakSession session,
            RealmModel realm,
            ProtocolMapperContainerModel client,
            ProtocolMapperModel model)
            throws ProtocolMapperConfigException {
        super.validateConfig(session, realm, client, model);
        String limit = model.getConfig().get(LIMIT);
        if (limit != null && !limit.isBlank() && !limit.strip().matches("[1-9][0-9]{2,6}")) {
            throw new ProtocolMapperConfigException(
                    "Longest token is a number of characters from 100 to 9999999", "invalid-limit");
        }
    }

    /** However it is configured, the claim is a map of this name, by which Keycloak checks it. */
    @Override
    public ProtocolMapperModel getEffectiveModel(
            KeycloakSession session, RealmModel realm, ProtocolMapperModel model) {
        ProtocolMapperModel effective = super.getEffectiveModel(session, realm, model);
        Map<String, String> config = effective.getConfig();
        config.put(OIDCAttributeMapperHelper.JSON_TYPE, JSON);
        config.put(ProtocolMapperUtils.MULTIVALUED, "true");
        config.put(OIDCAttributeMapperHelper.TOKEN_CLAIM_NAME, OAuth2Constants.ORGANIZATION);
        return effective;
    }

    @Override
    public AccessToken transformAccessToken(
            AccessToken token,
            ProtocolMapperModel model,
            KeycloakSession session,
            UserSessionModel userSession,
            ClientSessionContext context) {
        super.transformAccessToken(token, model, session, userSession, context);
        SizeGuard.keep(token, limit(model));
        return token;
    }

    @Override
    public IDToken transformIDToken(
            IDToken token,
            ProtocolMapperModel model,
            KeycloakSession session,
            UserSessionModel userSession,
            ClientSessionContext context) {
        super.transformIDToken(token, model, session, userSession, context);
        SizeGuard.keep(token, limit(model));
        return token;
    }

    private static int limit(ProtocolMapperModel model) {
        return Optional.ofNullable(model.getConfig().get(LIMIT))
                .map(String::strip)
                .filter(limit -> !limit.isEmpty())
                .map(Integer::parseInt)
                .orElse(USUAL_LIMIT);
    }

    @Override
    protected void setClaim(
            IDToken token,
            ProtocolMapperModel model,
            UserSessionModel userSession,
            KeycloakSession session,
            ClientSessionContext context) {
        UserModel user = userSession.getUser();
        Optional<CentreScope> scope = CentreScope.of(session, context.getScopeString(true));
        if (user == null || scope.isEmpty()) {
            return;
        }
        CentreClaim claim =
                CentreClaim.of(
                        session,
                        user.getId(),
                        context.getClientSession().getClient().getClientId());
        List<Holding> centres =
                switch (scope.get().form()) {
                    case ALL -> claim.all();
                    case SPECIFIC -> claim.named(scope.get().numbers());
                    case ANY -> claim.chosen(chosen(session, context));
                };
        if (centres.size() == 1) {
            setOrganization(session, centres.get(0));
        }
        if (!centres.isEmpty()) {
            Map<String, Map<String, Object>> told =
                    switch (scope.get().form()) {
                        case ALL -> claim.compact(centres);
                        case SPECIFIC, ANY -> claim.whole(centres);
                    };
            keepWhatIsThere(token, told);
            token.getOtherClaims().put(OAuth2Constants.ORGANIZATION, told);
        }
    }

    /** Keycloak's mapper for organisation groups runs before and may have told of its groups. */
    private static void keepWhatIsThere(IDToken token, Map<String, Map<String, Object>> told) {
        if (token.getOtherClaims().get(OAuth2Constants.ORGANIZATION) instanceof Map<?, ?> there) {
            told.forEach(
                    (number, entry) -> {
                        if (there.get(number) instanceof Map<?, ?> more) {
                            more.forEach((name, value) -> entry.putIfAbsent((String) name, value));
                        }
                    });
        }
    }

    /**
     * The centre that a token has already, for what is made from it: choosing another one later
     * moves no token that was there before. Otherwise the one chosen at sign-in.
     */
    private static Optional<String> chosen(KeycloakSession session, ClientSessionContext context) {
        return Optional.ofNullable(session.getContext().getOrganization())
                .map(OrganizationModel::getId)
                .or(
                        () ->
                                Optional.ofNullable(
                                        context.getClientSession()
                                                .getNote(
                                                        OrganizationModel.ORGANIZATION_ATTRIBUTE)));
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
