package org.mycambridge.membership;

import org.keycloak.models.KeycloakContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.MembershipMetadata;
import org.keycloak.models.OrganizationModel;
import org.keycloak.models.UserModel;
import org.keycloak.organization.OrganizationProvider;
import org.keycloak.representations.idm.MembershipType;
import org.mycambridge.centre.Centres;
import org.mycambridge.tables.Batch;
import org.mycambridge.tables.CentreRow;

/** How people become members of the organisation that a centre is, in one transaction. */
final class Joining {

    private final KeycloakSession session;
    private final CentreRow centre;
    private boolean somebodyHas;

    Joining(KeycloakSession session, CentreRow centre) {
        this.session = session;
        this.centre = centre;
    }

    /**
     * Makes somebody a member.
     *
     * @param made whether this transaction has made their account
     */
    void join(UserModel user, boolean made) {
        OrganizationProvider organizations = session.getProvider(OrganizationProvider.class);
        OrganizationModel organization = Centres.organization(session, centre);
        Outside.within(
                session,
                () -> {
                    if (made && somebodyHas && Batch.isRunning()) {
                        joinAsNobodyBefore(organizations, organization, user);
                    } else {
                        organizations.addMember(organization, user);
                        somebodyHas = true;
                    }
                });
    }

    /**
     * What {@code addMember} does, without the questions it asks first, of which each is a
     * statement: at which organisations, and in which groups, a person is whom this transaction has
     * made. It tells the caches, too, of whom it is about: nothing is kept of somebody new, and of
     * the organisation, how many its members are, of which the first to join has told them.
     */
    private void joinAsNobodyBefore(
            OrganizationProvider organizations, OrganizationModel organization, UserModel user) {
        KeycloakContext context = session.getContext();
        OrganizationModel before = context.getOrganization();
        context.setOrganization(organization);
        try {
            user.joinGroup(
                    organizations.getOrganizationGroup(organization),
                    new MembershipMetadata(MembershipType.UNMANAGED));
            OrganizationModel.OrganizationMemberJoinEvent.fire(organization, user, session);
        } finally {
            context.setOrganization(before);
        }
    }
}
