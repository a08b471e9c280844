package org.mycambridge.token;

import java.util.Set;
import org.mycambridge.policy.CentreStatus;
import org.mycambridge.policy.CentreType;
import org.mycambridge.policy.MembershipStatus;

/**
 * A person at one centre.
 *
 * @param centreId the centre's id, which is its organisation's
 * @param number its number
 * @param name its name
 * @param type its type
 * @param status its status
 * @param enabled whether Keycloak's own switch for the organisation is on
 * @param membership how the person stands there
 * @param roles the ids of the roles they hold there, sorted, whether they count or not
 */
public record Holding(
        String centreId,
        String number,
        String name,
        CentreType type,
        CentreStatus status,
        boolean enabled,
        MembershipStatus membership,
        Set<String> roles) {

    /** Whether the membership and its roles count, in a token and elsewhere (D5, D12). */
    public boolean counts() {
        return enabled && status == CentreStatus.ACTIVE && membership.givesRoles();
    }
}
