package org.mycambridge.membership;

/**
 * Who acts, as a door has found out: a person of the realm, or an administrator for the board.
 *
 * @param id the person's or administrator's id
 * @param board whether they act as Cambridge
 */
public record ActorRef(String id, boolean board) {

    public static ActorRef person(String id) {
        return new ActorRef(id, false);
    }

    public static ActorRef board(String id) {
        return new ActorRef(id, true);
    }
}
