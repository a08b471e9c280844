package org.mycambridge.signin;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.mycambridge.history.KeycloakClock;
import org.mycambridge.history.Letter;
import org.mycambridge.tables.DeliveryRow;
import org.mycambridge.tables.MembershipRow;

/** "Your verification code" (F71). The code is derived when the mail leaves. */
public final class VerificationCodeLetter implements Letter {

    static final String KIND = "verification-code";

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Optional<Message> prepare(KeycloakSession session, DeliveryRow delivery) {
        UserModel user =
                session.users().getUserById(session.getContext().getRealm(), delivery.recipientId);
        if (user == null || user.getEmail() == null || user.isEmailVerified()) {
            return Optional.empty();
        }
        VerificationCodes codes = new VerificationCodes(session);
        CodeState state = codes.state(user);
        return codes.code(user, state)
                .map(
                        code ->
                                new Message(
                                        "mcVerificationCodeSubject",
                                        List.of(),
                                        "mc-verification-code",
                                        Map.of(
                                                "mcPersonName",
                                                MembershipRow.fullName(
                                                        user.getFirstName(), user.getLastName()),
                                                "mcCode",
                                                code.digits(),
                                                // What is left when it leaves: words match the
                                                // clock.
                                                "mcMinutes",
                                                state.minutesLeft(KeycloakClock.UTC.millis()))));
    }
}
