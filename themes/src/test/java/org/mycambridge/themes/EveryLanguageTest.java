package org.mycambridge.themes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mycambridge.themes.ConsolePages.State;

/**
 * Every page in each language: no key without its message, none that falls back to English, and no
 * English in Keycloak's templates themselves.
 */
class EveryLanguageTest {

    /** What is the same in every language: the product, apps, technical words. */
    private static final String NAMES =
            "My Cambridge|FreeOTP|Google Authenticator|Microsoft Authenticator|SHA1|QR|PIN"
                    + "|English|Español|Français|Bad|Co|jane@gb123.example|A School";

    @ParameterizedTest
    @ValueSource(strings = {"en", "es", "fr", "ar", "zh-CN"})
    void everyPageHasItsMessages(String tag) {
        Locale language = Locale.forLanguageTag(tag);
        RenderedTheme theme = RenderedTheme.pages(language);
        Stream.of(signIn(), SecondFactorPages.all().stream(), ConsolePages.all())
                .flatMap(states -> states)
                .forEach(state -> theme.render(state.template(), in(tag, state.attributes())));
        Properties said = ThemeFiles.messagesOfItsOwn("login", language);
        assertThat(theme.asked()).hasSizeGreaterThan(350);
        assertThat(theme.asked())
                // Not a key: the name of a person or a school that a page is about.
                .filteredOn(key -> key.matches("[\\w.-]+"))
                .filteredOn(key -> !said.containsKey(key))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ar", "zh-CN"})
    void noTemplateSpeaksByItself(String tag) {
        RenderedTheme theme = RenderedTheme.pages(Locale.forLanguageTag(tag));
        for (State state : SecondFactorPages.all()) {
            Document page =
                    Jsoup.parse(theme.render(state.template(), in(tag, state.attributes())));
            String seen =
                    Stream.concat(
                                    Stream.of(page.title(), page.body().text()),
                                    Stream.of("alt", "aria-label", "title", "placeholder", "value")
                                            .flatMap(
                                                    name ->
                                                            page
                                                                    .select(
                                                                            "[%s]:not([type=hidden], [type=radio], button, option)"
                                                                                    .formatted(
                                                                                            name))
                                                                    .eachAttr(name)
                                                                    .stream()))
                            .collect(Collectors.joining("\n"));
            assertThat(seen.replaceAll(NAMES, ""))
                    .as(state.template())
                    .doesNotContainPattern("[A-Za-z]{2,}");
        }
    }

    private static Stream<State> signIn() {
        return PagesTest.everyPage()
                .map(
                        page -> {
                            Map<String, Object> attributes = new HashMap<>();
                            ((Map<?, ?>) page.get()[1])
                                    .forEach((name, value) -> attributes.put((String) name, value));
                            return new State("", (String) page.get()[0], attributes);
                        });
    }

    /** The page with the choice of languages, in one of them. */
    private static Map<String, Object> in(String tag, Map<String, Object> attributes) {
        Map<String, Object> model = new HashMap<>(RenderedTheme.realm(true));
        model.put(
                "locale",
                Map.of(
                        "rtl",
                        tag.equals("ar"),
                        "currentLanguageTag",
                        tag,
                        "supported",
                        List.of(
                                Map.of("url", "/en", "label", "English", "languageTag", "en"),
                                Map.of("url", "/x", "label", "Français", "languageTag", "fr"))));
        model.putAll(attributes);
        return model;
    }
}
