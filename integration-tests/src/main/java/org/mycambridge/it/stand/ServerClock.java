package org.mycambridge.it.stand;

import java.time.Duration;
import java.time.Instant;

/** The server's clock. After each test it shows the machine's time again. */
public final class ServerClock {

    private final TestKit kit;
    private final Admin admin;
    private Duration ahead = Duration.ZERO;

    ServerClock(TestKit kit, Admin admin) {
        this.kit = kit;
        this.admin = admin;
    }

    /** Lets the time pass, in whole seconds, on top of what has passed before. */
    public void advance(Duration duration) {
        set(ahead.plus(duration));
    }

    /** Back to the machine's time. */
    public void reset() {
        if (!ahead.isZero()) {
            set(Duration.ZERO);
        }
    }

    /** Tells a server that was started afresh what time it is. */
    void setAgain() {
        kit.setClockAhead(ahead.toSeconds());
    }

    /** The time the server believes it is. */
    public Instant now() {
        return Instant.now().plus(ahead);
    }

    private void set(Duration newAhead) {
        kit.setClockAhead(newAhead.toSeconds());
        ahead = newAhead;
        admin.signInAgain();
    }
}
