package org.mycambridge.themes;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The words of the theme: none missing, none left over, none that MessageFormat would mangle. */
class MessagesTest {

    /** A literal key in a call, in a chosen alternative, or in a list of keys. */
    private static final Pattern KEY =
            Pattern.compile(
                    "(?:msg|say)\\(\"([^\"]+)\"|(?:msg|say)\\('([^']+)'|label=\"([^\"$]+)\""
                            + "|\"(mc[A-Z][\\w.-]*)\"");

    /** A call whose argument is one of two keys. */
    private static final Pattern CHOICE =
            Pattern.compile(
                    "(?:msg|say)\\(\\(?[^\"()]*(?:\\([^()]*\\))?[^\"()]*\\)?\\?then\\(\"([^\"]+)\", \"([^\"]+)\"");

    /** The values of the titles that each page has. */
    private static final Pattern TITLE = Pattern.compile("\"[a-z0-9-]+\": \"([\\w.-]+)\"");

    /** The codes of what a form of the console may be refused for, some with the field. */
    private static final List<String> REFUSALS =
            List.of(
                    "required.firstName",
                    "required.lastName",
                    "required.email",
                    "too-long.firstName",
                    "too-long.lastName",
                    "too-long.email",
                    "forbidden-characters.firstName",
                    "forbidden-characters.lastName",
                    "invalid-email",
                    "already-member",
                    "unknown-role",
                    "invalid-search",
                    "stale-version",
                    "busy",
                    "not-found",
                    "nobody-to-replace",
                    "invitation-expired",
                    "managed-by-identity-provider",
                    "no-rows",
                    "too-many-rows",
                    "no-columns",
                    "twice-in-list",
                    "unknown-role-in-row",
                    "too-large",
                    "malformed-csv",
                    "not-csv",
                    "board-view-only",
                    "centre-exists",
                    "centre-has-children",
                    "forbidden-characters.name",
                    "forbidden-characters.reason",
                    "holdings-would-be-illegal",
                    "invalid-centre-number",
                    "parent-cycle",
                    "required.name",
                    "required.parent",
                    "required.type",
                    "stale-version.centre",
                    "too-long.name",
                    "too-long.reason",
                    "unknown-centre",
                    "wrong-parent-type",
                    "not-at-parent",
                    "not-linked",
                    "required.person",
                    "too-many-centres",
                    "invalid-policy",
                    "required.text",
                    "stale-version.policy",
                    "too-often",
                    "too-many-invitations",
                    "too-many-invitations-at-centre",
                    "too-many-reset-mails",
                    "mail-being-sent");

    /**
     * Keys that only the Java side names: the subjects of the emails, what was wrong with a code,
     * who gives a role, and what a form is refused for.
     */
    private static final Pattern NAMED_ELSEWHERE =
            Pattern.compile(
                    "mc\\w+Subject|mcCode(Invalid|Wrong)|mcResendToo(Soon|Many)"
                            + "|mcCambridge|mcGiverAtAssociate|mcRefusal\\.(?:"
                            + REFUSALS.stream().map(Pattern::quote).collect(Collectors.joining("|"))
                            + ")");

    @ParameterizedTest
    @ValueSource(strings = {"login", "email"})
    void everyKeyOfATemplateHasAMessage(String type) {
        Properties messages = ThemeFiles.messages(type);
        Set<String> keys = keysOf(type);
        assertThat(keys).hasSizeGreaterThan(20);
        assertThat(keys)
                .allSatisfy(
                        key -> {
                            if (key.endsWith(".")) {
                                assertThat(messages.stringPropertyNames())
                                        .as("a message whose key starts with %s", key)
                                        .anyMatch(name -> name.startsWith(key));
                            } else {
                                assertThat(messages).containsKey(key);
                            }
                        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"login", "email"})
    void everyMessageOfOursIsUsed(String type) {
        Set<String> keys = keysOf(type);
        List<String> unused =
                ThemeFiles.properties(type + "/messages/messages_en.properties")
                        .stringPropertyNames()
                        .stream()
                        .filter(key -> key.startsWith("mc"))
                        .filter(key -> !NAMED_ELSEWHERE.matcher(key).matches())
                        .filter(key -> !keys.contains(key))
                        .filter(key -> !keys.contains(key.replaceFirst("\\..*", ".")))
                        .toList();
        assertThat(unused).isEmpty();
    }

    @Test
    void everythingAFormIsRefusedForHasItsWords() {
        assertThat(ThemeFiles.messages("login").stringPropertyNames())
                .containsAll(REFUSALS.stream().map("mcRefusal."::concat).toList())
                .contains("mcNobodyReceives", "mcCambridge", "mcGiverAtAssociate");
    }

    @ParameterizedTest
    @ValueSource(strings = {"login", "email"})
    void everyMessageReplacingOneOfKeycloaksHasItsKey(String type) {
        Properties upstream =
                ThemeFiles.upstreamProperties("base/" + type + "/messages/messages_en.properties");
        assertThat(
                        ThemeFiles.properties(type + "/messages/messages_en.properties")
                                .stringPropertyNames())
                // Keycloak's page template asks for "languages", and no bundle of its own has it.
                .filteredOn(key -> !key.matches("mc.*|locale_.*|requiredAction\\.mc.*|languages"))
                .allSatisfy(key -> assertThat(upstream).containsKey(key));
    }

    @Test
    void everyMessageIsAPatternAndNoApostropheSwallowsAValue() {
        for (Path bundle : ThemeFiles.withEnding(".properties")) {
            if (!bundle.getParent().endsWith("messages")) {
                continue;
            }
            Properties messages = ThemeFiles.properties(bundle.toString());
            for (String key : messages.stringPropertyNames()) {
                String message = messages.getProperty(key);
                assertThat(
                                new MessageFormat(message, Locale.ENGLISH)
                                        .format(new Object[] {1, 2, 3}))
                        .as("%s in %s", key, bundle)
                        .isNotBlank();
                assertThat(message).as("%s in %s: write ’", key, bundle).doesNotContain("'");
            }
        }
    }

    @Test
    void everyLanguageHasEveryMessageOfOurs() {
        for (Path bundle : ThemeFiles.withEnding(".properties")) {
            if (!bundle.getParent().endsWith("messages")) {
                continue;
            }
            Path english = bundle.resolveSibling("messages_en.properties");
            assertThat(ThemeFiles.properties(bundle.toString()).stringPropertyNames())
                    .as("%s", bundle)
                    .containsExactlyInAnyOrderElementsOf(
                            ThemeFiles.properties(english.toString()).stringPropertyNames());
        }
    }

    private static Set<String> keysOf(String type) {
        Set<String> keys = new TreeSet<>();
        for (Path template : ThemeFiles.withEnding(".ftl")) {
            if (!template.startsWith(type)) {
                continue;
            }
            String text = ThemeFiles.read(template);
            keys.addAll(groups(KEY, text));
            keys.addAll(groups(CHOICE, text));
            if (template.endsWith("footer.ftl")) {
                keys.addAll(groups(TITLE, text));
            }
        }
        return keys;
    }

    private static Set<String> groups(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .flatMap(MessagesTest::groups)
                .collect(Collectors.toSet());
    }

    private static Stream<String> groups(MatchResult match) {
        return IntStream.rangeClosed(1, match.groupCount())
                .mapToObj(match::group)
                .filter(Objects::nonNull);
    }
}
