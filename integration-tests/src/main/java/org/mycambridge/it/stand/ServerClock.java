package org.mycambridge.it.stand;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The clock of the server, or of all nodes. After each test it shows the machine's time again. */
public final class ServerClock {

    private final List<TestKit> nodes;
    private final Admin admin;
    private Duration ahead = Duration.ZERO;
    private Duration furthest = Duration.ZERO;

    ServerClock(List<TestKit> nodes, Admin admin) {
        this.nodes = nodes;
        this.admin = admin;
    }

    /** Lets the time pass, in whole seconds, on top of what has passed before. */
    public void advance(Duration duration) {
        set(ahead.plus(duration));
    }

    /** How far it was ahead at most since this was last asked. */
    Duration takeFurthest() {
        Duration taken = furthest;
        furthest = ahead;
        return taken;
    }

    /** Back to the machine's time. */
    public void reset() {
        if (!ahead.isZero()) {
            set(Duration.ZERO);
        }
    }

    /** Tells a server that was started afresh what time it is. */
    void setAgain() {
        nodes.forEach(node -> node.setClockAhead(ahead.toSeconds()));
    }

    /** The time the server believes it is. */
    public Instant now() {
        return Instant.now().plus(ahead);
    }

    private void set(Duration newAhead) {
        nodes.forEach(node -> node.setClockAhead(newAhead.toSeconds()));
        ahead = newAhead;
        furthest = furthest.compareTo(ahead) > 0 ? furthest : ahead;
        admin.signInAgain();
    }
}
