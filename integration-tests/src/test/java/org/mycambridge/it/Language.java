package org.mycambridge.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A language of the pages, as a browser asks for it and as a page has to speak it. */
record Language(String tag) {

    static final Language ENGLISH = new Language("en");

    /** A key instead of its message, or a place for a value that none was given for. */
    private static final Pattern UNSAID = Pattern.compile("\\bmc[A-Z]\\w*|\\{\\d");

    /** Words that no page in another language has, but for names of people and services. */
    private static final Pattern ENGLISH_WORDS =
            Pattern.compile(
                    "\\b(the|this|your|you|with|from|please|sign in|password|email|user|users"
                            + "|search|cancel|save|home|history|invited)\\b",
                    Pattern.CASE_INSENSITIVE);

    private static final List<String> NAMES =
            List.of(
                    "My Cambridge",
                    "Submit for Assessment",
                    "Access to Scripts",
                    "Access To Scripts",
                    "School Support Hub",
                    "Global Listening",
                    "Apply for Access Arrangements",
                    "Sample International School",
                    "English");

    /** The tags of the languages to look in: {@code -Dit.languages}. */
    static Stream<String> chosen() {
        return Stream.of(System.getProperty("it.languages").split(","));
    }

    static Stream<String> chosenButEnglish() {
        return chosen().filter(tag -> !tag.equals(ENGLISH.tag));
    }

    /** A browser whose owner reads this language. */
    Consumer<Browser.NewContextOptions> browser() {
        return options ->
                options.setLocale(tag).setExtraHTTPHeaders(Map.of("Accept-Language", tag));
    }

    /** Looks whether the page is in this language, all of it. */
    void isSpokenBy(Page page, String name) {
        assertThat(page.locator("html").getAttribute("lang")).as(name).isEqualTo(tag);
        assertThat(page.locator("html").getAttribute("dir"))
                .as(name)
                .isEqualTo(tag.equals("ar") ? "rtl" : "ltr");
        isSpokenIn(page.title(), name);
        isSpokenIn(page.locator("body").innerText(), name);
    }

    /** Looks whether the text is in this language, all of it. */
    void isSpokenIn(String text, String name) {
        String said = text;
        for (String kept : NAMES) {
            said = said.replace(kept, "");
        }
        said = said.replaceAll("\\S+@\\S+|https?://\\S+", "");
        assertThat(UNSAID.matcher(said).find()).as("%s in %s: %s", name, tag, said).isFalse();
        if (!equals(ENGLISH)) {
            assertThat(ENGLISH_WORDS.matcher(said).results().map(found -> found.group()).toList())
                    .as("English in %s in %s: %s", name, tag, said)
                    .isEmpty();
        }
    }
}
