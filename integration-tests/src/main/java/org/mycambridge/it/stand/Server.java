package org.mycambridge.it.stand;

/** A running Keycloak. */
interface Server extends AutoCloseable {

    /** Its address as a browser on this machine writes it, without a slash at the end. */
    String url();

    /** All it has logged so far. */
    String log();

    /** The host under which it reaches this machine. */
    default String hostOfThisMachine() {
        return "127.0.0.1";
    }

    @Override
    void close();
}
