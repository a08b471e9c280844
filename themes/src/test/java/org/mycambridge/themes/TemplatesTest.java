package org.mycambridge.themes;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every template of the theme. */
class TemplatesTest {

    private static final Pattern COMMENT = Pattern.compile("<#--.*?-->", Pattern.DOTALL);
    private static final Pattern INTERPOLATION =
            Pattern.compile("\\$\\{[^}]*(?:\\{[^}]*\\}[^}]*)*\\}");
    private static final Pattern DIRECTIVE =
            Pattern.compile("</?[#@](?:\"[^\"]*\"|'[^']*'|[^>\"'])*>");
    private static final Pattern STYLE = Pattern.compile("<style>.*?</style>", Pattern.DOTALL);
    private static final Pattern TAG = Pattern.compile("<[a-zA-Z/!][^>]*>");
    private static final Pattern ATTRIBUTE = Pattern.compile("[a-z-]+=\"[^\"]*\"");
    private static final Pattern ENTITY = Pattern.compile("&#?\\w+;");
    private static final Pattern WORD = Pattern.compile("\\p{L}{2,}");
    private static final Pattern SPOKEN_ATTRIBUTE =
            Pattern.compile("\\s(?:alt|title|placeholder|aria-label)=\"[^\"$]*\\p{L}{2,}[^\"]*\"");

    static List<Path> templates() {
        return ThemeFiles.withEnding(".ftl");
    }

    static Stream<Path> mails() {
        return templates().stream().filter(path -> path.startsWith("email/html"));
    }

    @ParameterizedTest
    @MethodSource("templates")
    void nothingSkipsEscaping(Path template) {
        assertThat(ThemeFiles.read(template))
                .doesNotContain("no_esc", "<#noautoesc", "kcSanitize", "auto_esc");
    }

    @ParameterizedTest
    @MethodSource("templates")
    void everyWordComesFromTheMessages(Path template) {
        String text = ThemeFiles.read(template);
        for (Pattern machinery : List.of(COMMENT, STYLE, INTERPOLATION, DIRECTIVE)) {
            text = machinery.matcher(text).replaceAll("");
        }
        assertThat(SPOKEN_ATTRIBUTE.matcher(text).results().map(MatchResult::group)).isEmpty();
        for (Pattern markup : List.of(TAG, ATTRIBUTE, ENTITY)) {
            text = markup.matcher(text).replaceAll("");
        }
        assertThat(WORD.matcher(text).results().map(MatchResult::group)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("mails")
    void everyMailHasATextPart(Path html) {
        assertThat(Files.exists(ThemeFiles.OURS.resolve("email/text").resolve(html.getFileName())))
                .as("the text twin of %s", html)
                .isTrue();
    }

    @ParameterizedTest
    @MethodSource("templates")
    void pagesOfOursCarryNothingInline(Path template) {
        // The signed-in pages are served with style-src 'self' and script-src 'self'.
        if (template.startsWith("login")) {
            assertThat(COMMENT.matcher(ThemeFiles.read(template)).replaceAll(""))
                    .doesNotContain("style=", "<style", "javascript:")
                    .doesNotContainPattern("\\son[a-z]+=")
                    .doesNotContainPattern("<script(?! src=)");
        }
    }
}
