package org.mycambridge.web.console;

import java.util.Collection;
import java.util.Set;
import org.mycambridge.membership.Roster;

/**
 * What asks for a fresh sign-in: whoever finds a browser open must not be able to make themselves a
 * manager, or lock the managers out.
 */
final class Sensitive {

    private Sensitive() {}

    /** Whether one of these roles is one that a centre must keep: User Management. */
    static boolean gives(Roster roster, Collection<String> roles) {
        Set<String> kept = roster.standing().policy().catalogue().rolesToKeep();
        return roles.stream().anyMatch(kept::contains);
    }
}
