package org.mycambridge.invitation;

import java.security.SecureRandom;
import org.keycloak.credential.hash.PasswordHashProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.ModelException;
import org.keycloak.models.PasswordPolicy;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.cache.CachedUserModel;
import org.keycloak.policy.PasswordPolicyManagerProvider;
import org.keycloak.policy.PolicyError;

/**
 * Makes temporary passwords: at least 16 characters without look-alikes, satisfying whatever
 * password policy the realm has (D24). Known here and to the mail alone.
 */
final class TemporaryPassword {

    private static final String SMALL = "abcdefghjkmnpqrstuvwxyz";
    private static final String CAPITALS = "ABCDEFGHJKMNPQRSTUVWXYZ";
    private static final String DIGITS = "23456789";
    private static final String SIGNS = "+=?#%";
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int SHORTEST = 16;
    private static final int LONGEST = 256;

    private TemporaryPassword() {}

    /** A new one for this person. */
    static String generate(KeycloakSession session, RealmModel realm, UserModel user) {
        PasswordPolicyManagerProvider policy =
                session.getProvider(PasswordPolicyManagerProvider.class);
        PolicyError error = null;
        for (int length = SHORTEST; length <= LONGEST; length += 4) {
            // Signs only where letters and digits do not satisfy: they are harder to copy by hand.
            for (int signs = 0; signs <= length / 4; signs += Math.max(1, length / 8)) {
                String password = random(length, signs);
                error = policy.validate(realm, user, password);
                if (error == null) {
                    return password;
                }
            }
        }
        throw new ModelException("No password satisfies the realm's policy: " + error.getMessage());
    }

    /**
     * Works as long as making one and writing it, and does neither: the inviter, who waits for the
     * mail a moment, must not learn from the clock that there is an account behind the address
     * (D5).
     */
    static void takeAsLong(KeycloakSession session, RealmModel realm, UserModel user) {
        PasswordPolicy policy = realm.getPasswordPolicy();
        PasswordHashProvider hash =
                policy.getHashAlgorithm() == null
                        ? session.getProvider(PasswordHashProvider.class)
                        : session.getProvider(
                                PasswordHashProvider.class, policy.getHashAlgorithm());
        hash.encodedCredential(random(SHORTEST, 0), policy.getHashIterations());
        user.credentialManager().getStoredCredentialsStream().count();
        if (user instanceof CachedUserModel cached) {
            cached.invalidate(); // as a new credential does: whoever sends the mail reads again
        }
    }

    private static String random(int length, int signs) {
        char[] password = new char[length];
        for (int i = 0; i < length; i++) {
            String alphabet =
                    i < signs
                            ? SIGNS
                            : switch (i % 3) {
                                case 0 -> SMALL;
                                case 1 -> CAPITALS;
                                default -> DIGITS;
                            };
            password[i] = alphabet.charAt(RANDOM.nextInt(alphabet.length()));
        }
        for (int i = length - 1; i > 0; i--) {
            int j = RANDOM.nextInt(i + 1);
            char held = password[i];
            password[i] = password[j];
            password[j] = held;
        }
        return new String(password);
    }
}
