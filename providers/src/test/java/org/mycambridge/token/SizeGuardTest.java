package org.mycambridge.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.keycloak.OAuth2Constants;
import org.keycloak.representations.IDToken;
import org.keycloak.util.JsonSerialization;

class SizeGuardTest {

    private static final int AROUND_THE_CLAIMS = 480;

    /** To the character: three bytes of claims travel as four. */
    @Test
    void whatKeepsTheLimitKeepsItsRolesAndWhatPassesItDoesNot() throws IOException {
        int length =
                AROUND_THE_CLAIMS
                        + (JsonSerialization.writeValueAsBytes(token()).length * 4 + 2) / 3;
        IDToken kept = token();
        SizeGuard.keep(kept, length);
        assertThat(kept.getOtherClaims()).isEqualTo(token().getOtherClaims());
        IDToken tooLong = token();
        SizeGuard.keep(tooLong, length - 1);
        assertThat(tooLong.getOtherClaims())
                .containsEntry(OAuth2Constants.ORGANIZATION, Map.of("A1", Map.of(), "A2", Map.of()))
                .containsEntry(SizeGuard.ROLES_OMITTED, true);
        IDToken farTooLong = token();
        SizeGuard.keep(farTooLong, AROUND_THE_CLAIMS);
        assertThat(farTooLong.getOtherClaims()).isEqualTo(tooLong.getOtherClaims());
    }

    private static IDToken token() {
        Map<String, Object> centres = new LinkedHashMap<>();
        centres.put("A1", Map.of("roles", List.of("sfa.teacher", "sfa.exams-officer")));
        centres.put("A2", Map.of("roles", List.of("sfa.teacher", "a role of some other name")));
        IDToken token = new IDToken();
        token.subject("somebody");
        token.getOtherClaims().put(OAuth2Constants.ORGANIZATION, centres);
        return token;
    }
}
