package org.mycambridge.themes;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * The one script: small, and harmless under a policy that allows scripts of our own origin only.
 */
class ScriptTest {

    private final String script = ThemeFiles.read(Path.of("login/resources/js/my-cambridge.js"));

    @Test
    void isSmall() {
        assertThat(script.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(8_000);
    }

    @Test
    void makesNoMarkupOutOfTextAndFetchesNothing() {
        assertThat(script)
                .doesNotContain("innerHTML", "outerHTML", "insertAdjacentHTML", "eval(")
                .doesNotContain("fetch(", "XMLHttpRequest", "import ", "localStorage");
    }
}
