package org.mycambridge.token;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.keycloak.models.KeycloakSession;
import org.mycambridge.history.KeycloakClock;
import org.mycambridge.tables.CentreRow;
import org.mycambridge.tables.MembershipRow;
import org.mycambridge.tables.Tables;

/** All centres of a person with all they hold there, in one statement (design decision 5). */
public final class Holdings {

    private static final String OF_A_PERSON =
            """
            select c, m, g.roleId, o.enabled from MembershipRow m
            join CentreRow c on c.id = m.centreId
            join OrganizationEntity o on o.id = c.id
            left join GrantRow g on g.centreId = m.centreId and g.userId = m.userId
            where m.userId = :user and m.realmId = :realm
            order by c.number, g.roleId
            """;

    private Holdings() {}

    /** By centre number; as of now, kept nowhere. */
    public static List<Holding> of(KeycloakSession session, String userId) {
        long now = KeycloakClock.UTC.millis();
        Map<String, Holding> holdings = new LinkedHashMap<>();
        Tables.of(session)
                .createQuery(OF_A_PERSON, Object[].class)
                .setParameter("user", userId)
                .setParameter("realm", session.getContext().getRealm().getId())
                .getResultList()
                .forEach(
                        row -> {
                            CentreRow centre = (CentreRow) row[0];
                            Holding holding =
                                    holdings.computeIfAbsent(
                                            centre.id,
                                            id ->
                                                    empty(
                                                            centre,
                                                            (boolean) row[3],
                                                            (MembershipRow) row[1],
                                                            now));
                            Optional.ofNullable((String) row[2]).ifPresent(holding.roles()::add);
                        });
        return Collections.unmodifiableList(new ArrayList<>(holdings.values()));
    }

    private static Holding empty(
            CentreRow centre, boolean enabled, MembershipRow membership, long now) {
        return new Holding(
                centre.id,
                centre.number,
                centre.name,
                centre.type,
                centre.status,
                enabled,
                membership.status(now),
                new TreeSet<>());
    }
}
