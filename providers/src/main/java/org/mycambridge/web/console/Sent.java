package org.mycambridge.web.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mycambridge.membership.CentreUsers;
import org.mycambridge.policy.Role;
import org.mycambridge.web.Idempotency;

/**
 * What a form came to, as it is kept for the case that the same form comes again.
 *
 * @param userId on whom
 * @param nobodyHolds role ids that nobody at the centre holds any more (D31)
 */
record Sent(String userId, List<String> nobodyHolds) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int SEE_OTHER = 303;

    /** What names the sending of a form to a page. */
    static Optional<Idempotency.Request> request(Form form, String page) {
        return form.sending().flatMap(key -> Idempotency.Request.of(key, page, ""));
    }

    static Idempotency.Kept kept(CentreUsers.Outcome outcome) {
        ObjectNode node = JSON.createObjectNode().put("userId", outcome.userId());
        outcome.warnings().stream().map(Role::id).forEach(node.putArray("nobodyHolds")::add);
        return new Idempotency.Kept(SEE_OTHER, node.toString());
    }

    static Sent read(Idempotency.Kept kept) {
        try {
            var node = JSON.readTree(kept.body());
            List<String> roles = new ArrayList<>();
            node.path("nobodyHolds").forEach(role -> roles.add(role.asText()));
            return new Sent(node.path("userId").asText(), roles);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the answer kept for a form can't be read", e);
        }
    }
}
