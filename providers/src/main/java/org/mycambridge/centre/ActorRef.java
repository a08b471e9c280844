package org.mycambridge.centre;

import java.util.Optional;

/**
 * Who acts, as a door has found out: a person of the realm, or an administrator for the board.
 *
 * @param id the person's or administrator's id
 * @param board whether they act as Cambridge
 * @param reason what the board says why it does what others may not
 */
public record ActorRef(String id, boolean board, Optional<String> reason) {

    public static ActorRef person(String id) {
        return new ActorRef(id, false, Optional.empty());
    }

    public static ActorRef board(String id, Optional<String> reason) {
        return new ActorRef(id, true, reason);
    }
}
