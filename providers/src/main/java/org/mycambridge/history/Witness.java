package org.mycambridge.history;

import java.util.Map;
import org.keycloak.models.KeycloakSession;
import org.mycambridge.tables.HistoryRow;

/**
 * Is told of each act in the transaction in which it is recorded. Found through {@link
 * java.util.ServiceLoader}, so that the room that passes acts on need not be known here.
 */
public interface Witness {

    /**
     * Something was done.
     *
     * @param act as it was recorded
     * @param detail what changed, as in {@link History.Act}
     */
    void saw(KeycloakSession session, HistoryRow act, Map<String, ?> detail);
}
