package org.mycambridge.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mycambridge.it.stand.DatabaseKind;
import org.mycambridge.it.stand.Jvm;
import org.mycambridge.it.stand.MeasuredServer;

/** On a Keycloak older than it needs, the extension says so and nothing is touched. */
@Tag("full")
class OlderKeycloakIT {

    @Test
    void isRefusedWithASentenceBeforeThereIsAnySchema(@TempDir Path work) {
        String version = System.getProperty("it.olderKeycloak", "");
        assumeTrue(!version.isBlank(), "-Dit.olderKeycloak=26.5.6 names one to be tried on");
        MeasuredServer.Kind kind =
                new MeasuredServer.Kind(
                        Path.of(System.getProperty("it.olderDistribution")),
                        List.of(
                                Path.of(System.getProperty("stand.providers")),
                                Path.of(System.getProperty("stand.themes"))),
                        DatabaseKind.H2,
                        new Jvm(
                                Path.of(System.getProperty("java.home")),
                                "-Xms256m -Xmx768m",
                                "-XX:-UseG1GC -XX:+UseSerialGC -XX:TieredStopAtLevel=1"),
                        work);

        assertThatThrownBy(() -> new MeasuredServer(kind))
                .hasMessageContaining("kc.sh build failed")
                .hasMessageContaining("My Cambridge identity needs Keycloak 26.7.0 or newer")
                .hasMessageContaining("this is " + version);

        assertThat(work.resolve("prepared/.new/bin")).exists();
        assertThat(Files.exists(work.resolve("prepared/.new/data/h2"))).isFalse();
    }
}
