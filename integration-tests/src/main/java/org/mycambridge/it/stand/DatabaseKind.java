package org.mycambridge.it.stand;

import java.util.List;
import java.util.Locale;

/** What the server keeps its data in. */
public enum DatabaseKind {
    H2("dev-file"),
    POSTGRES("postgres");

    private final String vendor;

    DatabaseKind(String vendor) {
        this.vendor = vendor;
    }

    static DatabaseKind ofTests() {
        return valueOf(Settings.text("it.database").toUpperCase(Locale.ROOT));
    }

    List<String> buildOptions() {
        return List.of(
                "--db=" + vendor,
                "--health-enabled=true",
                // On the one port the server has anyway.
                "--http-management-health-enabled=false",
                // Looking for SSSD waits for D-Bus, ten seconds where there is none.
                "--spi-storage--sssd--enabled=false");
    }
}
