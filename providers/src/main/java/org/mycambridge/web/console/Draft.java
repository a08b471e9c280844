package org.mycambridge.web.console;

import jakarta.ws.rs.core.NewCookie;
import java.util.Map;
import java.util.Optional;
import org.keycloak.models.KeycloakSession;

/**
 * A form that its sender must sign in for first: kept by their browser meanwhile.
 *
 * @param page the form's page, below the home page
 * @param by who typed it
 * @param form what they typed
 */
record Draft(String page, String by, Form form) {

    static final String PAGE = "page";
    private static final String FIELDS = "fields";

    /** The form, or where it is too long for that, that there was one. */
    Optional<NewCookie> cookie(KeycloakSession session, Addresses addresses) {
        return keep(session, addresses, form.toKeep()).or(() -> keep(session, addresses, Map.of()));
    }

    private Optional<NewCookie> keep(
            KeycloakSession session, Addresses addresses, Map<String, Object> fields) {
        return SealedCookie.DRAFT.keep(session, addresses, by, Map.of(PAGE, page, FIELDS, fields));
    }

    @SuppressWarnings("unchecked")
    static Form form(Map<String, Object> kept) {
        return Form.kept((Map<String, Object>) kept.getOrDefault(FIELDS, Map.of()));
    }
}
