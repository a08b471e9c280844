package org.mycambridge.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ForcedColors;
import com.microsoft.playwright.options.ReducedMotion;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.mycambridge.it.stand.OnKeycloak;
import org.mycambridge.it.stand.TestRealm;

/**
 * What the sign-in page costs on a slow line, and what is left of the pages where a person has
 * chosen colours of their own or wants nothing to move.
 */
@OnKeycloak
@Tag("look")
class EveryEyeIT {

    private static final String CONSOLE = "/realms/{realm}/my-organisation/";
    private static final String OFFICER = "officer@gb123.example";
    private static final long COLD_BYTES = 20_000;
    private static final int STYLE_SHEET_BYTES = 20_000;

    private final TestRealm realm;

    EveryEyeIT(TestRealm realm) {
        this.realm = realm;
    }

    @Test
    void theSignInPageIsQuickOnASlowLine() {
        try (BrowserContext browser = realm.browser()) {
            Page page = browser.newPage();
            Wire wire = new Wire(browser.newCDPSession(page));
            long cold = wire.bytesOf(() -> Wire.open(page, realm.url(CONSOLE)));
            assertThat(page.locator("#password").count()).isOne();
            System.out.printf(
                    "What the sign-in page costs, cold: %,d bytes in %d requests%n",
                    cold, wire.requests());
            assertThat(cold).isLessThanOrEqualTo(COLD_BYTES);
            for (String sheet : addresses(page, "link[rel=stylesheet]")) {
                assertThat(page.request().get(sheet).body())
                        .as(sheet)
                        .hasSizeLessThanOrEqualTo(STYLE_SHEET_BYTES);
            }
        }
    }

    @SuppressWarnings("unchecked")
    private static List<String> addresses(Page page, String links) {
        return (List<String>) page.evalOnSelectorAll(links, "links => links.map(l => l.href)");
    }

    @Test
    void inForcedColoursEveryShapeIsStillThere() {
        try (BrowserContext browser = realm.browser()) {
            Page page = browser.newPage();
            // Without transitions: a colour is what it will be.
            page.emulateMedia(
                    new Page.EmulateMediaOptions()
                            .setForcedColors(ForcedColors.ACTIVE)
                            .setReducedMotion(ReducedMotion.REDUCE));
            page.navigate(realm.url(CONSOLE));
            page.locator("#kc-login").click();
            hasBorder(page, ".mc-banner--error");
            hasBorder(page, ".mc-banner .mc-mark");
            hasBorder(page, "#username");
            hasBorder(page, "#kc-login");
            for (String control : List.of("#username", "#password-show-password", "#kc-login")) {
                showsFocus(page, control);
            }
            signIn(page);
            page.navigate(realm.url(CONSOLE + "centres/GB123/users/add"));
            String off = "[id='role-sfa.teacher']";
            hasBorder(page, off);
            showsFocus(page, off);
            String colourOff = style(page, off, "", "background-color");
            hasAKnob(page, off);
            page.locator(off).check();
            assertThat(style(page, off, "", "background-color"))
                    .as("a switch that is on and one that is off")
                    .isNotEqualTo(colourOff);
            hasAKnob(page, off);
            page.navigate(realm.url(CONSOLE + "centres/GB123/users"));
            hasBorder(page, ".mc-pill");
            assertThat(style(page, ".mc-pill", "::before", "content"))
                    .as("the sign of a status")
                    .isNotIn("none", "normal", "\"\"");
            picture(page);
        }
    }

    /** The knob of a switch has a colour that is not the one behind it. */
    private static void hasAKnob(Page page, String which) {
        assertThat(style(page, which, "::before", "background-color"))
                .as("the knob of " + which)
                .isNotEqualTo(style(page, which, "", "background-color"));
    }

    private static void hasBorder(Page page, String which) {
        assertThat(style(page, which, "", "border-top-style")).as(which).isEqualTo("solid");
        assertThat(pixels(style(page, which, "", "border-top-width"))).as(which).isPositive();
        assertThat(style(page, which, "", "border-top-color"))
                .as("the border of " + which + " and what is behind it")
                .isNotEqualTo(style(page, "main", "", "background-color"))
                .isNotEqualTo("rgba(0, 0, 0, 0)");
    }

    private static void showsFocus(Page page, String which) {
        page.locator(which).focus();
        // As by the keyboard: the script's focus alone shows nothing at a button.
        page.keyboard().press("Shift+Tab");
        page.keyboard().press("Tab");
        assertThat(page.evaluate("s => document.activeElement.matches(s)", which))
                .as("focus on " + which)
                .isEqualTo(true);
        assertThat(style(page, which, "", "outline-style")).as(which).isEqualTo("solid");
        assertThat(pixels(style(page, which, "", "outline-width")))
                .as(which)
                .isGreaterThanOrEqualTo(2);
    }

    private static double pixels(String length) {
        return Double.parseDouble(length.replace("px", ""));
    }

    private static String style(Page page, String which, String pseudo, String property) {
        return (String)
                page.evaluate(
                        "([which, pseudo, property]) => getComputedStyle(document"
                                + ".querySelector(which), pseudo || null)"
                                + ".getPropertyValue(property)",
                        List.of(which, pseudo, property));
    }

    private static void picture(Page page) {
        page.screenshot(
                new Page.ScreenshotOptions()
                        .setFullPage(true)
                        .setPath(java.nio.file.Path.of("target/screenshots/forced-colours.png")));
    }

    @Test
    void nothingMovesWhereNothingShould() {
        try (BrowserContext browser = realm.browser()) {
            Page page = browser.newPage();
            for (String path : List.of("", "centres/GB123/users", "centres/GB123/users/add")) {
                page.navigate(realm.url(CONSOLE + path));
                assertThat(moving(page, ReducedMotion.NO_PREFERENCE)).as(path).isNotEmpty();
                assertThat(moving(page, ReducedMotion.REDUCE)).as(path).isEmpty();
                if (path.isEmpty()) {
                    signIn(page);
                }
            }
        }
    }

    /** What takes more than a hundredth of a second to change. */
    @SuppressWarnings("unchecked")
    private static List<String> moving(Page page, ReducedMotion wish) {
        page.emulateMedia(new Page.EmulateMediaOptions().setReducedMotion(wish));
        return (List<String>)
                page.evaluate(
                        "[...document.querySelectorAll('*')].filter(e => { const s ="
                                + " getComputedStyle(e); return [s.transitionDuration,"
                                + " s.animationDuration].some(d => d.split(',').some(t =>"
                                + " parseFloat(t) > 0.01)) || s.scrollBehavior === 'smooth';"
                                + " }).map(e => e.outerHTML.slice(0, 80))");
    }

    private void signIn(Page page) {
        page.locator("#username").fill(OFFICER);
        page.locator("#password").fill(realm.password());
        page.locator("#kc-login").click();
        page.locator("nav").first().waitFor();
    }
}
