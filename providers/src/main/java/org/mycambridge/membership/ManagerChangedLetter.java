package org.mycambridge.membership;

import java.util.Map;
import java.util.Optional;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.mycambridge.invitation.Words;

/**
 * Tells the User Managers of a centre who has become one of them, or is one no longer; nothing of
 * somebody who was removed before they came, for there is no name to tell (D5).
 */
public final class ManagerChangedLetter extends ActLetter {

    @Override
    public String kind() {
        return Notices.MANAGER_CHANGED;
    }

    @Override
    Optional<Message> write(KeycloakSession session, About about, Map<String, Object> attributes) {
        UserModel subject =
                session.users().getUserById(session.getContext().getRealm(), about.act().subjectId);
        Optional<String> name =
                Optional.ofNullable(subject)
                        .flatMap(user -> Words.nameSeenAt(session, about.centre().id, user));
        if (name.isEmpty()) {
            return Optional.empty();
        }
        boolean added = !Notices.roles(about.detail(), "granted").isEmpty();
        attributes.put("mcSubject", name.get());
        attributes.put("mcKind", added ? "added" : "removed");
        return Optional.of(
                message("mcManagerChangedSubject", about, "mc-manager-changed", attributes));
    }
}
