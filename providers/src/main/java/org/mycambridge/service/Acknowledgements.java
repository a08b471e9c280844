package org.mycambridge.service;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.keycloak.models.KeycloakSession;
import org.mycambridge.policy.RoleCatalogue;
import org.mycambridge.policy.Service;
import org.mycambridge.tables.ChangeRow;
import org.mycambridge.tables.Tables;

/**
 * Whether services have taken what changed about a person at a centre: by their webhook's 2xx, or
 * by a cursor beyond it. Of services that are told in neither way there is nothing to say.
 */
public final class Acknowledgements {

    private static final String OF_A_PERSON =
            """
            select c.serviceId, max(c.acknowledgedAt), min(case when c.acknowledgedAt is null
                    and (c.state in :open or c.batch is null or s.polledAt is not null)
                then c.happenedAt end)
            from ChangeRow c
            join ServiceRow s on s.realmId = c.realmId and s.serviceId = c.serviceId
            where c.centreId = :centre and c.personId = :person
                and (s.webhookUrl is not null or s.polledAt is not null)
            group by c.serviceId
            """;

    private Acknowledgements() {}

    /**
     * How it stands with one service.
     *
     * @param service in the language asked for
     * @param waiting whether something has not been taken yet
     * @param at since when; or when the last of it was taken
     */
    public record Told(Service service, boolean waiting, Instant at) {}

    /** In the catalogue's order; one statement. */
    public static List<Told> of(
            KeycloakSession session,
            RoleCatalogue catalogue,
            String centreId,
            String userId,
            Locale locale) {
        Map<String, Object[]> found = new HashMap<>();
        Tables.of(session)
                .createQuery(OF_A_PERSON, Object[].class)
                .setParameter("open", List.of(ChangeRow.State.WAITING, ChangeRow.State.DEAD))
                .setParameter("centre", centreId)
                .setParameter("person", userId)
                .getResultList()
                .forEach(row -> found.put((String) row[0], row));
        List<Told> told = new ArrayList<>();
        for (Service service : catalogue.services(locale)) {
            Object[] row = found.get(service.id());
            Long at = row == null ? null : row[2] != null ? (Long) row[2] : (Long) row[1];
            if (at != null) {
                told.add(new Told(service, row[2] != null, Instant.ofEpochMilli(at)));
            }
        }
        return told;
    }
}
