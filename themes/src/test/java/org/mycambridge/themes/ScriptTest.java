package org.mycambridge.themes;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The scripts: small, and harmless under a policy that allows scripts of our own origin only. */
class ScriptTest {

    @ParameterizedTest
    @ValueSource(strings = {"my-cambridge", "my-cambridge-console"})
    void isSmall(String name) {
        assertThat(script(name).getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(8_000);
    }

    private static String script(String name) {
        return ThemeFiles.read(Path.of("login/resources/js/" + name + ".js"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"my-cambridge", "my-cambridge-console"})
    void makesNoMarkupOutOfTextAndFetchesNothing(String name) {
        assertThat(script(name))
                .doesNotContain("innerHTML", "outerHTML", "insertAdjacentHTML", "eval(")
                .doesNotContain("fetch(", "XMLHttpRequest", "import ", "localStorage");
    }
}
