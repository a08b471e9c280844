package org.mycambridge.it.stand;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What the build says about this run, read from system properties that {@code pom.xml} sets.
 *
 * @param distribution Keycloak's {@code tar.gz}
 * @param jars what is deployed into it
 * @param realmConfig the folder of the realm and the sample centres
 * @param work where this run may write
 */
record Settings(Path distribution, List<Path> jars, Path realmConfig, Path work) {

    static Settings forTests() {
        return of(List.of("stand.providers", "stand.themes", "stand.testKit"));
    }

    static Settings forDevelopment() {
        return of(List.of("stand.providers", "stand.themes"));
    }

    private static Settings of(List<String> jars) {
        return new Settings(
                file("stand.distribution"),
                jars.stream().map(Settings::file).toList(),
                file("stand.realmConfig"),
                Path.of(text("stand.work")).toAbsolutePath().normalize());
    }

    static String text(String property) {
        return optional(property)
                .orElseThrow(
                        () ->
                                new IllegalStateException(
                                        "The property "
                                                + property
                                                + " is not set: the stand runs from Maven (mvn verify)"));
    }

    private static Optional<String> optional(String property) {
        return Optional.ofNullable(System.getProperty(property)).filter(value -> !value.isBlank());
    }

    private static Path file(String property) {
        Path path = Path.of(text(property)).toAbsolutePath().normalize();
        if (!Files.exists(path)) {
            throw new IllegalStateException("There is no " + path + " (" + property + ")");
        }
        return path;
    }
}
