package org.mycambridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What docs/threat-model.md names is there: the places in the code, and the tests that try them.
 */
class ThreatModelTest {

    private static final Path DOCUMENT = Path.of("../docs/threat-model.md");
    private static final Path CODE = Path.of("src/main/java/org/mycambridge");
    private static final List<Path> TESTS =
            List.of(Path.of("src/test/java"), Path.of("../integration-tests/src/test/java"));

    private static final Pattern PLACE =
            Pattern.compile("`((?:[a-z]+\\.)+)([A-Z]\\w+)(?:\\.\\w+)?`");
    private static final Pattern TEST = Pattern.compile("`(\\w+(?:IT|Test))(?:\\.(\\w+)…?)?`");

    @Test
    void itsPlacesAreInTheCode() throws IOException {
        List<String> missing = new ArrayList<>();
        int looked = 0;
        for (Matcher place = PLACE.matcher(Files.readString(DOCUMENT)); place.find(); looked++) {
            String file = place.group(1).replace('.', '/') + place.group(2) + ".java";
            if (!Files.exists(CODE.resolve(file))) {
                missing.add(file);
            }
        }
        assertThat(missing).isEmpty();
        assertThat(looked).isGreaterThan(30);
    }

    @Test
    void itsTestsAreThere() throws IOException {
        Map<String, String> tests = sources();
        List<String> missing = new ArrayList<>();
        int looked = 0;
        for (Matcher test = TEST.matcher(Files.readString(DOCUMENT)); test.find(); looked++) {
            String source = tests.get(test.group(1));
            if (source == null
                    || test.group(2) != null && !source.contains("void " + test.group(2))) {
                missing.add(test.group());
            }
        }
        assertThat(missing).isEmpty();
        assertThat(looked).isGreaterThan(30);
    }

    private static Map<String, String> sources() throws IOException {
        List<Path> files = new ArrayList<>();
        for (Path folder : TESTS) {
            try (Stream<Path> all = Files.walk(folder)) {
                all.filter(file -> file.toString().endsWith(".java")).forEach(files::add);
            }
        }
        return files.stream()
                .collect(
                        Collectors.toMap(
                                file -> file.getFileName().toString().replace(".java", ""),
                                ThreatModelTest::read,
                                (one, other) -> one + other));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
