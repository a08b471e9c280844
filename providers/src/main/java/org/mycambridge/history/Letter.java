package org.mycambridge.history;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keycloak.models.KeycloakSession;
import org.mycambridge.tables.DeliveryRow;

/**
 * Writes the mails of one kind. Found through {@link java.util.ServiceLoader}, so that the room
 * that knows what a mail says need not be known here.
 */
public interface Letter {

    /** The kind, as it stands in the outbox. */
    String kind();

    /**
     * Writes the mail, and whatever must be true before it leaves: what is changed here is
     * committed before the mail is sent, so that a temporary password works by the time it arrives.
     *
     * @return the mail; empty where nobody wants it any more
     */
    Optional<Message> prepare(KeycloakSession session, DeliveryRow delivery);

    /**
     * Whether it is tried for as long as somebody wants it, instead of being given up some day:
     * nobody new can come without it.
     */
    default boolean isNeverGivenUp() {
        return false;
    }

    /**
     * A mail that is owed.
     *
     * @param kind which {@link Letter} writes it
     * @param recipientId to whom
     * @param centreId about which centre
     * @param reference about what: an invitation's id, or a history row's
     */
    record Order(
            String kind,
            String recipientId,
            Optional<String> centreId,
            Optional<String> reference) {}

    /**
     * A mail, ready to be laid out by the theme. It lives in memory only.
     *
     * @param subjectKey the message key of its subject
     * @param subjectArguments what the subject names
     * @param template the template's name, without its ending
     * @param attributes what the template shows
     */
    record Message(
            String subjectKey,
            List<Object> subjectArguments,
            String template,
            Map<String, Object> attributes) {}
}
