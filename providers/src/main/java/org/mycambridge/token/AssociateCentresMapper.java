package org.mycambridge.token;

import java.util.ArrayList;
import java.util.List;
import org.keycloak.models.ClientSessionContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.ProtocolMapperModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.protocol.oidc.mappers.AbstractOIDCProtocolMapper;
import org.keycloak.protocol.oidc.mappers.OIDCAccessTokenMapper;
import org.keycloak.protocol.oidc.mappers.OIDCAttributeMapperHelper;
import org.keycloak.protocol.oidc.mappers.OIDCIDTokenMapper;
import org.keycloak.protocol.oidc.mappers.TokenIntrospectionTokenMapper;
import org.keycloak.protocol.oidc.mappers.UserInfoTokenMapper;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.representations.IDToken;
import org.mycambridge.history.KeycloakClock;
import org.mycambridge.policy.CentreStatus;
import org.mycambridge.policy.LinkStatus;
import org.mycambridge.tables.Tables;

/**
 * The {@code associate_centres} claim of the scope {@code associate-centres}: the numbers of the
 * active child centres that a person of an associate looks after (assigned to them, the link
 * approved), by number. They hold no service role there by that (rules.md D37): a service that acts
 * for a child centre asks for roles at that centre. Without such centres the list is empty.
 */
public final class AssociateCentresMapper extends AbstractOIDCProtocolMapper
        implements OIDCAccessTokenMapper,
                OIDCIDTokenMapper,
                UserInfoTokenMapper,
                TokenIntrospectionTokenMapper {

    private static final String ID = "mc-associate-centres-mapper";
    private static final String CLAIM = "associate_centres";

    private static final String LOOKED_AFTER =
            """
            select c.number from AssignmentRow a
            join CentreRow c on c.id = a.centreId
            join OrganizationEntity co on co.id = c.id
            join CentreRow p on p.id = a.parentId
            join OrganizationEntity po on po.id = p.id
            join MembershipRow m on m.centreId = p.id and m.userId = a.userId
            where a.userId = :user and a.realmId = :realm and c.parentId = p.id
                and c.linkStatus = :approved and c.status = :active and co.enabled = true
                and p.status = :active and po.enabled = true
                and m.disabled = false and (m.invitedUntil is null or m.invitedUntil > :now)
            order by c.number
            """;

    @Override
    protected void setClaim(
            IDToken token,
            ProtocolMapperModel model,
            UserSessionModel userSession,
            KeycloakSession session,
            ClientSessionContext context) {
        UserModel user = userSession.getUser();
        if (user != null) {
            token.getOtherClaims().put(CLAIM, numbers(session, user.getId()));
        }
    }

    /** Read once a request, for all of its tokens. */
    private static List<?> numbers(KeycloakSession session, String userId) {
        String key = ID + ' ' + userId;
        if (session.getAttribute(key) instanceof List<?> known) {
            return known;
        }
        List<String> numbers =
                Tables.of(session)
                        .createQuery(LOOKED_AFTER, String.class)
                        .setParameter("user", userId)
                        .setParameter("realm", session.getContext().getRealm().getId())
                        .setParameter("approved", LinkStatus.APPROVED)
                        .setParameter("active", CentreStatus.ACTIVE)
                        .setParameter("now", KeycloakClock.UTC.millis())
                        .getResultList();
        session.setAttribute(key, numbers);
        return numbers;
    }

    @Override
    public String getId() {
        return ID;
    }

    @Override
    public String getDisplayCategory() {
        return TOKEN_MAPPER_CATEGORY;
    }

    @Override
    public String getDisplayType() {
        return "My Cambridge: associate centres";
    }

    @Override
    public String getHelpText() {
        return "Puts the numbers of the child centres that an associate's person looks after into the"
                + " token.";
    }

    @Override
    public List<ProviderConfigProperty> getConfigProperties() {
        List<ProviderConfigProperty> properties = new ArrayList<>();
        OIDCAttributeMapperHelper.addIncludeInTokensConfig(
                properties, AssociateCentresMapper.class);
        return properties;
    }
}
