package org.mycambridge.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mycambridge.it.Console.Way;
import org.mycambridge.it.Console.Window;
import org.mycambridge.it.stand.Mail;
import org.mycambridge.it.stand.OnKeycloak;
import org.mycambridge.it.stand.Service;
import org.mycambridge.it.stand.TestRealm;

/**
 * The factsheet's journeys (F3–F42) as their users go them: with script, without, and with the
 * keyboard alone.
 */
@OnKeycloak
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConsoleJourneysIT {

    private static final String OFFICER = "officer@gb123.example";
    private static final String ASSOCIATE = "officer@ca001.example";
    private static final String TEACHER = "teacher@gb123.example";
    private static final String SFA_OFFICER = "Submit for Assessment: Exams Officer";
    private static final String SFA_TEACHER = "Submit for Assessment: Teacher";
    private static final String SCRIPTS = "Access To Scripts";
    private static final String NOMINATED = "Access Arrangements Nominated User";
    private static final String SAM = "Sam Worthington";

    private final TestRealm realm;
    private final People people;
    private final Console console;

    ConsoleJourneysIT(TestRealm realm) {
        this.realm = realm;
        this.people = new People(realm);
        this.console = new Console(realm);
    }

    @ParameterizedTest
    @MethodSource("org.mycambridge.it.Console#ways")
    void signsInAndFindsThePeopleOfTheCentre(Way way) {
        Window window = console.newcomer(way);
        window.go("");
        window.hasMain("To continue, please sign in to My Cambridge.");
        assertThat(window.link("Forgotten password?")).isVisible();
        window.signIn(OFFICER, realm.password());
        window.hasHeading("Hello, Olive Officer");
        window.hasMain("GB123 - Sample International School");
        window.hasMain("Exams Officer");

        window.follow("My Organisation");
        window.hasHeading("GB123 - Sample International School");
        Locator main = window.main();
        assertThat(main.getByText("Active").first()).isVisible();
        assertThat(main).containsText("Centre type");
        assertThat(main).containsText("Cambridge International Centre");
        assertThat(main).containsText("Centre number");
        Locator tabs = window.page().getByLabel("Pages of this centre");
        assertThat(tabs.getByRole(AriaRole.LINK)).hasText(new String[] {"Users", "History"});
        assertThat(tabs.locator("[aria-current=page]")).hasText("Users");

        assertThat(window.page().getByRole(AriaRole.COLUMNHEADER))
                .hasText(
                        new String[] {
                            "Full name", "Email", "Roles in organisation", "Status", "Actions"
                        });
        assertThat(window.field("Search for a user"))
                .hasAttribute("placeholder", "e.g. Jane Smith");
        assertThat(window.row(TEACHER).getByRole(AriaRole.CELL))
                .hasText(new String[] {TEACHER, SFA_TEACHER, "Active", "View Tara Teacher"});
        assertThat(window.row("Olive Officer")).containsText("User Management, Exams Officer");
        assertThat(window.names()).isSorted().contains("Tara Teacher", "Olive Officer");

        window.use(window.page().getByText("My Account"), "Enter");
        assertThat(window.page().getByText(OFFICER).first()).isVisible();
        window.follow("Sign out");
        window.press("Sign out");
        assertThat(window.field("Password")).isVisible();
        window.users("GB123");
        assertThat(window.field("Password")).isVisible();
    }

    @ParameterizedTest
    @MethodSource("org.mycambridge.it.Console#ways")
    void addsOnePersonAndAnother(Way way) {
        String first = People.freshEmail();
        String second = People.freshEmail();
        Window window = console.open(OFFICER, way).users("GB123");
        window.follow("Add user(s)");
        window.hasHeading("Add user");
        assertThat(window.toggleOf("User Management").locator("xpath=.."))
                .containsText("SHARED ROLE");
        assertThat(window.toggleOf("Exams Officer").locator("xpath=.."))
                .containsText("SHARED ROLE");

        window.press("Save user");
        assertThat(window.page()).hasTitle(java.util.regex.Pattern.compile("^Error: .*"));
        assertThat(window.problems().getByRole(AriaRole.LINK)).hasCount(3);

        window.name("Zadie", "Newcomer", first);
        window.toggle(SFA_OFFICER);
        window.toggle(NOMINATED);
        window.press("Save user");
        window.says("Invitation email sent to Zadie Newcomer.");
        window.hasHeading("GB123 - Sample International School");
        assertThat(window.row(first).getByRole(AriaRole.CELL))
                .hasText(
                        new String[] {
                            first, SFA_OFFICER + ", " + NOMINATED, "Invited", "View Zadie Newcomer"
                        });
        Mail mail = realm.mails().await(first, "invited");
        assertThat(mail.text()).contains("Olive Officer").contains("GB123");

        window.follow("Add user(s)");
        window.name("Ann", "Other", second);
        window.press("Save and add another");
        window.says("Invitation email sent to Ann Other.");
        window.hasHeading("Add user");
        for (String field :
                List.of("First or given name", "Last name or surname", "Email address")) {
            assertThat(window.field(field)).hasValue("");
        }
        assertThat(window.page().locator("input[role=switch]:checked")).hasCount(0);
        realm.mails().await(second, "invited");

        window.follow("Cancel");
        assertThat(window.row(second)).containsText("Ann Other");
        assertThat(window.row(second).getByRole(AriaRole.CELL).nth(1)).hasText("-");
    }

    @ParameterizedTest
    @MethodSource("org.mycambridge.it.Console#ways")
    void givesAndTakesRoles(Way way) {
        String email = People.freshEmail();
        people.member("GB123", email, "sfa.teacher");
        Window window = console.open(OFFICER, way).users("GB123");
        window.search(email);
        window.follow(SAM);
        window.hasHeading(SAM);
        assertThat(window.main()).containsText("User details");
        assertThat(window.main()).containsText(email);
        assertThat(window.toggleOf(SFA_TEACHER)).isChecked();
        assertThat(window.toggleOf(SCRIPTS)).not().isChecked();

        window.toggle(SFA_TEACHER);
        window.toggle(SCRIPTS);
        window.press("Save changes");
        window.says("The roles of Sam Worthington have been saved.");
        assertThat(window.toggleOf(SFA_TEACHER)).not().isChecked();
        assertThat(window.toggleOf(SCRIPTS)).isChecked();
        window.hasMain(
                "Olive Officer changed the roles of Sam Worthington: + Access To Scripts,"
                        + " − Submit for Assessment: Teacher");
        assertThat(realm.mails().await(email, "Your access at GB123").text()).contains(SCRIPTS);

        window.press("Save changes");
        window.says("Nothing was changed");
    }

    @ParameterizedTest
    @MethodSource("org.mycambridge.it.Console#ways")
    void resetsDisablesEnablesAndRemoves(Way way) {
        String email = People.freshEmail();
        people.member("GB123", email, "sfa.teacher");
        Window window = console.open(OFFICER, way).users("GB123");
        window.search(email);
        window.follow("View Sam Worthington");

        window.follow("Reset password");
        window.hasHeading("Reset the password of Sam Worthington?");
        window.follow("Cancel");
        window.hasHeading(SAM);
        assertThat(realm.mails().to(email, "")).isEmpty();
        window.follow("Reset password");
        window.press("Reset password");
        window.says("Email with a link to set a new password sent to Sam Worthington.");
        assertThat(realm.mails().await(email, "new password").text()).contains("Olive Officer");

        window.follow("Disable user");
        window.hasHeading("Disable Sam Worthington?");
        window.hasMain(SFA_TEACHER);
        window.press("Disable user");
        window.says("Sam Worthington has been disabled at this centre.");
        assertThat(window.main().getByText("Disabled", exact()).first()).isVisible();

        window.follow("Enable user");
        window.press("Enable user");
        window.says("Sam Worthington has been enabled again.");

        window.follow("Remove from organisation");
        window.hasHeading("Remove Sam Worthington from this centre?");
        window.press("Remove from organisation");
        window.says("Sam Worthington has been removed from this centre.");
        window.hasHeading("GB123 - Sample International School");
        window.search(email);
        window.hasMain("No user matches what you are looking for.");
        assertThat(window.row(email)).hasCount(0);
    }

    @ParameterizedTest
    @MethodSource("org.mycambridge.it.Console#ways")
    void looksAfterAnInvitation(Way way) {
        String wrong = People.freshEmail();
        String right = People.freshEmail();
        people.add(OFFICER, "GB123", wrong, "sfa.teacher").statusCode(201);
        String old = Journey.temporaryPassword(realm.mails().await(wrong, "invited"));
        Window window = console.open(OFFICER, way).users("GB123");
        window.search(wrong);
        window.follow(SAM);
        assertThat(window.main()).containsText("Invited");
        window.follow("Resend invitation");
        window.press("Resend invitation");
        window.says("New invitation email sent to Sam Worthington.");
        assertThat(Journey.temporaryPassword(realm.mails().await(wrong, "invited")))
                .isNotEqualTo(old);

        window.follow("Correct email address");
        assertThat(window.field("Email address")).hasValue(wrong);
        window.type("Email address", right);
        window.press("Save changes");
        window.says("The details of Sam Worthington have been corrected");
        window.hasMain(right);
        realm.mails().await(right, "invited");

        window.follow("Remove from organisation");
        window.hasMain("The open invitation is withdrawn.");
        window.press("Remove from organisation");
        window.says("Sam Worthington has been removed from this centre.");
        realm.mails().await(right, "withdrawn");
    }

    @ParameterizedTest
    @MethodSource("org.mycambridge.it.Console#ways")
    void anAssociateLooksAfterASchool(Way way) {
        String email = People.freshEmail();
        Window window = console.open(ASSOCIATE, way).go("");
        window.follow("My Organisation");
        window.hasHeading("CA001 - Cambridge Assessment DEV");
        window.hasMain("Cambridge Associate");
        window.follow("Associate Schools");
        window.hasMain("Associate Schools Management");
        window.hasMain("1 of 50 centres assigned to you");
        assertThat(window.page().getByRole(AriaRole.COLUMNHEADER))
                .hasText(
                        new String[] {
                            "Associate School Number", "Name", "Status", "Health", "Actions"
                        });
        window.type("Search for Associate", "tutors");
        window.press("Search");
        assertThat(window.row("50538")).containsText("3A Tutors Ltd");
        assertThat(window.row("50538")).containsText("Approved");

        window.follow("View 50538 - 3A Tutors Ltd");
        window.hasHeading("50538 - 3A Tutors Ltd");
        assertThat(window.row("officer@50538.example")).containsText("Otto Tutor");
        window.follow("Add user(s)");
        window.name("Tilda", "Tutor", email);
        window.toggle(NOMINATED);
        window.press("Save user");
        window.says("Invitation email sent to Tilda Tutor.");
        assertThat(realm.mails().await(email, "invited").text()).contains("50538");

        window.follow(window.row(email).getByRole(AriaRole.LINK).first());
        window.toggle(SFA_TEACHER);
        window.press("Save changes");
        window.says("The roles of Tilda Tutor have been saved.");
        window.hasMain("Amara Associate");
        window.follow("50538 - 3A Tutors Ltd");
        assertThat(window.row(email)).containsText(SFA_TEACHER + ", " + NOMINATED);
        window.follow("Associate Schools of CA001 - Cambridge Assessment DEV");
        window.hasHeading("CA001 - Cambridge Assessment DEV");
    }

    @Test
    void whoWasAddedOnThePageSignsInAndIsActive() {
        String email = People.freshEmail();
        Window window = console.open(OFFICER).go("centres/GB123/users/add");
        window.name("Ingrid", "Invited", email);
        window.toggle(SCRIPTS);
        window.press("Save user");
        Page theirs = realm.browser().newPage();
        new Journey(theirs)
                .firstSignIn(
                        realm, email, realm.mails().await(email, "invited"), "Chalk-And-Slates-77");
        assertThat(theirs.getByRole(AriaRole.MAIN)).containsText(SCRIPTS);
        window.search(email);
        assertThat(window.row(email)).containsText("Active");
        window.follow("Ingrid Invited");
        assertThat(window.link("Reset password")).isVisible();
        assertThat(window.link("Resend invitation")).hasCount(0);
        window.hasMain("Ingrid Invited signed in for the first time since the invitation");
    }

    @Test
    void theVeryNextTokenSaysWhatWasSavedOnThePage() {
        String email = People.freshEmail();
        String id = people.member("GB123", email, "sfa.teacher");
        Service service = realm.service("submit-for-assessment");
        Page theirs = realm.browser().newPage();
        theirs.navigate(service.signInUrl("organization:GB123"));
        theirs.getByLabel("Email address").fill(email);
        theirs.getByLabel("Password", new Page.GetByLabelOptions().setExact(true))
                .fill(realm.password());
        theirs.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign in")).click();
        theirs.waitForURL(url -> url.startsWith(service.redirectUri()));
        String refresh =
                service.tokens(theirs.url()).then().statusCode(200).extract().path("refresh_token");
        Window window = console.open(OFFICER).person("GB123", id);

        // F31: not 24 hours later.
        window.toggle(SFA_OFFICER);
        window.press("Save changes");
        assertThat(nextRoles(service, refresh))
                .containsExactlyInAnyOrder("sfa.exams-officer", "sfa.teacher");
        window.follow("Disable user");
        window.press("Disable user");
        assertThat(nextRoles(service, refresh)).isEmpty();
        window.follow("Enable user");
        window.press("Enable user");
        assertThat(nextRoles(service, refresh)).hasSize(2);
    }

    private static List<String> nextRoles(Service service, String refreshToken) {
        return Claims.roles(
                service.refresh(refreshToken).then().statusCode(200).extract().path("access_token"),
                "GB123");
    }

    @Test
    void whoHasNoRightIsToldWhomToContact() {
        Window window = console.open(TEACHER).go("");
        window.hasMain(SFA_TEACHER);
        assertThat(window.link("Guidance for Submit for Assessment: Teacher"))
                .hasAttribute("href", java.util.regex.Pattern.compile("^https://.*"));
        assertThat(window.link("My Organisation")).hasCount(0);
        assertThat(window.link("info@cambridgeinternational.org"))
                .hasAttribute("href", "mailto:info@cambridgeinternational.org");
        for (String closed :
                List.of("organisation", "centres/GB123/users", "centres/GB123/history")) {
            window.go(closed);
            window.hasHeading("We cannot find this page");
            assertThat(window.main()).not().containsText("Olive Officer");
            assertThat(window.link("My Organisation")).hasCount(0);
        }
        // Who has one is not sent elsewhere.
        window = console.open(OFFICER).go("");
        assertThat(window.link("info@cambridgeinternational.org")).hasCount(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {OFFICER, TEACHER})
    void everybodyReadsWhatTheRolesMean(String reader) {
        Window window = console.open(reader).go("");
        window.follow("User roles");
        window.hasHeading("Roles in My Cambridge");
        assertThat(window.page().getByRole(AriaRole.HEADING, level(2)))
                .hasText(
                        new String[] {
                            "Centre Administration",
                            "Access to Scripts",
                            "Submit for Assessment",
                            "Apply for Access Arrangements",
                            "School Support Hub",
                            "Global Listening"
                        });
        assertThat(
                        window.page()
                                .getByRole(AriaRole.HEADING, level(3))
                                .filter(text("User Management")))
                .isVisible();
        window.hasMain("SHARED ROLE");
        window.hasMain("It counts for Access to Scripts as well.");
        window.hasMain(
                "School Support Hub Coordinator of the associate that looks after the centre");
        window.hasMain("For submissions they make themselves");
    }

    @Test
    void whoManagesTwoCentresChooses() {
        String email = People.freshEmail();
        people.member("GB123", email, "centre.user-management");
        realm.board()
                .body(
                        Map.of(
                                "firstName",
                                "Sam",
                                "lastName",
                                "Worthington",
                                "email",
                                email,
                                "roles",
                                List.of("centre.user-management"),
                                "invite",
                                false))
                .post("/CA001/users")
                .then()
                .statusCode(201);
        Window window = console.signIn(email);
        window.follow("My Organisation");
        window.hasHeading("My Organisation");
        window.follow("CA001 - Cambridge Assessment DEV");
        window.hasHeading("CA001 - Cambridge Assessment DEV");
    }

    @Test
    void theHistoryTellsWhatWasDone() {
        String email = People.freshEmail();
        String id = people.member("GB123", email, "sfa.teacher");
        people.change(OFFICER, "GB123", id, List.of("scripts.user"), List.of()).statusCode(200);
        people.change(OFFICER, "GB123", id, List.of(), List.of("sfa.teacher")).statusCode(200);
        Window window = console.open(OFFICER).users("GB123");
        window.follow("History");
        Locator entries = window.main().getByRole(AriaRole.LISTITEM).filter(text(SAM));
        assertThat(entries.nth(0))
                .containsText("Olive Officer took Submit for Assessment: Teacher from " + SAM);
        assertThat(entries.nth(1)).containsText("Olive Officer gave " + SAM + " " + SCRIPTS);
        assertThat(entries.nth(2)).containsText("Cambridge added " + SAM);

        window.person("GB123", id);
        Locator own = window.main().getByRole(AriaRole.LISTITEM).filter(text(SAM));
        assertThat(own).hasCount(3);
        window.go("centres/GB123/history?user=" + id);
        window.hasMain("History of " + SAM);
        assertThat(window.main().getByRole(AriaRole.LISTITEM).filter(text(SAM))).hasCount(3);
        assertThat(window.main()).not().containsText("set up this centre");
    }

    @Test
    void longListsOfRolesAreSearchedAndFolded() {
        Window window = console.open(OFFICER).go("centres/GB123/users/add");
        window.toggle(SCRIPTS);
        window.type("Search for services or roles", "nominated");
        assertThat(window.toggleOf(NOMINATED)).isVisible();
        assertThat(window.toggleOf(SCRIPTS)).not().isVisible();
        assertThat(window.page().locator("#role-search-found"))
                .containsText("Roles found: 1. Switched on, but not shown: 1.");
        window.type("Search for services or roles", "");
        assertThat(window.toggleOf(SCRIPTS)).isChecked();
        window.button("Collapse all").click();
        assertThat(window.toggleOf(SFA_TEACHER)).not().isVisible();
        window.button("Expand all").click();
        assertThat(window.toggleOf(SFA_TEACHER)).isVisible();
        // The role of two services has one switch, and a way to it.
        window.link("Go to the switch of Exams Officer").click();
        assertThat(window.toggleOf("Exams Officer")).isFocused();

        window = console.open(OFFICER, Way.NO_SCRIPT).go("centres/GB123/users/add");
        assertThat(window.field("Search for services or roles")).not().isVisible();
        assertThat(window.button("Collapse all")).not().isVisible();
        assertThat(window.toggleOf(SFA_TEACHER)).isVisible();
    }

    @Test
    void theConfirmationIsClosedAndGone() {
        String email = People.freshEmail();
        String id = people.member("GB123", email, "sfa.teacher");
        Window window = console.open(OFFICER).person("GB123", id);
        window.toggle(SCRIPTS);
        window.press("Save changes");
        window.says("have been saved");
        window.button("Close").click();
        assertThat(window.main()).not().containsText("have been saved");
        assertThat(window.main()).isFocused();
        window.load(() -> window.page().reload());
        assertThat(window.page().getByRole(AriaRole.STATUS).filter(text("have been saved")))
                .hasCount(0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "roles",
                "centres/GB123/users",
                "centres/GB123/users/add",
                "centres/GB123/users/add-several",
                "centres/GB123/history"
            })
    void tabGoesThroughThePageInOrderAndOutOfIt(String path) {
        Page page = console.open(OFFICER).go(path).page();
        int stops =
                (Integer)
                        page.evaluate(
                                "() => { window.stops = [...document.querySelectorAll("
                                        + "'a[href], button, input:not([type=hidden]), select,"
                                        + " textarea, summary')].filter(e => !e.disabled &&"
                                        + " e.checkVisibility({visibilityProperty: true}));"
                                        + " return window.stops.length; }");
        List<Integer> reached = new ArrayList<>();
        for (int i = 0; i < stops; i++) {
            page.keyboard().press("Tab");
            reached.add(
                    (Integer) page.evaluate("() => window.stops.indexOf(document.activeElement)"));
        }
        assertThat(reached).hasSizeGreaterThan(5).isSorted().doesNotHaveDuplicates();
        assertThat(reached).startsWith(0).endsWith(stops - 1);
        page.keyboard().press("Shift+Tab");
        assertThat(page.evaluate("() => window.stops.indexOf(document.activeElement)"))
                .isEqualTo(stops - 2);
    }

    @Test
    void theSkipLinkLeadsToTheMainPart() {
        Window window = console.open(OFFICER, Way.KEYBOARD).users("GB123");
        assertThat(window.link("Skip to the main content")).isFocused();
        window.page().keyboard().press("Enter");
        assertThat(window.main()).isFocused();
        window.page().keyboard().press("Tab");
        assertThat(window.main().locator(":focus")).hasCount(1);
    }

    private static Locator.GetByTextOptions exact() {
        return new Locator.GetByTextOptions().setExact(true);
    }

    private static Locator.FilterOptions text(String text) {
        return new Locator.FilterOptions().setHasText(text);
    }

    private static Page.GetByRoleOptions level(int level) {
        return new Page.GetByRoleOptions().setLevel(level);
    }
}
