package org.mycambridge.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.mycambridge.it.Console.Way;
import org.mycambridge.it.Console.Window;
import org.mycambridge.it.stand.OnKeycloak;
import org.mycambridge.it.stand.TestRealm;

/**
 * What the forms of My Organisation do when not all goes well: mistakes, double clicks, somebody
 * else at the same time, a session that has ended, a rule that refuses.
 */
@OnKeycloak
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConsoleFormsIT {

    private static final String OFFICER = "officer@gb123.example";
    private static final String DEPUTY = "deputy@gb123.example";
    private static final String SAM = "Sam Worthington";
    private static final String SFA_OFFICER = "Submit for Assessment: Exams Officer";
    private static final String SFA_TEACHER = "Submit for Assessment: Teacher";
    private static final String SCRIPTS = "Access To Scripts";
    private static final String NOMINATED = "Access Arrangements Nominated User";
    private static final String MANAGER = "User Management";
    private static final String COORDINATOR = "School Support Hub Coordinator";
    private static final String ADD = "centres/GB123/users/add";
    private static final String SIGNED_IN_AGAIN = "You have signed in again.";
    private static final Duration TOO_LONG_AGO = Duration.ofMinutes(16);

    private final TestRealm realm;
    private final People people;
    private final Console console;

    ConsoleFormsIT(TestRealm realm) {
        this.realm = realm;
        this.people = new People(realm);
        this.console = new Console(realm);
    }

    // ------------------------------------------------------------- mistakes

    @ParameterizedTest
    @MethodSource("org.mycambridge.it.Console#ways")
    void mistakesLoseNothing(Way way) {
        String email = People.freshEmail();
        Window window = console.open(OFFICER, way).go(ADD);
        window.name("<b>Jane</b>", "x".repeat(101), "jane at school");
        window.toggle(SFA_TEACHER);
        window.toggle(SCRIPTS);
        window.press("Save user");
        assertThat(window.page()).hasTitle(Pattern.compile("^Error: .*"));
        assertThat(window.problems().getByRole(AriaRole.LISTITEM)).hasCount(3);
        assertThat(window.field("First or given name")).hasValue("<b>Jane</b>");
        assertThat(window.field("Last name or surname")).hasValue("x".repeat(101));
        assertThat(window.field("Email address")).hasValue("jane at school");
        assertThat(window.field("Email address")).hasAttribute("aria-invalid", "true");
        assertThat(window.field("Email address"))
                .hasAccessibleDescription(Pattern.compile(".*This is not an email address.*"));
        assertThat(window.toggleOf(SFA_TEACHER)).isChecked();
        assertThat(window.toggleOf(SCRIPTS)).isChecked();
        assertThat(window.toggleOf(SFA_OFFICER)).not().isChecked();

        window.use(
                window.problems()
                        .getByRole(AriaRole.LINK)
                        .filter(text("This is not an email address")),
                "Enter");
        assertThat(window.field("Email address")).isFocused();
        window.name("Jane", "Right", email);
        window.press("Save user");
        window.says("Invitation email sent to Jane Right.");
        assertThat(window.row(email)).containsText(SCRIPTS + ", " + SFA_TEACHER);
    }

    @Test
    void whoIsHereAlreadyIsNotAddedTwice() {
        Window window = console.open(OFFICER).go(ADD);
        window.name("Tara", "Again", "TEACHER@gb123.example");
        window.toggle(SCRIPTS);
        window.press("Save user");
        assertThat(window.problems()).containsText("is already at this centre");
        assertThat(window.toggleOf(SCRIPTS)).isChecked();
        assertThat(window.field("First or given name")).hasValue("Tara");
    }

    // --------------------------------------------------------- locked roles

    @Test
    void lockedRolesSayWhy() {
        Window window = console.open(OFFICER).go(ADD);
        lockedWith(window, "Global Listening account holder", "Only Cambridge can give this role");
        lockedWith(window, "Compliance Officer", "Only Cambridge can give this role");
        lockedWith(
                window,
                "School Support Hub Admin",
                "Your School Support Hub Coordinator manages this role");
        assertThat(window.toggleOf(SCRIPTS)).isEnabled();

        // D27
        window.person("GB123", people.id("GB123", OFFICER));
        window.hasMain("You can't change your own roles. Ask another User Manager");
        assertThat(window.page().locator("input[role=switch]:enabled")).hasCount(0);
        assertThat(window.toggleOf(MANAGER)).isChecked();
        assertThat(window.button("Save changes")).hasCount(0);
        window.hasMain("You can't do this to your own account. Ask another User Manager");
        assertThat(window.link("Remove from organisation")).hasCount(0);

        // D18
        window = console.open("examsofficer@gb123.example").go(ADD);
        assertThat(window.page().locator("input[role=switch]:enabled")).hasCount(1);
        assertThat(window.toggleOf(SCRIPTS)).isEnabled();
        window.name("No", "Role", People.freshEmail());
        window.press("Save user");
        assertThat(window.problems())
                .containsText(
                        "Choose at least one role. Only a User Manager can add a person without"
                                + " one");

        // D21
        window = console.open("sshadmin@50538.example");
        window.person("50538", people.id("50538", "coordinator@50538.example"));
        window.hasMain("You can't change the account of the School Support Hub Coordinator.");
        assertThat(window.page().locator("input[role=switch]:enabled")).hasCount(0);
        assertThat(window.button("Save changes")).hasCount(0);
        assertThat(window.link("Reset password")).hasCount(0);
    }

    private static void lockedWith(Window window, String role, String reason) {
        assertThat(window.toggleOf(role)).isDisabled();
        assertThat(window.toggleOf(role))
                .hasAccessibleDescription(Pattern.compile(".*" + reason + ".*"));
    }

    @Test
    void lockedRolesSurviveASave() {
        String id = people.id("GB123", "sshadmin@gb123.example");
        Window window = console.open(OFFICER).person("GB123", id);
        assertThat(window.toggleOf("School Support Hub Admin")).isChecked();
        assertThat(window.toggleOf("School Support Hub Admin")).isDisabled();
        window.toggle(NOMINATED);
        window.press("Save changes");
        window.says("The roles of Ade Admin have been saved.");
        assertThat(roles("GB123", id)).containsExactlyInAnyOrder("ssh.admin", "aa.nominated-user");
    }

    // ------------------------------------------------------------ only once

    @ParameterizedTest
    @EnumSource(names = {"SCRIPT", "NO_SCRIPT"})
    void aDoubleClickAddsOnePerson(Way way) {
        String email = People.freshEmail();
        Window window = console.open(OFFICER, way).go(ADD);
        window.name("Dora", "Double", email);
        window.load(() -> window.button("Save user").dblclick());
        window.says("Invitation email sent to Dora Double.");
        isThereOnce(window, email);
        hasOneMail(email);
    }

    @Test
    void theSameFormTwiceAtOnceAddsOnePerson() {
        String email = People.freshEmail();
        Window window = console.open(OFFICER).go(ADD);
        window.name("Twice", "Sent", email);
        window.toggle(SCRIPTS);
        String form = window.form("Save user");
        List<HttpResponse<String>> answers = window.send(form, form, form);
        assertThat(answers).extracting(HttpResponse::statusCode).containsOnly(303);
        assertThat(window.send(form).get(0).statusCode()).isEqualTo(303);

        // Gone back to, and sent with another address: somebody else.
        String other = People.freshEmail();
        String edited =
                form.replace(email.replace("@", "%40"), other.replace("@", "%40"))
                        .replace("Twice", "Second");
        assertThat(window.send(edited).get(0).statusCode()).isEqualTo(303);
        isThereOnce(window, other);
        isThereOnce(window, email);
        hasOneMail(other);
        hasOneMail(email);
    }

    private static void isThereOnce(Window window, String email) {
        window.users("GB123").search(email);
        assertThat(window.row(email)).hasCount(1);
    }

    private void hasOneMail(String email) {
        realm.mails().await(email, "invited");
        assertThat(realm.mails().to(email, "")).isEmpty();
    }

    @Test
    void backAndAnotherOneAddsASecond() {
        String first = People.freshEmail();
        String second = People.freshEmail();
        Window window = console.open(OFFICER).go(ADD);
        window.name("Bea", "Back", first);
        window.press("Save user");
        window.load(() -> window.page().goBack());
        window.name("Ben", "Back", second);
        window.press("Save user");
        window.says("Invitation email sent to Ben Back.");
        assertThat(window.row(first)).containsText("Bea Back");
        assertThat(window.row(second)).containsText("Ben Back");
        realm.mails().await(first, "invited");
        realm.mails().await(second, "invited");
    }

    // -------------------------------------------------- at the same time

    @ParameterizedTest
    @MethodSource("org.mycambridge.it.Console#ways")
    void aStaleSaveShowsBothVersions(Way way) {
        String email = People.freshEmail();
        String id = people.member("GB123", email, "sfa.teacher");
        Window window = console.open(OFFICER, way).person("GB123", id);
        people.change(DEPUTY, "GB123", id, List.of("scripts.user"), List.of("sfa.teacher"))
                .statusCode(200);
        window.toggle(NOMINATED);
        window.press("Save changes");
        Locator said = window.page().locator("[data-announce]");
        assertThat(said)
                .containsText("Somebody else changed this user while you were on this page");
        assertThat(said).containsText("Dev Deputy changed the roles of " + SAM);
        assertThat(said.getByRole(AriaRole.ROW).filter(text(NOMINATED)).getByRole(AriaRole.CELL))
                .hasText(new String[] {"Off", "On"});
        assertThat(window.toggleOf(NOMINATED)).isChecked();
        assertThat(window.toggleOf(SCRIPTS)).isChecked();
        assertThat(window.toggleOf(SFA_TEACHER)).not().isChecked();
        assertThat(roles("GB123", id)).containsExactly("scripts.user");

        window.press("Save changes");
        window.says("The roles of Sam Worthington have been saved.");
        assertThat(roles("GB123", id))
                .containsExactlyInAnyOrder("scripts.user", "aa.nominated-user");
    }

    private List<String> roles(String centre, String id) {
        return realm.board()
                .get("/{centre}/users/{id}", centre, id)
                .then()
                .statusCode(200)
                .extract()
                .path("roles");
    }

    // ---------------------------------------------------------- one holder

    @Test
    void theCoordinatorIsReplacedInOneStep() {
        String id = people.member("50538", People.freshEmail());
        Window window = console.open("coordinator@ca001.example").person("50538", id);
        assertThat(window.toggleOf(COORDINATOR)).isDisabled();
        window.hasMain("Chen Wei is already the " + COORDINATOR);
        window.follow("Replace the holder of " + COORDINATOR);
        window.hasHeading("Give " + COORDINATOR + " to " + SAM + "?");
        window.hasMain("It is Chen Wei now.");
        window.follow("Cancel");
        window.follow("Replace the holder of " + COORDINATOR);
        window.press("Replace");
        window.says("Sam Worthington now has the role.");
        assertThat(window.toggleOf(COORDINATOR)).isChecked();
        window.users("50538");
        assertThat(window.row("coordinator@50538.example")).not().containsText(COORDINATOR);
        window.person("50538", people.id("50538", "coordinator@50538.example"));
        assertThat(window.toggleOf(COORDINATOR)).not().isChecked();
        window.hasMain(SAM + " is already the " + COORDINATOR);
    }

    // ------------------------------------------------ what is lost by it

    @Test
    void aConfirmationNamesWhatIsLostAndWhoIsAffected() {
        String id = people.member("60001", People.freshEmail(), "sfa.exams-officer");
        Window window = console.open("officer@bc001.example").person("60001", id);
        for (String act : List.of("Disable user", "Remove from organisation")) {
            window.follow(act);
            window.hasMain("What Sam Worthington loses at 60001 - Hillside Partner School");
            assertThat(window.main().getByRole(AriaRole.LISTITEM).filter(text(SFA_OFFICER)))
                    .hasCount(1);
            window.hasMain("Nobody else at 60001 can use Submit for Assessment.");
            window.follow("Cancel");
        }
        // D31: on the change that causes it, and on the centre's page.
        String nobody =
                "Nobody at this centre is Submit for Assessment Exams Officer now, so nobody"
                        + " receives its notifications.";
        window.users("60001");
        assertThat(window.main()).not().containsText(nobody);
        window.person("60001", id);
        window.toggle(SFA_OFFICER);
        window.press("Save changes");
        window.says("The roles of Sam Worthington have been saved.");
        window.says(nobody);
        window.users("60001");
        window.hasMain(nobody);

        // With a colleague who can, there is nobody left alone.
        people.member("60001", People.freshEmail(), "sfa.exams-officer");
        window.person("60001", id);
        window.toggle(SFA_TEACHER);
        window.press("Save changes");
        window.follow("Remove from organisation");
        window.hasMain(SFA_TEACHER);
        assertThat(window.main()).not().containsText("Nobody else");
        window.press("Remove from organisation");
        window.says("Sam Worthington has been removed from this centre.");
        assertThat(window.main()).not().containsText(nobody);
    }

    @Test
    void theLastUserManagerStays() {
        // Who was added but has not signed in since is not counted as one (D30).
        String email = People.freshEmail();
        people.member("GB123", email, "sfa.teacher");
        Window window = console.signIn(email);
        realm.token("officer@bc001.example");
        realm.board()
                .body(
                        Map.of(
                                "firstName",
                                "New",
                                "lastName",
                                "Here",
                                "email",
                                email,
                                "roles",
                                List.of("centre.user-management"),
                                "invite",
                                true))
                .post("/BC001/users")
                .then()
                .statusCode(201);
        String last =
                "Beatriz Council is the last User Manager here. Add another first, or ask Cambridge";
        window.person("BC001", people.id("BC001", "officer@bc001.example"));
        lockedWith(window, MANAGER, "Beatriz Council is the last User Manager here.");
        window.hasMain(last);
        assertThat(window.link("Disable user")).hasCount(0);
        String person = window.page().url();
        window.load(() -> window.page().navigate(person + "/remove"));
        window.hasMain(last);
        assertThat(window.button("Remove from organisation")).hasCount(0);
        window.users("BC001");
        window.hasMain("Only one User Manager at this centre has signed in so far.");
    }

    // ------------------------------------------------- signing in in between

    @Test
    void aFormThatComesAfterTheSessionIsKeptForItsSender() {
        String email = People.freshEmail();
        Window window = whoseSessionHasEnded(email);
        window.press("Save user");
        window.signIn(email, realm.password());
        window.hasHeading("Add user");
        window.says(SIGNED_IN_AGAIN);
        assertThat(window.field("First or given name")).hasValue("Kept");
        assertThat(window.field("Last name or surname")).hasValue("Žižka & 山田");
        assertThat(window.field("Email address")).hasValue("kept-" + email);
        assertThat(window.toggleOf(SCRIPTS)).isChecked();
        assertThat(window.toggleOf(SFA_TEACHER)).not().isChecked();
        assertThat(realm.mails().to("kept-" + email, "")).isEmpty();
        window.type("Last name or surname", "Typed");
        window.press("Save user");
        window.says("Invitation email sent to Kept Typed.");
        window.go(ADD);
        assertThat(window.field("First or given name")).hasValue("");
    }

    @Test
    void andForNobodyElse() {
        String email = People.freshEmail();
        Window window = whoseSessionHasEnded(email);
        window.press("Save user");
        window.signIn(DEPUTY, realm.password());
        window.hasHeading("Add user");
        for (String field :
                List.of("First or given name", "Last name or surname", "Email address")) {
            assertThat(window.field(field)).hasValue("");
        }
        assertThat(window.page().locator("input[role=switch]:checked")).hasCount(0);
        assertThat(window.page().content()).doesNotContain("kept-" + email);
        assertThat(window.main()).not().containsText("What you typed is still here");
    }

    /** A form filled in by a User Manager, whom the server has signed out meanwhile. */
    private Window whoseSessionHasEnded(String email) {
        String id = people.member("GB123", email, "centre.user-management");
        Window window = console.signIn(email).go(ADD);
        window.name("Kept", "Žižka & 山田", "kept-" + email);
        window.toggle(SCRIPTS);
        realm.adminClient().realm(realm.name()).users().get(id).logout();
        return window;
    }

    @Test
    void makingAUserManagerAsksForTheirPasswordAfterAQuarterOfAnHour() {
        String email = People.freshEmail();
        Window window = console.signIn(OFFICER);
        realm.clock().advance(TOO_LONG_AGO);
        // What is not sensitive is not asked for.
        String harmless = People.freshEmail();
        window.go(ADD);
        window.name("Harm", "Less", harmless);
        window.toggle(SFA_TEACHER);
        window.press("Save user");
        window.says("Invitation email sent to Harm Less.");

        window.go(ADD);
        window.name("New", "Manager", email);
        window.toggle(MANAGER);
        window.press("Save user");
        passwordAgain(window);
        window.says(SIGNED_IN_AGAIN);
        assertThat(window.field("Email address")).hasValue(email);
        assertThat(window.toggleOf(MANAGER)).isChecked();
        assertThat(realm.mails().to(email, "")).isEmpty();
        window.press("Save user");
        window.says("Invitation email sent to New Manager.");
        assertThat(window.row(email)).containsText(MANAGER);

        // And on the page of somebody who is here.
        String id = people.member("GB123", People.freshEmail(), "sfa.teacher");
        realm.clock().advance(TOO_LONG_AGO);
        window.person("GB123", id);
        window.toggle(MANAGER);
        window.toggle(SFA_TEACHER);
        window.press("Save changes");
        passwordAgain(window);
        window.says(SIGNED_IN_AGAIN);
        assertThat(window.toggleOf(MANAGER)).isChecked();
        assertThat(window.toggleOf(SFA_TEACHER)).not().isChecked();
        window.press("Save changes");
        window.says("have been saved");
        assertThat(roles("GB123", id)).containsExactly("centre.user-management");

        realm.clock().advance(TOO_LONG_AGO);
        window.person("GB123", id);
        window.follow("Remove from organisation");
        window.press("Remove from organisation");
        passwordAgain(window);
        window.hasHeading("Remove Sam Worthington from this centre?");
        window.press("Remove from organisation");
        window.says("Sam Worthington has been removed from this centre.");
    }

    @Test
    void correctingAnAddressAsksForTheirPasswordAfterAQuarterOfAnHour() {
        String wrong = People.freshEmail();
        String right = People.freshEmail();
        String id = people.invited(OFFICER, "GB123", wrong, "sfa.teacher");
        Window window = console.signIn(OFFICER);
        realm.clock().advance(TOO_LONG_AGO);
        // The name alone is not asked for.
        window.go("centres/GB123/users/" + id + "/details");
        window.type("First or given name", "Samantha");
        window.press("Save changes");
        window.says("The details of Samantha Worthington have been saved.");

        window.go("centres/GB123/users/" + id + "/details");
        window.type("Email address", right);
        window.press("Save changes");
        passwordAgain(window);
        window.says(SIGNED_IN_AGAIN);
        assertThat(window.field("Email address")).hasValue(right);
        window.press("Save changes");
        window.says("The details of Samantha Worthington have been corrected");
        realm.mails().await(right, "invited");
    }

    private void passwordAgain(Window window) {
        window.type("Password", realm.password());
        window.press("Sign in");
    }

    // ------------------------------------------------------- other centres

    @Test
    void anAccountFromElsewhereShowsWhatWasTypedUntilItSignsIn() {
        String email = People.freshEmail();
        people.member("GB123", email, "sfa.teacher");
        Window window = console.open("officer@50538.example").go("centres/50538/users/add");
        window.name("Typed", "Here", email);
        window.toggle(NOMINATED);
        window.press("Save user");
        window.says("Invitation email sent to Typed Here.");
        assertThat(window.row(email)).containsText("Invited");
        assertThat(realm.mails().await(email, "added").text())
                .contains("50538")
                .doesNotContain("temporary password");
        window.follow("Typed Here");
        window.hasHeading("Typed Here");
        assertThat(window.link("Resend invitation")).isVisible();
        assertThat(window.page().content())
                .doesNotContain("Worthington")
                .doesNotContain("GB123")
                .doesNotContain("Sample International");
        // What is typed is this centre's, whoever is behind it.
        window.follow("Correct email address");
        window.type("First or given name", "Retyped");
        window.press("Save changes");
        window.says("The details of Retyped Here have been saved.");

        Window theirs = console.signIn(email);
        theirs.hasMain("50538 - 3A Tutors Ltd");
        window.users("50538");
        assertThat(window.row(email)).containsText(SAM);
        assertThat(window.row(email)).containsText("Active");
    }

    // ------------------------------------------------------- the long list

    @Test
    void theListIsPagedSortedFilteredAndSearched() {
        fill();
        Window window = console.open("officer@ca001.example").users("CA001");
        long total = 2 + 1 + 60;
        assertThat(caption(window)).containsText("1 to 25 of " + total);
        assertThat(window.link("Previous")).hasCount(0);
        window.follow("Next");
        assertThat(caption(window)).containsText("26 to 50 of " + total);
        assertThat(window.page()).hasTitle(Pattern.compile(".*26 to 50 of " + total + ".*"));
        window.follow("Next");
        assertThat(caption(window)).containsText("51 to " + total + " of " + total);
        assertThat(window.link("Next")).hasCount(0);
        window.follow("Previous");
        assertThat(caption(window)).containsText("26 to 50 of " + total);

        // Full name first, ascending; a second time, descending; then by another column.
        window.users("CA001");
        Locator name = window.page().getByRole(AriaRole.COLUMNHEADER).filter(text("Full name"));
        assertThat(name).hasAttribute("aria-sort", "ascending");
        assertThat(window.names()).isSortedAccordingTo(Comparator.comparing(folded()));
        window.follow("Full name");
        assertThat(name).hasAttribute("aria-sort", "descending");
        assertThat(window.names()).isSortedAccordingTo(Comparator.comparing(folded()).reversed());
        window.follow("Email");
        assertThat(name).hasAttribute("aria-sort", "none");
        assertThat(emails(window)).isSorted();
        window.follow("Status");
        window.follow("Next");
        assertThat(caption(window)).containsText("26 to 50 of " + total);

        // Accents are folded, both ways; what is too short is said.
        window.users("CA001").search("zoe angstrom");
        assertThat(window.names()).containsExactly("Zoë Ångström");
        window.search("élodie pupil 07");
        assertThat(window.names()).containsExactly("Elodie Pupil 07");
        window.search("pupil-12@");
        assertThat(emails(window)).containsExactly("pupil-12@ca001.example");
        window.search("%%");
        window.hasMain("No user matches what you are looking for.");
        window.follow("Show all users");
        window.search("z");
        assertThat(window.problems()).containsText("Type at least 2 characters");
        assertThat(window.field("Search for a user")).hasValue("z");
        window.follow("Clear");
        assertThat(caption(window)).containsText("1 to 25 of " + total);

        filter(window, "Role", NOMINATED);
        assertThat(caption(window)).containsText("1 to 20 of 20");
        filter(window, "Role", "Can manage users");
        assertThat(emails(window))
                .contains("officer@ca001.example", "unassigned@ca001.example")
                .doesNotContain("pupil-01@ca001.example");
        window.follow("Clear");
        people.add("officer@ca001.example", "CA001", "invited@ca001.example").statusCode(201);
        filter(window, "Status", "Invited");
        assertThat(emails(window)).containsExactly("invited@ca001.example");
        realm.clock().advance(Duration.ofDays(8));
        Window later = console.signIn("officer@ca001.example").users("CA001");
        later.hasMain("1 invitation has expired.");
        later.follow("Show them");
        assertThat(emails(later)).containsExactly("invited@ca001.example");
        assertThat(later.row("invited@")).containsText("Invitation expired");
        realm.clock().reset();
        realm.board().delete("/CA001/users/{id}", people.id("CA001", "invited@ca001.example"));
    }

    private static java.util.function.Function<String, String> folded() {
        return name ->
                java.text.Normalizer.normalize(name, java.text.Normalizer.Form.NFD)
                        .replaceAll("\\p{M}", "")
                        .toLowerCase(Locale.ROOT);
    }

    private static void filter(Window window, String filter, String option) {
        window.field(filter).selectOption(option);
        window.press("Search");
    }

    private static Locator caption(Window window) {
        return window.page().locator("caption");
    }

    private static List<String> emails(Window window) {
        return window
                .page()
                .getByRole(AriaRole.ROW)
                .filter(
                        new Locator.FilterOptions()
                                .setHas(window.page().getByRole(AriaRole.ROWHEADER)))
                .all()
                .stream()
                .map(row -> row.getByRole(AriaRole.CELL).first().innerText())
                .toList();
    }

    /** 60 people beside those who are there, through the board's import. */
    private void fill() {
        String lines =
                IntStream.rangeClosed(1, 60)
                        .mapToObj(
                                number ->
                                        ("{\"person\":{\"email\":\"pupil-%02d@ca001.example\","
                                                        + "\"firstName\":\"%s\",\"lastName\":\"%s\","
                                                        + "\"centre\":\"CA001\",\"roles\":[%s]}}")
                                                .formatted(
                                                        number,
                                                        number == 60 ? "Zoë" : "Elodie",
                                                        number == 60
                                                                ? "Ångström"
                                                                : "Pupil %02d".formatted(number),
                                                        number <= 20
                                                                ? "\"aa.nominated-user\""
                                                                : "\"sfa.teacher\""))
                        .collect(Collectors.joining("\n"));
        String answers =
                realm.board()
                        .contentType("application/jsonl")
                        .body(lines.getBytes(StandardCharsets.UTF_8))
                        .post("/import")
                        .then()
                        .statusCode(207)
                        .extract()
                        .asString();
        assertThat(answers.lines()).hasSize(60).allMatch(line -> line.contains("201"));
    }

    @Test
    void theListIsExportedAsItIsFilteredAndHarmless() throws IOException {
        people.add("officer@bc001.example", "BC001", "=cmd@bc001.example", "sfa.teacher")
                .statusCode(201);
        realm.api(realm.token("officer@bc001.example"))
                .body(
                        Map.of(
                                "firstName", "-Zoë",
                                "lastName", "O'Neil, Jr.",
                                "email", "comma@bc001.example",
                                "roles", List.of("sfa.teacher", "scripts.user")))
                .post("/BC001/users")
                .then()
                .statusCode(201);
        Window window = console.open("officer@bc001.example").users("BC001");
        filter(window, "Role", SFA_TEACHER);
        Download download =
                window.page().waitForDownload(() -> window.link("Export as CSV").click());
        assertThat(download.suggestedFilename()).isEqualTo("users-BC001.csv");
        byte[] bytes;
        try (var in = download.createReadStream()) {
            bytes = in.readAllBytes();
        }
        String text = new String(bytes, StandardCharsets.UTF_8);
        assertThat(text).startsWith("\uFEFFFirst or given name,Last name or surname,Email address");
        assertThat(text.lines().skip(1))
                .containsExactlyInAnyOrder(
                        "Sam,Worthington,'=cmd@bc001.example," + SFA_TEACHER + ",Invited",
                        "'-Zoë,\"O'Neil, Jr.\",comma@bc001.example,"
                                + SCRIPTS
                                + "; "
                                + SFA_TEACHER
                                + ",Invited");
    }

    private static Locator.FilterOptions text(String text) {
        return new Locator.FilterOptions().setHasText(text);
    }
}
