package org.mycambridge.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The texts beside the classes, in every language: none missing, none that says less. */
class TranslationsTest {

    private static final List<String> LANGUAGES = List.of("es", "fr", "ar", "zh");
    private static final List<String> FORMATTED =
            List.of("org/mycambridge/policy/reasons", "org/mycambridge/history/sentences");
    private static final String CATALOGUE = "org/mycambridge/policy/catalogue";
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\d");

    /** A bundle in one language. */
    record Bundle(String name, String language) {

        Properties texts() {
            return read(name + (language.isEmpty() ? "" : "_" + language));
        }

        Properties english() {
            return read(name);
        }
    }

    static Stream<Bundle> translations() {
        return Stream.concat(FORMATTED.stream(), Stream.of(CATALOGUE))
                .flatMap(name -> LANGUAGES.stream().map(language -> new Bundle(name, language)));
    }

    static Stream<Bundle> formatted() {
        return FORMATTED.stream()
                .flatMap(
                        name ->
                                Stream.concat(Stream.of(""), LANGUAGES.stream())
                                        .map(language -> new Bundle(name, language)));
    }

    private static Properties read(String name) {
        Properties texts = new Properties();
        try (Reader in =
                new InputStreamReader(
                        TranslationsTest.class.getResourceAsStream("/" + name + ".properties"),
                        StandardCharsets.UTF_8)) {
            texts.load(in);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return texts;
    }

    @ParameterizedTest
    @MethodSource("translations")
    void everyLanguageHasEveryText(Bundle bundle) {
        assertThat(bundle.texts().stringPropertyNames())
                .containsExactlyInAnyOrderElementsOf(bundle.english().stringPropertyNames());
        assertThat(bundle.texts().values())
                .allSatisfy(text -> assertThat((String) text).isNotBlank());
    }

    @ParameterizedTest
    @MethodSource("formatted")
    void everySentenceNamesWhomTheEnglishOneNames(Bundle bundle) {
        Properties english = bundle.english();
        Properties texts = bundle.texts();
        for (String key : english.stringPropertyNames()) {
            assertThat(placeholders(texts.getProperty(key)))
                    .as("%s in %s", key, bundle)
                    .isEqualTo(placeholders(english.getProperty(key)));
            String said =
                    new MessageFormat(texts.getProperty(key), Locale.ROOT)
                            .format(new Object[] {"Ann", "Bob", "Role"});
            assertThat(said).as("%s in %s", key, bundle).doesNotContain("{", "}");
        }
    }

    private static TreeSet<String> placeholders(String text) {
        return PLACEHOLDER
                .matcher(text)
                .results()
                .map(MatchResult::group)
                .collect(TreeSet::new, TreeSet::add, TreeSet::addAll);
    }

    @Test
    void theCataloguesWordsAreThoseOfTheShippedPolicy() {
        RoleCatalogue catalogue = PolicyDocument.read(PolicyDocument.shipped()).catalogue();
        Map<String, String> shipped = new HashMap<>();
        catalogue.services().forEach(each -> shipped.put("service." + each.id(), each.name()));
        catalogue
                .roles()
                .forEach(
                        role -> {
                            shipped.put("role." + role.id() + ".name", role.name());
                            shipped.put("role." + role.id() + ".holder", role.holderName());
                            shipped.put("role." + role.id() + ".description", role.description());
                        });
        assertThat(read(CATALOGUE)).containsExactlyInAnyOrderEntriesOf(shipped);
    }

    @Test
    void oneTextHasOneTranslation() {
        Properties english = read(CATALOGUE);
        for (String language : LANGUAGES) {
            Properties texts = new Bundle(CATALOGUE, language).texts();
            Map<String, String> translated = new HashMap<>();
            for (String key : english.stringPropertyNames()) {
                String before = translated.put(english.getProperty(key), texts.getProperty(key));
                assertThat(before).as("%s in %s", key, language).isIn(null, texts.getProperty(key));
            }
        }
    }

    @Test
    void namesAndReasonsAreSaidInTheReadersLanguage() {
        RoleCatalogue catalogue = PolicyDocument.read(PolicyDocument.shipped()).catalogue();
        String description = "An Exams Officer will administer";
        assertThat(catalogue.roles(Locale.FRENCH))
                .noneMatch(role -> role.description().startsWith(description))
                .extracting(Role::id)
                .containsExactlyElementsOf(catalogue.roles().stream().map(Role::id).toList());
        Reason reason = Reason.of("managed-by", "School Support Hub Coordinator");
        assertThat(reason.sentence(Locale.FRENCH))
                .contains(CatalogueWords.in(Locale.FRENCH).say("School Support Hub Coordinator"))
                .isNotEqualTo(reason.sentence());
        assertThat(CatalogueWords.in(Locale.FRENCH).say("A name the board has chosen"))
                .isEqualTo("A name the board has chosen");
        // A language that there isn't is said as shipped.
        assertThat(reason.sentence(Locale.forLanguageTag("cy"))).isEqualTo(reason.sentence());
    }
}
