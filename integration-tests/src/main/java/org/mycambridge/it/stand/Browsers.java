package org.mycambridge.it.stand;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.PlaywrightException;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** The machine's Chromium, started when the first test asks for it. */
final class Browsers implements AutoCloseable {

    private static final double PATIENCE_MILLIS = 15_000;
    private static final List<String> NAMES =
            List.of(
                    "chromium-headless-shell", // half the work of the whole browser
                    "chromium",
                    "chromium-browser",
                    "google-chrome",
                    "google-chrome-stable",
                    "chrome.exe");
    private static final List<Path> ELSEWHERE =
            List.of(
                    Path.of("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),
                    Path.of("/Applications/Chromium.app/Contents/MacOS/Chromium"),
                    Path.of("C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe"));
    private static final List<String> OPTIONS =
            List.of(
                    "--no-sandbox",
                    "--disable-gpu",
                    "--disable-quic",
                    "--no-first-run",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync");

    private final Path screens;
    private final String url;
    private final List<BrowserContext> contexts = new ArrayList<>();
    private Playwright playwright;
    private Browser browser;

    Browsers(Path screens, String url) {
        this.screens = screens;
        this.url = url;
    }

    /**
     * A browser of its own, closed after the test.
     *
     * @param wish changes what it is like
     */
    BrowserContext newContext(Consumer<Browser.NewContextOptions> wish) {
        if (browser == null) {
            start();
        }
        Browser.NewContextOptions options =
                new Browser.NewContextOptions().setBaseURL(url).setLocale("en-GB");
        wish.accept(options);
        BrowserContext context = browser.newContext(options);
        context.setDefaultTimeout(PATIENCE_MILLIS);
        contexts.add(context);
        return context;
    }

    private void start() {
        Path chromium = find().orElse(null);
        if (chromium == null) {
            String line = "NO CHROMIUM FOUND: browser tests need one on the PATH";
            System.err.println("\n*** " + line + " ***\n");
            if ("true".equals(System.getenv("CI"))) {
                Assertions.fail(line);
            }
            Assumptions.abort(line);
        }
        playwright =
                Playwright.create(
                        new Playwright.CreateOptions()
                                .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser =
                playwright
                        .chromium()
                        .launch(
                                new BrowserType.LaunchOptions()
                                        .setExecutablePath(chromium)
                                        .setChromiumSandbox(false)
                                        .setArgs(OPTIONS));
    }

    private static Optional<Path> find() {
        List<String> folders =
                List.of(
                        System.getenv()
                                .getOrDefault("PATH", "")
                                .split(Pattern.quote(File.pathSeparator)));
        return Stream.concat(
                        NAMES.stream().flatMap(name -> folders.stream().map(f -> Path.of(f, name))),
                        ELSEWHERE.stream())
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Closes what a test opened; when it failed, keeps a picture of each page. */
    void closeContexts(String test, boolean failed) {
        int number = 0;
        for (BrowserContext context : contexts) {
            if (failed) {
                for (Page page : context.pages()) {
                    number++;
                    picture(page, screens.resolve(test + "-" + number + ".png"));
                }
            }
            context.close();
        }
        contexts.clear();
    }

    private static void picture(Page page, Path file) {
        try {
            page.screenshot(new Page.ScreenshotOptions().setPath(file).setFullPage(true));
            System.err.println("The page " + page.url() + " looked like this: " + file);
        } catch (PlaywrightException e) {
            System.err.println("No picture of " + page.url() + ": " + e.getMessage());
        }
    }

    @Override
    public void close() {
        if (playwright != null) {
            playwright.close();
        }
    }
}
