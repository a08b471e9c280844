package org.mycambridge.themes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The style sheet: small, self-contained, the same in both directions of writing, readable in light
 * and dark.
 */
class StyleSheetTest {

    private static final Pattern LIGHT = Pattern.compile("--([\\w-]+): (#[0-9a-f]{3,6});");
    private static final Pattern BOTH =
            Pattern.compile("--([\\w-]+): light-dark\\((#[0-9a-f]{3,6}), (#[0-9a-f]{3,6})\\);");

    /** What every page loads. */
    private final String base = ThemeFiles.read(Path.of("login/resources/css/my-cambridge.css"));

    /** What the pages for people who are signed in load as well. */
    private final String console =
            ThemeFiles.read(Path.of("login/resources/css/my-cambridge-console.css"));

    private final String css = base + console;

    @Test
    void isSmall() {
        assertThat(base.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(14_000);
        assertThat(css.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(26_000);
    }

    @Test
    void everyColourIsATokenOfTheBase() {
        assertThat(console.replaceAll("#0003|#main", "")).doesNotContainPattern("#[0-9a-f]{3}");
    }

    @Test
    void fetchesNothing() {
        assertThat(css).doesNotContain("url(", "@import", "@font-face", "image(");
    }

    @Test
    void leansOnNothingOfPatternFly() throws IOException {
        assertThat(css).doesNotContain("pf-v5", "pf-v6");
        assertThat(Files.readString(ThemeFiles.OURS.resolve("login/theme.properties")))
                .doesNotContain("pf-", "fas ", "fa-");
    }

    @Test
    void usesLogicalPropertiesOnly() {
        assertThat(css)
                .doesNotContainPattern("(margin|padding|border|inset)-(left|right|top|bottom)")
                .doesNotContainPattern("(?<![\\w-])(left|right|float):")
                .doesNotContainPattern("text-align: (left|right)");
    }

    @Test
    void everyColourHasTheSameLightValueForOldBrowsersAndNew() {
        Map<String, String> light = colours(LIGHT, 2);
        Map<String, String> both = colours(BOTH, 2);
        assertThat(both).isNotEmpty();
        assertThat(light).containsAllEntriesOf(both);
    }

    @ParameterizedTest
    @CsvSource({
        "ink, paper, 4.5",
        "ink, surface, 4.5",
        "ink, soft, 4.5",
        "ink-2, paper, 4.5",
        "ink-2, surface, 4.5",
        "ink-2, soft, 4.5",
        "action, paper, 4.5",
        "action, surface, 4.5",
        "action, soft, 4.5",
        "action-on, action, 4.5",
        "action-on, action-over, 4.5",
        "ok, ok-bg, 4.5",
        "warn, warn-bg, 4.5",
        "error, error-bg, 4.5",
        "info, info-bg, 4.5",
        "ink, ok-bg, 4.5",
        "ink, warn-bg, 4.5",
        "ink, error-bg, 4.5",
        "ink, info-bg, 4.5",
        "error, surface, 4.5",
        "surface, error, 4.5",
        "surface, ok, 4.5",
        "surface, warn, 4.5",
        "edge, surface, 3",
        "edge, paper, 3",
        "rule, surface, 3"
    })
    void colourPairsHaveEnoughContrast(String front, String back, double least) {
        Map<String, String> light = colours(LIGHT, 2);
        Map<String, String> dark = new HashMap<>(light);
        dark.putAll(colours(BOTH, 3));
        assertThat(contrast(light.get(front), light.get(back)))
                .as("light")
                .isGreaterThanOrEqualTo(least);
        assertThat(contrast(dark.get(front), dark.get(back)))
                .as("dark")
                .isGreaterThanOrEqualTo(least);
    }

    private Map<String, String> colours(Pattern pattern, int group) {
        Map<String, String> colours = new HashMap<>();
        Matcher matcher = pattern.matcher(css);
        while (matcher.find()) {
            colours.put(matcher.group(1), matcher.group(group));
        }
        return colours;
    }

    /** The contrast ratio of WCAG 2.2. */
    private static double contrast(String one, String other) {
        double a = luminance(one);
        double b = luminance(other);
        return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    }

    private static double luminance(String hex) {
        String digits =
                hex.length() == 7 ? hex.substring(1) : hex.substring(1).replaceAll("(.)", "$1$1");
        return 0.2126 * linear(digits, 0) + 0.7152 * linear(digits, 2) + 0.0722 * linear(digits, 4);
    }

    private static double linear(String digits, int at) {
        double part = Integer.parseInt(digits.substring(at, at + 2), 16) / 255.0;
        return part <= 0.04045 ? part / 12.92 : Math.pow((part + 0.055) / 1.055, 2.4);
    }
}
