package org.mycambridge.centre;

import java.util.concurrent.TimeUnit;

/**
 * Makes work that takes a little longer or shorter by what it finds take the same: it goes on at a
 * whole number of strokes after it began, once all of it is committed and no lock is held.
 */
public final class Stroke {

    private static final long LENGTH = TimeUnit.MILLISECONDS.toNanos(50);

    private final long began;

    private Stroke(long began) {
        this.began = began;
    }

    /** For work that begins now. */
    public static Stroke now() {
        return new Stroke(System.nanoTime());
    }

    /** Waits for the next stroke, 50 ms at most. */
    public void await() {
        try {
            TimeUnit.NANOSECONDS.sleep(LENGTH - (System.nanoTime() - began) % LENGTH);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
