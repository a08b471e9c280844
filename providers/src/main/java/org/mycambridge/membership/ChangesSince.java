package org.mycambridge.membership;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.keycloak.models.KeycloakSession;
import org.mycambridge.centre.Policies;
import org.mycambridge.history.Chronicle;
import org.mycambridge.policy.RoleCatalogue;
import org.mycambridge.tables.CentreRow;

/** Who changed a person last, for somebody whose save comes too late. */
final class ChangesSince {

    private ChangesSince() {}

    static Optional<Map<String, Object>> of(
            KeycloakSession session, CentreRow centre, String userId) {
        RoleCatalogue catalogue = Policies.current(session).catalogue();
        return Chronicle.page(
                        session,
                        new Chronicle.Filter(centre.id, Optional.of(userId), Optional.empty()),
                        0,
                        1,
                        new Chronicle.Language(Locale.ROOT, catalogue.roleNames(Locale.ROOT)))
                .stream()
                .findFirst();
    }
}
