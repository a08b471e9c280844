package org.mycambridge.membership;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.keycloak.authentication.actiontoken.execactions.ExecuteActionsActionToken;
import org.keycloak.common.util.KeycloakUriBuilder;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.mycambridge.centre.Policies;
import org.mycambridge.history.KeycloakClock;

/**
 * The link to *Set password* that a manager had sent (D35): Keycloak's own action token, made when
 * the mail leaves and kept nowhere.
 */
public final class ResetPasswordLetter extends ActLetter {

    private static final String CLIENT = "my-organisation";
    private static final int SECONDS_PER_MINUTE = 60;

    @Override
    public String kind() {
        return Notices.RESET_PASSWORD;
    }

    @Override
    Optional<Message> write(KeycloakSession session, About about, Map<String, Object> attributes) {
        int minutes = Policies.current(session).catalogue().settings().resetPasswordMinutes();
        attributes.put("mcMinutes", minutes);
        attributes.put("mcLink", link(session, about, minutes));
        return Optional.of(
                new Message("mcResetPasswordSubject", List.of(), "mc-reset-password", attributes));
    }

    private static String link(KeycloakSession session, About about, int minutes) {
        UserModel user = about.recipient();
        String realm =
                KeycloakUriBuilder.fromUri(about.delivery().baseUrl)
                        .path("realms")
                        .path(session.getContext().getRealm().getName())
                        .build()
                        .toString();
        ExecuteActionsActionToken token =
                new ExecuteActionsActionToken(
                        user.getId(),
                        user.getEmail(),
                        Math.toIntExact(
                                KeycloakClock.UTC.instant().getEpochSecond()
                                        + (long) minutes * SECONDS_PER_MINUTE),
                        List.of(UserModel.RequiredAction.UPDATE_PASSWORD.name()),
                        null,
                        CLIENT);
        // As DefaultActionToken.serialize does, which wants a request that is not there.
        token.issuedNow().id(UUID.randomUUID().toString()).issuer(realm).audience(realm);
        return KeycloakUriBuilder.fromUri(realm)
                .path("login-actions/action-token")
                .queryParam("key", session.tokens().encode(token))
                .build()
                .toString();
    }
}
