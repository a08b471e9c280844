package org.mycambridge.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mycambridge.it.Console.Way;
import org.mycambridge.it.Console.Window;
import org.mycambridge.it.stand.OnKeycloak;
import org.mycambridge.it.stand.TestRealm;

/** Adding a list of people: pasted or uploaded, looked at first, then confirmed once. */
@OnKeycloak
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConsoleAddSeveralIT {

    private static final String OFFICER = "officer@gb123.example";
    private static final String PAGE = "centres/GB123/users/add-several";
    private static final String HEAD =
            "First or given name,Last name or surname,Email address,Roles\n";
    private static final String SFA_TEACHER = "Submit for Assessment: Teacher";
    private static final String SCRIPTS = "Access To Scripts";
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final TestRealm realm;
    private final People people;
    private final Console console;

    ConsoleAddSeveralIT(TestRealm realm) {
        this.realm = realm;
        this.people = new People(realm);
        this.console = new Console(realm);
    }

    @ParameterizedTest
    @MethodSource("org.mycambridge.it.Console#ways")
    void aPastedListIsLookedAtAndThenConfirmedOnce(Way way) {
        String good = People.freshEmail();
        String plain = People.freshEmail();
        String twice = People.freshEmail();
        String list =
                HEAD
                        + "Gina,Good,%s,Submit for Assessment: Teacher; scripts.user\n"
                                .formatted(good)
                        + "Paul,Plain,%s,\n".formatted(plain)
                        + "Tara,Teacher,teacher@gb123.example,scripts.user\n"
                        + "Tom,Twice,%s,\n".formatted(twice)
                        + "Tim,Twice,%s,\n".formatted(twice.toUpperCase(java.util.Locale.ROOT))
                        + "=HYPERLINK(\"\"http://evil.example\"\"),Formula,formula@gb123.example,\n"
                        + "Rose,Role,rose@gb123.example,Head of Maths\n"
                        + "Glen,Global,glen@gb123.example,gl.holder\n"
                        + ",Nobody,no address,\n";
        Window window = console.open(OFFICER, way).users("GB123");
        long before = people();
        window.follow("Add several users");
        paste(window, list);
        window.press("Check the list");

        window.hasMain("3 users are ready to be added.");
        window.hasMain("6 lines have a problem and will be left out.");
        window.hasMain("Nothing is saved or sent yet.");
        assertThat(cells(window, 2))
                .hasText(new String[] {"2", good, SCRIPTS + ", " + SFA_TEACHER, "Ready"});
        outcome(window, 3, "Ready");
        outcome(window, 4, "Left out teacher@gb123.example is already at this centre.");
        outcome(window, 5, "Ready");
        outcome(window, 6, "Left out This email address is on the list twice.");
        outcome(window, 7, "Left out The first or given name has characters that cannot be in");
        assertThat(line(window, 7)).containsText("=HYPERLINK(");
        outcome(window, 8, "Left out There is no role called Head of Maths.");
        outcome(window, 9, "Left out Only Cambridge can give this role");
        outcome(window, 10, "Left out Type the first or given name.");
        outcome(window, 10, "This is not an email address.");
        assertThat(people()).isEqualTo(before);
        assertThat(realm.mails().all()).isEmpty();

        // To the list and back: all of it is still there.
        window.press("Change the list");
        assertThat(window.field("Or paste the list")).hasValue(list);
        window.press("Check the list");
        window.press("Add 3 users");

        window.says("3 users have been added. The invitation emails are on their way.");
        window.says("6 lines were left out.");
        outcome(window, 2, "Added");
        outcome(window, 4, "Left out teacher@gb123.example is already at this centre.");
        outcome(window, 6, "Left out");
        assertThat(people()).isEqualTo(before + 3);
        for (String email : List.of(good, plain, twice)) {
            assertThat(realm.mails().await(email, "invited").text()).contains("GB123");
        }
        window.follow("Back to the users");
        window.search(good);
        assertThat(window.row(good)).containsText("Gina Good");
        assertThat(window.row(good)).containsText("Invited");
        window.search(twice);
        assertThat(window.row(twice)).containsText("Tom Twice");
        assertThat(realm.mails().all()).isEmpty();
    }

    /** A file as a spreadsheet somewhere writes it. */
    enum Written {
        UTF_8(StandardCharsets.UTF_8, ',', ""),
        UTF_8_WITH_MARK(StandardCharsets.UTF_8, ',', "\uFEFF"),
        UTF_16LE(StandardCharsets.UTF_16LE, '\t', "\uFEFF"),
        UTF_16BE(StandardCharsets.UTF_16BE, '\t', "\uFEFF"),
        UTF_16LE_WITHOUT_MARK(StandardCharsets.UTF_16LE, ';', ""),
        WINDOWS(Charset.forName("windows-1252"), ';', "");

        private final Charset charset;
        private final char separator;
        private final String mark;

        Written(Charset charset, char separator, String mark) {
            this.charset = charset;
            this.separator = separator;
            this.mark = mark;
        }

        byte[] file(String text) {
            return (mark + text.replace(',', separator).replace("\n", "\r\n")).getBytes(charset);
        }
    }

    @ParameterizedTest
    @EnumSource(Written.class)
    void anUploadedFileIsReadAsItIsWritten(Written written) {
        Window window = console.open(OFFICER).go(PAGE);
        String email = People.freshEmail();
        upload(
                window,
                written.file(
                        "Vorname, Given name ,Surname,E-mail\nx,Zoë,Müller,%s\n".formatted(email)));
        window.hasMain("1 user is ready to be added.");
        assertThat(line(window, 2).getByRole(AriaRole.ROWHEADER)).hasText("Zoë Müller");
        assertThat(cells(window, 2)).hasText(new String[] {"2", email, "-", "Ready"});
    }

    @Test
    void anUploadedListIsAddedToo() {
        String email = People.freshEmail();
        Window window = console.open(OFFICER).go(PAGE);
        upload(window, ("Uma,Upload," + email + ",exams officer").getBytes(StandardCharsets.UTF_8));
        assertThat(cells(window, 1)).hasText(new String[] {"1", email, "Exams Officer", "Ready"});
        window.press("Add 1 user");
        window.says("1 user has been added. The invitation email is on its way.");
        realm.mails().await(email, "invited");
        assertThat(
                        realm.board()
                                .get("/GB123/users/{id}", people.id("GB123", email))
                                .<List<String>>path("roles"))
                .containsExactly("centre.exams-officer");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "PK\u0003\u0004\u0014\u0000\u0006\u0000\b\u0000\u0000\u0000!\u0000",
                "a,\"b\nc,d\ne,f"
            })
    void whatIsNoListIsSaidAtOnce(String file) {
        Window window = console.open(OFFICER).go(PAGE);
        if (file.isEmpty()) {
            window.press("Check the list");
        } else {
            upload(window, file.getBytes(StandardCharsets.UTF_8));
        }
        assertThat(window.problems()).isVisible();
        assertThat(window.page()).hasTitle(Pattern.compile("^Error: .*"));
        assertThat(window.button("Check the list")).isVisible();
    }

    @Test
    void aFileThatIsTooLargeIsSaidAtOnce() {
        Window window = console.open(OFFICER).go(PAGE);
        upload(window, "x,".repeat(600_000).getBytes(StandardCharsets.UTF_8));
        window.hasMain("The file is too large. It can have up to 1 MB.");
    }

    @Test
    void thereIsATemplate() throws IOException {
        Window window = console.open(OFFICER).go(PAGE);
        Download download =
                window.page()
                        .waitForDownload(() -> window.link("Download a template (CSV)").click());
        assertThat(download.suggestedFilename()).isEqualTo("users-to-add.csv");
        byte[] template;
        try (var in = download.createReadStream()) {
            template = in.readAllBytes();
        }
        assertThat(new String(template, StandardCharsets.UTF_8))
                .isEqualTo("\uFEFF" + HEAD.replace("\n", "\r\n"));
        // Filled in, it is a list.
        String email = People.freshEmail();
        ByteArrayOutputStream filled = new ByteArrayOutputStream();
        filled.writeBytes(template);
        filled.writeBytes(("Tess,Template," + email + ",\r\n").getBytes(StandardCharsets.UTF_8));
        upload(window, filled.toByteArray());
        assertThat(cells(window, 2)).hasText(new String[] {"2", email, "-", "Ready"});
    }

    @Test
    void theSameConfirmationSentTwiceAddsOnce() {
        List<String> emails = List.of(People.freshEmail(), People.freshEmail());
        Window window = console.open(OFFICER).go(PAGE);
        paste(
                window,
                emails.stream().map("Otis,Once,%s,"::formatted).collect(Collectors.joining("\n")));
        window.press("Check the list");
        long before = people();
        String form = window.form("Add 2 users");
        List<HttpResponse<String>> answers = new ArrayList<>(window.send(form, form));
        answers.addAll(window.send(form));
        for (HttpResponse<String> answer : answers) {
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).contains("2 users have been added.");
        }
        assertThat(people()).isEqualTo(before + 2);
        for (String email : emails) {
            realm.mails().await(email, "invited");
        }
        window.press("Add 2 users");
        window.says("2 users have been added.");
        assertThat(people()).isEqualTo(before + 2);
        for (String email : emails) {
            assertThat(realm.mails().to(email, "")).isEmpty();
        }
    }

    @Test
    void aListWithAUserManagerAsksForAFreshSignIn() {
        String email = People.freshEmail();
        Window window = console.signIn(OFFICER);
        realm.clock().advance(Duration.ofMinutes(16));
        window.go(PAGE);
        String list = "Mona,Manager," + email + ",User Management";
        paste(window, list);
        window.press("Check the list");
        window.press("Add 1 user");
        window.type("Password", realm.password());
        window.press("Sign in");
        window.says("You have signed in again.");
        assertThat(window.field("Or paste the list")).hasValue(list);
        assertThat(realm.mails().to(email, "")).isEmpty();
        window.press("Check the list");
        window.press("Add 1 user");
        window.says("1 user has been added.");
        realm.mails().await(email, "invited");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aListThatComesAfterTheSessionIsKeptOrAskedForAgain(boolean pasted) {
        String email = People.freshEmail();
        String list = "Lena,Late," + People.freshEmail() + ",";
        String id = people.member("GB123", email, "centre.user-management");
        Window window = console.signIn(email).go(PAGE);
        realm.adminClient().realm(realm.name()).users().get(id).logout();
        if (pasted) {
            paste(window, list);
            window.press("Check the list");
        } else {
            upload(window, list.getBytes(StandardCharsets.UTF_8));
        }
        window.signIn(email, realm.password());
        if (pasted) {
            window.says("What you typed is still here");
            assertThat(window.field("Or paste the list")).hasValue(list);
        } else {
            // No browser keeps a file for us.
            window.says("please upload or paste it again");
        }
    }

    @Test
    @Tag("full")
    void fiveHundredPeopleAreAddedAndNoMore() {
        people.settings(Map.of("invitationsPerHour", 1_000, "invitationsPerHourAtCentre", 1_000));
        Window window = console.open("officer@bc001.example").go("centres/BC001/users/add-several");
        String list =
                HEAD
                        + IntStream.rangeClosed(1, 500)
                                .mapToObj(
                                        number ->
                                                "Péter,Pupil %03d,pupil-%03d@bc001.example,sfa.teacher\n"
                                                        .formatted(number, number))
                                .collect(Collectors.joining());
        upload(window, (list + "One,More,more@bc001.example,").getBytes(StandardCharsets.UTF_8));
        assertThat(window.problems()).containsText("Up to 500 people can be added at once");

        window.go("centres/BC001/users/add-several");
        long start = System.nanoTime();
        upload(window, list.getBytes(StandardCharsets.UTF_8));
        window.hasMain("500 users are ready to be added.");
        long looked = System.nanoTime();
        window.button("Add 500 users")
                .click(new Locator.ClickOptions().setTimeout(PATIENCE.toMillis()));
        assertThat(window.page().locator("[data-announce]"))
                .containsText(
                        "500 users have been added.",
                        new LocatorAssertions.ContainsTextOptions()
                                .setTimeout(PATIENCE.toMillis()));
        long added = System.nanoTime();
        System.out.printf(
                "500 people: looked at in %.1f s, added in %.1f s%n",
                (looked - start) / 1e9, (added - looked) / 1e9);
        realm.board()
                .get("/BC001/users")
                .then()
                .statusCode(200)
                .body("total", org.hamcrest.Matchers.is(501));
        for (int number = 1; number <= 500; number++) {
            realm.mails().await("pupil-%03d@bc001.example".formatted(number), "invited");
        }
        System.out.printf(
                "500 people: the last email came %.1f s later%n",
                (System.nanoTime() - added) / 1e9);
    }

    // ------------------------------------------------------------------ steps

    private long people() {
        return realm.board()
                .get("/GB123/users")
                .then()
                .statusCode(200)
                .extract()
                .<Integer>path("total");
    }

    /** As from the clipboard, whole. */
    private static void paste(Window window, String list) {
        window.field("Or paste the list").fill(list);
    }

    private static void upload(Window window, byte[] file) {
        window.field("Upload a file")
                .setInputFiles(new FilePayload("people.csv", "text/csv", file));
        window.press("Check the list");
    }

    /** The row of the list's line with this number. */
    private static Locator line(Window window, int number) {
        return window.page()
                .getByRole(AriaRole.ROW)
                .filter(
                        new Locator.FilterOptions()
                                .setHas(window.page().locator("td:text-is('" + number + "')")));
    }

    private static Locator cells(Window window, int number) {
        return line(window, number).getByRole(AriaRole.CELL);
    }

    private static void outcome(Window window, int number, String text) {
        assertThat(cells(window, number).last()).containsText(text);
    }
}
