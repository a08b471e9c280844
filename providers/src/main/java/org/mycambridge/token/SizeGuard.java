package org.mycambridge.token;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
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
                && (around(leastBytes(centres)) > limit || around(bytes(token)) > limit)) {
            Map<Object, Object> numbers = new LinkedHashMap<>();
            centres.keySet().forEach(number -> numbers.put(number, Map.of()));
            claims.put(OAuth2Constants.ORGANIZATION, numbers);
            claims.put(ROLES_OMITTED, true);
        }
    }

    /** How long a token is whose claims are so many bytes: three travel as four characters. */
    private static int around(int bytes) {
        return AROUND_THE_CLAIMS + (bytes * 4 + 2) / 3;
    }

    /** No less than this: a token that is far too long isn't written to learn that. */
    private static int leastBytes(Object claim) {
        if (claim instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .mapToInt(each -> leastBytes(each.getKey()) + leastBytes(each.getValue()))
                    .sum();
        }
        if (claim instanceof Collection<?> list) {
            return list.stream().mapToInt(SizeGuard::leastBytes).sum();
        }
        return claim instanceof String text ? text.length() : 0;
    }

    private static int bytes(IDToken token) {
        try {
            return JsonSerialization.writeValueAsBytes(token).length;
        } catch (IOException e) {
            throw new UncheckedIOException("a token that can't be written", e);
        }
    }
}
