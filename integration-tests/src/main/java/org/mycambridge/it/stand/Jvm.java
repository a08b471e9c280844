package org.mycambridge.it.stand;

import java.nio.file.Path;

/**
 * What a server runs in.
 *
 * @param home of the JDK
 * @param heap options that say how much memory there is for objects
 * @param options all others, separated by blanks, after those of Keycloak's own script
 */
public record Jvm(Path home, String heap, String options) {

    /** Small and quick to start rather than quick for long. */
    static Jvm small() {
        return new Jvm(
                Path.of(System.getProperty("java.home")),
                "-Xms256m -Xmx768m",
                // Keycloak's script asks for G1 itself.
                "-XX:-UseG1GC -XX:+UseSerialGC -XX:TieredStopAtLevel=1");
    }
}
