package org.mycambridge.web.console;

import jakarta.ws.rs.core.Response;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.keycloak.forms.login.LoginFormsProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.mycambridge.centre.Centres;
import org.mycambridge.invitation.Invitations;
import org.mycambridge.invitation.Invitations.LinkState;
import org.mycambridge.tables.CentreRow;
import org.mycambridge.tables.InvitationRow;
import org.mycambridge.tables.PersonRow;
import org.mycambridge.tables.Tables;

/** Where the link of an invitation leads: it says what became of it, and changes nothing (F67). */
final class InvitationPage {

    private static final String TEMPLATE = "mc-invitation.ftl";
    private static final String UNKNOWN = "unknown";
    private static final Set<LinkState> LEAD_ON =
            Set.of(LinkState.WELCOME, LinkState.ADDED, LinkState.USED);

    private final KeycloakSession session;
    private final Addresses addresses;

    InvitationPage(KeycloakSession session, Addresses addresses) {
        this.session = session;
        this.addresses = addresses;
    }

    Response show(String id) {
        LoginFormsProvider page = session.getProvider(LoginFormsProvider.class);
        Optional<InvitationRow> invitation = Invitations.find(session, id);
        Optional<CentreRow> centre = invitation.flatMap(row -> centre(row.centreId));
        if (centre.isEmpty()) {
            return page.setStatus(Response.Status.NOT_FOUND)
                    .setAttribute("mcState", UNKNOWN)
                    .createForm(TEMPLATE);
        }
        InvitationRow row = invitation.get();
        LinkState state = state(row);
        page.setAttribute("mcState", state.name().toLowerCase(Locale.ROOT))
                .setAttribute("mcCentreNumber", centre.get().number)
                .setAttribute("mcCentreName", centre.get().name);
        Optional.ofNullable(row.inviterCentreId)
                .flatMap(this::centre)
                .ifPresent(from -> page.setAttribute("mcInviterCentre", Centres.title(from)));
        Optional<UserModel> other = somebodyElse(row);
        if (other.isPresent()) {
            page.setAttribute("mcSignedInAs", name(other.get()))
                    .setAttribute("mcSignOutUrl", addresses.signOut(row.id).toString());
        } else if (LEAD_ON.contains(state)) {
            page.setAttribute("mcSignInUrl", addresses.signIn(row.id).toString());
        }
        return page.createForm(TEMPLATE);
    }

    /** Who is signed in here and is not the person invited. */
    Optional<UserModel> somebodyElse(InvitationRow invitation) {
        return Visitor.signedIn(session).filter(user -> !user.getId().equals(invitation.userId));
    }

    /**
     * Somebody who has set a password but not signed in to the end has used the temporary one: they
     * sign in as usual.
     */
    private LinkState state(InvitationRow row) {
        LinkState state = Invitations.linkState(session, row);
        PersonRow person = Tables.of(session).find(PersonRow.class, row.userId);
        boolean hasTemporaryPassword = person != null && person.temporaryUntil != null;
        return state == LinkState.WELCOME && !hasTemporaryPassword ? LinkState.USED : state;
    }

    private Optional<CentreRow> centre(String id) {
        return Optional.ofNullable(Tables.of(session).find(CentreRow.class, id));
    }

    private static String name(UserModel user) {
        return Optional.ofNullable(user.getEmail()).orElseGet(user::getUsername);
    }
}
