package org.mycambridge.token;

import java.util.Comparator;
import java.util.List;
import org.keycloak.models.KeycloakSession;
import org.mycambridge.centre.Policies;
import org.mycambridge.history.KeycloakClock;
import org.mycambridge.policy.CentreStatus;
import org.mycambridge.policy.CentreType;
import org.mycambridge.tables.GrantRow;
import org.mycambridge.tables.MembershipRow;
import org.mycambridge.tables.Tables;

/** All centres of a person with all they hold there, in one statement (design decision 5). */
public final class Holdings {

    /**
     * One row a centre, of what is told alone, since a person in fifty has hundreds of roles; and
     * the policy's version with each, which a token needs too.
     */
    private static final String OF_A_PERSON =
            """
            select c.id, c.number, c.name, c.type, c.status, o.enabled, m.disabled, m.invitedUntil,
                %s, (%s)
            from MembershipRow m
            join CentreRow c on c.id = m.centreId
            join OrganizationEntity o on o.id = c.id
            where m.userId = :user and m.realmId = :realm
            """
                    .formatted(GrantRow.ROLES, Policies.LATEST);

    private Holdings() {}

    /** By centre number; as of now, kept nowhere. */
    public static List<Holding> of(KeycloakSession session, String userId) {
        long now = KeycloakClock.UTC.millis();
        List<Object[]> found =
                Tables.of(session)
                        .createQuery(OF_A_PERSON, Object[].class)
                        .setParameter("user", userId)
                        .setParameter("realm", session.getContext().getRealm().getId())
                        .getResultList();
        found.stream().findFirst().ifPresent(row -> Policies.seen(session, (Integer) row[9]));
        return found.stream()
                .map(row -> holding(row, now))
                .sorted(Comparator.comparing(Holding::number))
                .toList();
    }

    private static Holding holding(Object[] row, long now) {
        return new Holding(
                (String) row[0],
                (String) row[1],
                (String) row[2],
                (CentreType) row[3],
                (CentreStatus) row[4],
                (boolean) row[5],
                MembershipRow.status((boolean) row[6], (Long) row[7], now),
                GrantRow.roles((String) row[8]));
    }
}
