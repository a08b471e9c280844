package org.mycambridge.token;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.keycloak.OAuth2Constants;
import org.keycloak.representations.IDToken;
import org.keycloak.util.JsonSerialization;

/**
 * Keeps a token small enough for a header: servers in front of an application refuse requests whose
 * headers are over 8 kB or so, and the person sees nothing but an error. A token that would pass
 * the limit carries the numbers of its centres alone and says so; the roles are in the answers of
 * userinfo and introspection, which have no such limit.
 */
final class SizeGuard {

    /** Beside the claim: its roles were left out for their size. */
    static final String ROLES_OMITTED = OAuth2Constants.ORGANIZATION + "_roles_omitted";

    /** Characters of a header that names a key, two dots, and an RSA key's 256-byte signature. */
    private static final int AROUND_THE_CLAIMS = 480;

    private SizeGuard() {}

    /**
     * Leaves the roles out of a token that is too long.
     *
     * @param token with all its claims
     * @param limit the most characters it may have once it is signed
     */
    static void keep(IDToken token, int limit) {
        Map<String, Object> claims = token.getOtherClaims();
        if (claims.get(OAuth2Constants.ORGANIZATION) instanceof Map<?, ?> centres
                && lengthOf(token) > limit) {
            Map<Object, Object> numbers = new LinkedHashMap<>();
            centres.keySet().forEach(number -> numbers.put(number, Map.of()));
            claims.put(OAuth2Constants.ORGANIZATION, numbers);
            claims.put(ROLES_OMITTED, true);
        }
    }

    private static int lengthOf(IDToken token) {
        try {
            // Three bytes travel as four characters.
            return AROUND_THE_CLAIMS
                    + (JsonSerialization.writeValueAsBytes(token).length * 4 + 2) / 3;
        } catch (IOException e) {
            throw new UncheckedIOException("a token that can't be written", e);
        }
    }
}
