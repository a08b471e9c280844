package org.mycambridge.themes;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * A template of ours that replaces one of Keycloak's was written against a certain version of it.
 * When Keycloak changes that file, someone has to look at ours: then this test fails until {@code
 * upstream.sha256} is brought up to date.
 */
class UpstreamFilesTest {

    /** The themes ours inherits from, nearest first. */
    private static final Map<String, List<String>> PARENTS =
            Map.of("login", List.of("keycloak.v2", "base"), "email", List.of("base"));

    @Test
    void everyReplacedFileIsTheOneOursWasWrittenAgainst() {
        assertThat(recorded()).isNotEmpty();
        recorded()
                .forEach(
                        (file, checksum) ->
                                assertThat(sha256(ThemeFiles.upstream(file)))
                                        .as("Keycloak's %s, which a file of ours replaces", file)
                                        .isEqualTo(checksum));
    }

    @Test
    void everyReplacedFileIsRecorded() {
        List<String> replaced =
                ThemeFiles.withEnding(".ftl").stream()
                        .map(UpstreamFilesTest::replacedBy)
                        .flatMap(Optional::stream)
                        .sorted()
                        .toList();
        assertThat(recorded().keySet()).containsExactlyInAnyOrderElementsOf(replaced);
    }

    @Test
    void keycloaksPageTemplateIsInherited() {
        assertThat(ThemeFiles.OURS.resolve("login/template.ftl")).doesNotExist();
    }

    private static Optional<String> replacedBy(Path ours) {
        String type = ours.getName(0).toString();
        return PARENTS.get(type).stream()
                .map(parent -> parent + "/" + ours)
                .filter(path -> ThemeFiles.upstream(path) != null)
                .findFirst();
    }

    private static Map<String, String> recorded() {
        Map<String, String> checksums = new TreeMap<>();
        ThemeFiles.read(Path.of("upstream.sha256"))
                .lines()
                .map(line -> line.split(" +", 2))
                .forEach(parts -> checksums.put(parts[1], parts[0]));
        return checksums;
    }

    private static String sha256(byte[] content) {
        assertThat(content).isNotNull();
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
