package org.mycambridge.centre;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Makes work that takes a little longer or shorter by what it finds take the same: it goes on at a
 * whole number of strokes after it began, once all of it is committed and no lock is held.
 */
public final class Stroke {

    private final long began = System.nanoTime();
    private final long length;

    private Stroke(Duration length) {
        this.length = length.toNanos();
    }

    /**
     * For work that begins now.
     *
     * @param length from one stroke to the next: long beside what the work's time varies by
     */
    public static Stroke now(Duration length) {
        return new Stroke(length);
    }

    /** Waits for the next stroke. */
    public void await() {
        try {
            TimeUnit.NANOSECONDS.sleep(length - (System.nanoTime() - began) % length);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
