package org.mycambridge.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Looks at pages of a sign-in from all sides: by axe, with nothing left that axe can't decide,
 * light and dark, on a narrow screen; whether all of it is in its language, has a title that says
 * what it is, and fields that a password manager knows. What is wrong is gathered, to be seen at
 * once; of each page there is a picture.
 */
final class Looks {

    static final int NARROW = 320;
    private static final int WIDE = 1280;
    private static final int HIGH = 800;

    private final Language language;
    private final Path pictures;
    private final Map<String, String> pageByTitle = new HashMap<>();
    private final List<String> wrong = new ArrayList<>();

    Looks(Language language) {
        this.language = language;
        this.pictures = Path.of("target", "screenshots", "sign-in", language.tag());
    }

    /**
     * Looks at the page as it stands.
     *
     * @param name what the page is, one name for all its states, and after a colon the state
     */
    void at(Page page, String name) {
        page.waitForLoadState();
        try {
            language.isSpokenBy(page, name);
        } catch (AssertionError e) {
            wrong.add(e.getMessage().lines().limit(12).toList().toString());
        }
        title(page, name);
        unknownFields(page, name);
        for (ColorScheme scheme : schemes()) {
            media(page, scheme);
            axe(page, name + ", " + scheme.name().toLowerCase(Locale.ROOT), scheme);
            picture(page, name, scheme.name().toLowerCase(Locale.ROOT));
        }
        media(page, ColorScheme.LIGHT);
        page.setViewportSize(NARROW, HIGH);
        Object found = page.evaluate("document.documentElement.scrollWidth");
        if (!found.equals(NARROW)) {
            wrong.add(name + ": " + found + " px wide at " + NARROW);
        }
        picture(page, name, "narrow");
        page.setViewportSize(WIDE, HIGH);
    }

    /** Nothing was wrong with any page. */
    void foundNothingWrong() {
        assertThat(wrong).isEmpty();
    }

    /** Colours don't depend on the language. */
    private List<ColorScheme> schemes() {
        return language.equals(Language.ENGLISH)
                ? List.of(ColorScheme.LIGHT, ColorScheme.DARK)
                : List.of(ColorScheme.LIGHT);
    }

    private static void media(Page page, ColorScheme scheme) {
        page.emulateMedia(
                new Page.EmulateMediaOptions()
                        .setColorScheme(scheme)
                        .setReducedMotion(ReducedMotion.REDUCE));
    }

    private void title(Page page, String name) {
        String kind = name.replaceFirst(":.*", "");
        String title = page.title();
        if (language.equals(Language.ENGLISH)) {
            title = title.replaceFirst("^Error: ", "");
            boolean error =
                    page.locator("[aria-invalid=true], .mc-banner--error, .pf-m-danger").count()
                            > 0;
            if (error != page.title().startsWith("Error: ")) {
                wrong.add(name + ": the title says: " + page.title());
            }
        }
        String other = pageByTitle.putIfAbsent(title, kind);
        if (other != null && !other.equals(kind)) {
            wrong.add(name + ": has the title of " + other + ", " + title);
        }
        if (page.locator("h1").count() != 1) {
            wrong.add(name + ": has " + page.locator("h1").count() + " h1");
        }
    }

    /** Each field to type in says what belongs into it. */
    private void unknownFields(Page page, String name) {
        Object fields =
                page.evaluate(
                        "[...document.querySelectorAll('main input:not([type=hidden],"
                                + " [type=checkbox], [type=radio], [type=submit], [readonly],"
                                + " [hidden])')].filter(f => !f.getAttribute('autocomplete') ||"
                                + " (f.autocomplete === 'one-time-code' && f.type !== 'password'"
                                + " && f.inputMode !== 'numeric')).map(f => f.outerHTML)");
        if (!List.of().equals(fields)) {
            wrong.add(name + ": fields nobody knows: " + fields);
        }
    }

    private void axe(Page page, String name, ColorScheme scheme) {
        // In one go, with no page of its own to gather frames: there are none.
        AxeBuilder axe = new AxeBuilder(page).setLegacyMode(true);
        if (scheme == ColorScheme.DARK) {
            axe.withRules(List.of("color-contrast")); // nothing else is another in the dark
        }
        var found = axe.analyze();
        found.getViolations().forEach(rule -> add(name, "", rule));
        found.getIncomplete().forEach(rule -> add(name, "undecided ", rule));
    }

    private void add(String name, String how, Rule rule) {
        List<String> nodes =
                rule.getNodes().stream()
                        .limit(3)
                        .map(node -> node.getHtml() + " " + node.getAny())
                        .toList();
        wrong.add(name + ": " + how + rule.getId() + " " + nodes);
    }

    private void picture(Page page, String name, String how) {
        String file = name.replaceAll("[^a-z0-9]+", "-") + "." + how + ".png";
        page.screenshot(
                new Page.ScreenshotOptions().setFullPage(true).setPath(pictures.resolve(file)));
    }
}
