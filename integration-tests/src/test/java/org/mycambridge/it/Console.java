package org.mycambridge.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ElementHandle;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.Cookie;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mycambridge.it.stand.TestRealm;

/**
 * The pages of My Organisation in the hands of somebody: with mouse and script, without script, or
 * with the keyboard alone. Each person signs in once for a whole class.
 */
final class Console {

    /** How somebody uses the pages. */
    enum Way {
        SCRIPT,
        NO_SCRIPT,
        KEYBOARD
    }

    /** The ways to be tried: {@code -Dit.ways}. */
    static Stream<Way> ways() {
        return Stream.of(System.getProperty("it.ways").split(",")).map(Way::valueOf);
    }

    private final TestRealm realm;
    private final Map<String, String> kept = new HashMap<>();

    Console(TestRealm realm) {
        this.realm = realm;
    }

    /** A browser with script, in which this person is signed in; at no page yet. */
    Window open(String email) {
        return open(email, Way.SCRIPT);
    }

    /** The same in one of the ways. */
    Window open(String email, Way way) {
        String state = kept.computeIfAbsent(email, this::signedIn);
        return window(
                realm.browser(
                        options ->
                                options.setJavaScriptEnabled(way != Way.NO_SCRIPT)
                                        .setStorageState(state)),
                way);
    }

    private String signedIn(String email) {
        Window window = newcomer(Way.SCRIPT);
        window.go("");
        window.signIn(email, realm.password());
        window.hasHeading("Hello");
        return window.context.storageState();
    }

    /** A browser in which nobody is signed in. */
    Window newcomer(Way way) {
        return window(
                realm.browser(options -> options.setJavaScriptEnabled(way != Way.NO_SCRIPT)), way);
    }

    /** A browser in which this person has signed in at this moment, for this test alone. */
    Window signIn(String email) {
        Window window = newcomer(Way.SCRIPT);
        window.go("");
        window.signIn(email, realm.password());
        window.hasHeading("Hello");
        return window;
    }

    private Window window(BrowserContext context, Way way) {
        return new Window(realm.url("/realms/{realm}/my-organisation/"), context, way);
    }

    /** One browser window. */
    static final class Window {

        private static final int MOST_STOPS = 200;
        private static final String SKIP = "Skip to the main content";

        private final String home;
        private final BrowserContext context;
        private final Page page;
        private final Way way;
        private int loads;

        private Window(String home, BrowserContext context, Way way) {
            this.home = home;
            this.context = context;
            this.way = way;
            this.page = context.newPage();
            page.onDOMContentLoaded(loaded -> loads++);
        }

        Page page() {
            return page;
        }

        BrowserContext context() {
            return context;
        }

        /** The part of the page that is the page's own. */
        Locator main() {
            return page.getByRole(AriaRole.MAIN);
        }

        /** The address of a page, by its path below the home page. */
        String url(String path) {
            return home + path;
        }

        /** Opens a page by its path below the home page. */
        Window go(String path) {
            load(() -> page.navigate(url(path)));
            return this;
        }

        Window users(String centre) {
            return go("centres/" + centre + "/users");
        }

        Window person(String centre, String id) {
            return go("centres/" + centre + "/users/" + id);
        }

        void signIn(String email, String password) {
            type("Email address", email);
            type("Password", password);
            press("Sign in");
        }

        // ---------------------------------------------------------------- doing

        Locator link(String name) {
            return page.getByRole(
                    AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true));
        }

        Locator button(String name) {
            return page.getByRole(
                    AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
        }

        Locator field(String label) {
            return page.getByLabel(Pattern.compile("^" + label + "(\\s*\\*)?$"))
                    .and(page.locator("input, select, textarea"));
        }

        Locator toggleOf(String role) {
            return page.getByRole(
                    AriaRole.SWITCH, new Page.GetByRoleOptions().setName(role).setExact(true));
        }

        /** The line of a table that holds the text. */
        Locator row(String text) {
            return page.getByRole(AriaRole.ROW)
                    .filter(new Locator.FilterOptions().setHasText(text));
        }

        void follow(String link) {
            follow(link(link));
        }

        void follow(Locator link) {
            load(() -> use(link, "Enter"));
        }

        void press(String button) {
            load(() -> use(button(button), "Enter"));
        }

        void toggle(String role) {
            use(toggleOf(role), "Space");
        }

        /** Clicks on it, or reaches it with the keyboard and presses the key. */
        void use(Locator control, String key) {
            if (way == Way.KEYBOARD) {
                reach(control);
                page.keyboard().press(key);
            } else {
                control.click();
            }
        }

        void type(String label, String text) {
            Locator field = field(label);
            if (way == Way.KEYBOARD) {
                reach(field);
                page.keyboard().press("ControlOrMeta+a");
                page.keyboard().press("Delete");
                page.keyboard().type(text);
                assertThat(field).hasValue(text);
            } else {
                field.fill(text);
            }
        }

        void name(String first, String last, String email) {
            type("First or given name", first);
            type("Last name or surname", last);
            type("Email address", email);
        }

        void search(String text) {
            type("Search for a user", text);
            press("Search");
        }

        /** Goes on with Tab until it has the focus: whatever is used must be on the way. */
        private void reach(Locator control) {
            assertThat(control).isVisible();
            ElementHandle element = control.elementHandle();
            for (int stop = 0; stop < MOST_STOPS; stop++) {
                if ((Boolean) page.evaluate("e => e === document.activeElement", element)) {
                    return;
                }
                page.keyboard().press("Tab");
            }
            throw new AssertionError(control + " is not reached with Tab on " + page.title());
        }

        /** Something that brings another page, and looks where the focus is then. */
        void load(Runnable step) {
            int before = loads;
            step.run();
            page.waitForCondition(() -> loads > before);
            if (page.getByText(SKIP).count() > 0) {
                focusIsRight();
            }
        }

        private void focusIsRight() {
            Locator said = page.locator("[data-announce]");
            if (way != Way.NO_SCRIPT && said.count() > 0) {
                assertThat(said).isFocused();
                return;
            }
            assertThat(page.evaluate("document.activeElement === document.body"))
                    .as("nothing in the middle of " + page.title() + " has the focus")
                    .isEqualTo(true);
            if (way == Way.KEYBOARD) {
                page.keyboard().press("Tab");
                assertThat(link(SKIP)).isFocused();
            }
        }

        // -------------------------------------------------------------- looking

        void hasHeading(String text) {
            assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1)))
                    .containsText(text);
        }

        void hasMain(String text) {
            assertThat(main()).containsText(text);
        }

        /** That the page says first what has been done. */
        void says(String text) {
            assertThat(page.getByRole(AriaRole.STATUS).and(page.locator("[data-announce]")))
                    .containsText(text);
        }

        /** The page's summary of what is wrong. */
        Locator problems() {
            return page.getByRole(
                    AriaRole.ALERT, new Page.GetByRoleOptions().setName("There is a problem"));
        }

        /** The cells of the first column, from the top. */
        List<String> names() {
            return page.getByRole(AriaRole.ROWHEADER).getByRole(AriaRole.LINK).allInnerTexts();
        }

        // --------------------------------------------------- sending by oneself

        /** All that the page's form would send with this button. */
        String form(String button) {
            return (String)
                    page.evaluate(
                            "button => new URLSearchParams(new FormData("
                                    + "document.querySelector('form[method=post]'), "
                                    + "[...document.querySelectorAll('form[method=post] button')]"
                                    + ".find(b => b.textContent.trim() === button)))"
                                    + ".toString()",
                            button);
        }

        /** Sends these forms to the page's own address, all at once, with what the browser has. */
        List<HttpResponse<String>> send(String... forms) {
            HttpClient client = HttpClient.newHttpClient();
            URI to = URI.create(page.url());
            String cookies =
                    context.cookies(page.url()).stream()
                            .map((Cookie cookie) -> cookie.name + "=" + cookie.value)
                            .collect(Collectors.joining("; "));
            List<CompletableFuture<HttpResponse<String>>> answers =
                    Stream.of(forms)
                            .map(
                                    form ->
                                            client.sendAsync(
                                                    HttpRequest.newBuilder(to)
                                                            .header("Cookie", cookies)
                                                            .header(
                                                                    "Origin",
                                                                    to.getScheme()
                                                                            + "://"
                                                                            + to.getAuthority())
                                                            .header(
                                                                    "Content-Type",
                                                                    "application/x-www-form-urlencoded")
                                                            .POST(
                                                                    HttpRequest.BodyPublishers
                                                                            .ofString(form))
                                                            .build(),
                                                    HttpResponse.BodyHandlers.ofString()))
                            .toList();
            return answers.stream().map(CompletableFuture::join).toList();
        }
    }
}
