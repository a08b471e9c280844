package org.mycambridge.history;

import jakarta.enterprise.context.ContextNotActiveException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.keycloak.common.ClientConnection;
import org.keycloak.events.EventListenerProvider;
import org.keycloak.events.EventListenerProviderFactory;
import org.keycloak.events.EventStoreProvider;
import org.keycloak.events.admin.AdminEvent;
import org.keycloak.events.admin.AuthDetails;
import org.keycloak.events.admin.OperationType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.mycambridge.policy.Relation;
import org.mycambridge.tables.HistoryRow;

/**
 * Each act once more as an admin event of Keycloak's, in the same transaction, so that operators'
 * tools see what people of the centres do as well. With ids only, as history.
 */
final class AdminEvents {

    private static final Set<String> MADE = Set.of("user-added", "centre-created", "assigned");
    private static final Set<String> ENDED = Set.of("removed", "centre-deleted", "unassigned");

    private static final String VIEWED = "centre-viewed-by-board";

    private AdminEvents() {}

    static void publish(KeycloakSession session, HistoryRow act) {
        if (act.actorId == null) {
            return; // nobody did it
        }
        RealmModel realm = session.getContext().getRealm();
        AdminEvent event = new AdminEvent();
        event.setId(UUID.randomUUID().toString());
        event.setTime(act.happenedAt);
        event.setRealmId(realm.getId());
        event.setRealmName(realm.getName());
        event.setOperationType(operation(act.kind));
        event.setResourceTypeAsString(act.subjectId == null ? "CENTRE" : "CENTRE_USER");
        event.setResourcePath(path(act));
        event.setAuthDetails(author(session, realm, act));
        event.setRepresentation(act.detail);
        if (realm.isAdminEventsEnabled()) {
            session.getProvider(EventStoreProvider.class)
                    .onEvent(event, realm.isAdminEventsDetailsEnabled());
        }
        Set<String> listeners = new HashSet<>(realm.getEventsListenersStream().toList());
        session.getKeycloakSessionFactory()
                .getProviderFactoriesStream(EventListenerProvider.class)
                .filter(
                        factory ->
                                listeners.contains(factory.getId())
                                        || ((EventListenerProviderFactory) factory).isGlobal())
                .map(factory -> session.getProvider(EventListenerProvider.class, factory.getId()))
                .forEach(listener -> listener.onEvent(event, realm.isAdminEventsDetailsEnabled()));
    }

    private static OperationType operation(String kind) {
        if (kind.equals(VIEWED)) {
            return OperationType.ACTION; // nothing was changed
        }
        if (MADE.contains(kind)) {
            return OperationType.CREATE;
        }
        return ENDED.contains(kind) ? OperationType.DELETE : OperationType.UPDATE;
    }

    private static String path(HistoryRow act) {
        String centre =
                Optional.ofNullable(act.centreId).map(id -> "centres/" + id).orElse("centres");
        return act.subjectId == null ? centre : centre + "/users/" + act.subjectId;
    }

    private static AuthDetails author(KeycloakSession session, RealmModel realm, HistoryRow act) {
        AuthDetails author = new AuthDetails();
        author.setUserId(act.actorId);
        if (act.relation != Relation.BOARD) {
            author.setRealmId(realm.getId()); // the board's people may be of another realm
            author.setRealmName(realm.getName());
        }
        try {
            ClientConnection connection = session.getContext().getConnection();
            author.setIpAddress(connection == null ? null : connection.getRemoteHost());
        } catch (ContextNotActiveException e) {
            author.setIpAddress(null); // no request: a job
        }
        return author;
    }
}
