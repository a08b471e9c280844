package org.mycambridge.it.stand;

import java.util.Optional;

/** A running Keycloak. */
interface Server extends AutoCloseable {

    /** Its address as a browser on this machine writes it, without a slash at the end. */
    String url();

    /** Where it is managed; empty where that is nowhere. */
    default Optional<String> managementUrl() {
        return Optional.empty();
    }

    /** The password of its administrator. */
    default String adminPassword() {
        return ServerCommand.ADMIN;
    }

    /** Whether the test kit is deployed there. */
    default boolean hasTestKit() {
        return true;
    }

    /** All it has logged so far. */
    String log();

    /** The host under which it reaches this machine. */
    default String hostOfThisMachine() {
        return "127.0.0.1";
    }

    @Override
    void close();
}
