package org.mycambridge.watch;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * Figures for a monitoring system, in the server's own registry: {@code /metrics} shows them where
 * Keycloak's {@code metrics-enabled} is on, and nothing is kept where it is off. No figure names a
 * person or a centre; what distinguishes them comes from closed lists.
 */
public final class Meters {

    private static final Registry REGISTRY = registry();

    private Meters() {}

    /** Where figures go. */
    interface Registry {

        void count(String name, String description, String... tags);

        void time(String name, String description, Duration duration, String... tags);

        void gauge(String name, String description, DoubleSupplier value);

        boolean isRead();
    }

    private static Registry registry() {
        try {
            return new ServerRegistry();
        } catch (LinkageError e) {
            return new NoRegistry(); // a server without the library
        }
    }

    /**
     * Something happened once.
     *
     * @param tags names and values, in turn
     */
    public static void count(String name, String description, String... tags) {
        REGISTRY.count(name, description, tags);
    }

    /**
     * Something took this long.
     *
     * @param nanos since it began, in nanoseconds
     */
    public static void time(String name, String description, long nanos, String... tags) {
        REGISTRY.time(name, description, Duration.ofNanos(nanos), tags);
    }

    /** A figure that goes up and down; it is asked for at each reading, so it must cost nothing. */
    public static void gauge(String name, String description, DoubleSupplier value) {
        REGISTRY.gauge(name, description, value);
    }

    /** Whether anybody can read them: what costs statements is found out for readers alone. */
    public static boolean areRead() {
        return REGISTRY.isRead();
    }

    private static final class NoRegistry implements Registry {

        @Override
        public void count(String name, String description, String... tags) {
            // nobody reads it
        }

        @Override
        public void time(String name, String description, Duration duration, String... tags) {
            // nobody reads it
        }

        @Override
        public void gauge(String name, String description, DoubleSupplier value) {
            // nobody reads it
        }

        @Override
        public boolean isRead() {
            return false;
        }
    }
}
