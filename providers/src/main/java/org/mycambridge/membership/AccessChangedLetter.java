package org.mycambridge.membership;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keycloak.models.KeycloakSession;
import org.mycambridge.invitation.Words;

/** Tells a person what they can use now and what no longer. */
public final class AccessChangedLetter extends ActLetter {

    @Override
    public String kind() {
        return Notices.ACCESS_CHANGED;
    }

    @Override
    Optional<Message> write(KeycloakSession session, About about, Map<String, Object> attributes) {
        List<String> granted = new ArrayList<>(Notices.roles(about.detail(), "granted"));
        List<String> revoked = new ArrayList<>(Notices.roles(about.detail(), "revoked"));
        if (about.detail().get("role") instanceof String moved) {
            boolean toThem = about.recipient().getId().equals(about.detail().get("to"));
            (toThem ? granted : revoked).add(moved);
        }
        attributes.put("mcGranted", Words.roles(session, about.recipient(), granted));
        attributes.put("mcRevoked", Words.roles(session, about.recipient(), revoked));
        attributes.put(
                "mcKind",
                switch (about.act().kind) {
                    case "disabled", "enabled", "removed" -> about.act().kind;
                    default -> "roles";
                });
        return Optional.of(
                message("mcAccessChangedSubject", about, "mc-access-changed", attributes));
    }
}
