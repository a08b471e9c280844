package org.mycambridge.policy;

import java.util.HashSet;
import java.util.Set;

/**
 * The person acted on, at one centre.
 *
 * @param id the person's id; empty for somebody who has no account yet
 * @param name for people to read
 * @param roles every role held at this centre, whether it counts or not
 * @param status how they stand at this centre
 * @param signedIn whether they have ever signed in
 * @param administrator whether they hold a Keycloak admin role (D39)
 */
public record Subject(
        String id,
        String name,
        Set<String> roles,
        MembershipStatus status,
        boolean signedIn,
        boolean administrator) {

    public Subject {
        roles = Set.copyOf(roles);
    }

    /** Somebody who is not at the centre yet and has no account. */
    public static Subject newcomer(String name) {
        return new Subject("", name, Set.of(), MembershipStatus.INVITED, false, false);
    }

    /** Whether the role takes this person's place among those that must be kept (D30). */
    public boolean countsAsHolder(String role) {
        return roles.contains(role) && status == MembershipStatus.ACTIVE && signedIn;
    }

    /** The same person, had they these roles as well and those no longer. */
    public Subject with(Set<String> granted, Set<String> revoked) {
        Set<String> after = new HashSet<>(roles);
        after.addAll(granted);
        after.removeAll(revoked);
        return new Subject(id, name, after, status, signedIn, administrator);
    }
}
