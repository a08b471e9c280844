package org.mycambridge.membership;

import java.util.List;
import java.util.Map;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.OrganizationModel;
import org.keycloak.models.UserModel;
import org.keycloak.organization.OrganizationProvider;
import org.mycambridge.centre.Centres;
import org.mycambridge.history.Witness;
import org.mycambridge.tables.HistoryRow;

/**
 * Whoever belonged to an organisation before it was set up as a centre is one of the centre's
 * people from then on: as somebody who joined outside our doors, without a role.
 */
public final class BroughtAlong implements Witness {

    @Override
    public void saw(KeycloakSession session, HistoryRow act, Map<String, ?> detail) {
        if (!Boolean.TRUE.equals(detail.get(Centres.WAS_THERE))) {
            return;
        }
        OrganizationProvider organizations = session.getProvider(OrganizationProvider.class);
        OrganizationModel organization = organizations.getById(act.centreId);
        List<UserModel> members =
                organizations.getMembersStream(organization, Map.of(), false, null, null).toList();
        members.forEach(member -> Outside.joined(session, organization, member));
    }
}
