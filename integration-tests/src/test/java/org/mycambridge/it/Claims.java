package org.mycambridge.it;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.mycambridge.it.stand.Jwt;

/** The {@code organization} claim of an access token. */
final class Claims {

    private Claims() {}

    /** The claim; missing where the token has none. */
    static JsonNode of(String accessToken) {
        return Jwt.claims(accessToken).path("organization");
    }

    static List<String> centres(String accessToken) {
        List<String> centres = new ArrayList<>();
        of(accessToken).fieldNames().forEachRemaining(centres::add);
        return centres;
    }

    static List<String> roles(String accessToken, String centre) {
        List<String> roles = new ArrayList<>();
        of(accessToken).path(centre).path("roles").forEach(role -> roles.add(role.asText()));
        return roles;
    }
}
