package org.mycambridge.service;

import java.util.List;
import org.mycambridge.policy.MembershipStatus;
import org.mycambridge.tables.MembershipRow;

/**
 * A person with a role of the service at a centre, as this centre sees them (D5).
 *
 * @param id the {@code sub} of the person's tokens
 * @param email empty for an account without one
 * @param status {@code ACTIVE} or {@code INVITED}: others hold nothing that counts
 * @param roles ids of the service's roles that count, in the catalogue's order
 */
public record Holder(
        String id,
        String firstName,
        String lastName,
        String email,
        MembershipStatus status,
        List<String> roles) {

    public String fullName() {
        return MembershipRow.fullName(firstName, lastName);
    }
}
