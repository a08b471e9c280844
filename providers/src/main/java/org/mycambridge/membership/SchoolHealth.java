package org.mycambridge.membership;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.mycambridge.policy.CentreType;
import org.mycambridge.policy.LinkStatus;
import org.mycambridge.policy.RoleCatalogue;

/**
 * What is to be looked after at a child centre, as conditions on a {@code CentreRow c}: the same
 * ones filter the list and say each centre's health. They hold only where the link is approved and
 * there is something for the actor to manage; elsewhere a centre's people are not the actor's to
 * know of.
 */
final class SchoolHealth {

    private static final Duration PENDING_FOR = Duration.ofDays(7);
    private static final Duration QUIET_FOR = Duration.ofDays(365);

    private static final String PENDING =
            "m.centreId = c.id and m.invitedUntil is not null and m.joinedAt < :pendingSince";

    // Where an invitation is not used yet, whether and when there is a sign-in elsewhere is not
    // this centre's to know (D5).
    private static final String SIGNED_IN =
            "MembershipRow m join PersonRow p on p.userId = m.userId where m.centreId = c.id and"
                    + " m.invitedUntil is null";

    /** How many people were added over a week ago and have not come yet. */
    static final String NUMBER_PENDING =
            "(select count(*) from MembershipRow m where " + PENDING + ")";

    /** When somebody of the centre signed in last; null where nobody ever has. */
    static final String LAST_SIGN_IN = "(select max(p.lastSignIn) from " + SIGNED_IN + ")";

    /** Part of a statement, and the values it needs. */
    record Condition(String text, Map<String, Object> values) {}

    private final RoleCatalogue catalogue;
    private final Set<CentreType> managed;
    private final long now;

    /**
     * @param managed the types of child centre at which the actor manages anything
     * @param now in milliseconds since the epoch
     */
    SchoolHealth(RoleCatalogue catalogue, Set<CentreType> managed, long now) {
        this.catalogue = catalogue;
        this.managed = managed;
        this.now = now;
    }

    /** Whether anything is said of a centre at all. */
    Condition shown() {
        return new Condition(
                "(c.linkStatus = :approved and c.type in :managed)",
                Map.of("approved", LinkStatus.APPROVED, "managed", managed));
    }

    Condition of(AssociateCentres.Health health) {
        Condition shown = shown();
        Condition what =
                switch (health) {
                    case NO_USER_MANAGER -> noUserManager();
                    case NO_COORDINATOR -> noCoordinator();
                    case PENDING -> pending();
                    case QUIET -> quiet();
                };
        Map<String, Object> values = new HashMap<>(shown.values());
        values.putAll(what.values());
        return new Condition("(" + shown.text() + " and " + what.text() + ")", values);
    }

    /** What the numbers need. */
    Map<String, Object> values() {
        return pending().values();
    }

    private Condition noUserManager() {
        Set<String> kept = catalogue.rolesToKeep();
        return kept.isEmpty()
                ? new Condition("1 = 0", Map.of())
                : new Condition(
                        "not exists (select 1 from GrantRow g join MembershipRow m on m.centreId ="
                                + " g.centreId and m.userId = g.userId join PersonRow p on p.userId"
                                + " = g.userId join UserEntity u on u.id = g.userId where"
                                + " g.centreId = c.id and g.roleId in :kept and "
                                + Facts.IS_KEPT
                                + ")",
                        Map.of("kept", kept));
    }

    /** Which seats are the parent's to fill depends on the centre's type. */
    private Condition noCoordinator() {
        List<String> texts = new ArrayList<>();
        Map<String, Object> values = new HashMap<>();
        for (CentreType type : CentreType.values()) {
            Set<String> roles = catalogue.rolesWithOneHolderGivenByParent(type);
            if (type.isChild() && !roles.isEmpty()) {
                texts.add(
                        "(c.type = :type%1$s and not exists (select 1 from GrantRow g join"
                                        .formatted(type)
                                + " MembershipRow m on m.centreId = g.centreId and m.userId ="
                                + " g.userId where g.centreId = c.id and g.roleId in :seats"
                                + type
                                + " and "
                                + Facts.TAKES_SEAT
                                + "))");
                values.put("type" + type, type);
                values.put("seats" + type, roles);
                values.put("now", now);
            }
        }
        return texts.isEmpty()
                ? new Condition("1 = 0", Map.of())
                : new Condition("(" + String.join(" or ", texts) + ")", values);
    }

    private Condition pending() {
        return new Condition(
                "exists (select 1 from MembershipRow m where " + PENDING + ")",
                Map.of("pendingSince", now - PENDING_FOR.toMillis()));
    }

    private Condition quiet() {
        return new Condition(
                "not exists (select 1 from " + SIGNED_IN + " and p.lastSignIn > :quietSince)",
                Map.of("quietSince", now - QUIET_FOR.toMillis()));
    }
}
