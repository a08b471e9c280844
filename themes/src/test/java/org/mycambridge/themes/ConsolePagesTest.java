package org.mycambridge.themes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.mycambridge.themes.ConsolePages.State;

/** The pages for people who are signed in, in every state they have. */
class ConsolePagesTest {

    private static final String HOSTILE = "<a href=x>Bad</a> ${mcProduct} {0} \"' & Co";

    private static final RenderedTheme THEME = RenderedTheme.pages();

    static Stream<State> everyPage() {
        return ConsolePages.all();
    }

    static Stream<State> everyPageWithLongNames() {
        return ConsolePages.states(ConsolePages.LONG_NAME, ConsolePages.LONG_NAME);
    }

    static Stream<State> everyPageWithHostileNames() {
        return ConsolePages.states(HOSTILE, HOSTILE);
    }

    // ------------------------------------------------------------------ what holds for all

    @ParameterizedTest
    @MethodSource({"everyPage", "everyPageWithLongNames", "everyPageWithHostileNames"})
    void everyReferenceHasItsTarget(State state) {
        Document page = page(state);
        List<String> ids = page.select("[id]").eachAttr("id");
        assertThat(ids).doesNotHaveDuplicates();
        assertThat(page.select("label[for]").eachAttr("for")).isSubsetOf(ids);
        assertThat(
                        page.select("a[href^=#]").eachAttr("href").stream()
                                .map(href -> href.substring(1)))
                .isSubsetOf(ids);
        for (String attribute : List.of("aria-describedby", "aria-labelledby", "aria-controls")) {
            assertThat(
                            page.select("[" + attribute + "]").eachAttr(attribute).stream()
                                    .flatMap(value -> Stream.of(value.split(" "))))
                    .isSubsetOf(ids);
        }
    }

    @ParameterizedTest
    @MethodSource("everyPage")
    void everyControlHasALabel(State state) {
        Document page = page(state);
        assertThat(page.select("input:not([type=hidden]), select, textarea:not([hidden])"))
                .allSatisfy(
                        control ->
                                assertThat(page.select("label[for='" + control.id() + "']").text())
                                        .isNotBlank());
        assertThat(page.select("a, button, summary"))
                .allSatisfy(
                        control ->
                                assertThat(control.text() + control.attr("aria-label"))
                                        .isNotBlank());
    }

    @ParameterizedTest
    @MethodSource("everyPage")
    void thereIsOneFirstHeadingAndNoLevelIsLeftOut(State state) {
        List<Integer> levels =
                page(state).select("h1, h2, h3, h4").stream()
                        .map(heading -> heading.tagName().charAt(1) - '0')
                        .toList();
        assertThat(levels).startsWith(1).containsOnlyOnce(1);
        for (int i = 1; i < levels.size(); i++) {
            assertThat(levels.get(i)).isLessThanOrEqualTo(levels.get(i - 1) + 1);
        }
    }

    @ParameterizedTest
    @MethodSource("everyPage")
    void everyWordIsInTheMessages(State state) {
        Document page = page(state);
        assertThat(page.text() + page.title()).doesNotContainPattern("\\bmc[A-Z]|\\{\\d|\\$\\{");
        for (Element element : page.getAllElements()) {
            for (Attribute attribute : element.attributes()) {
                if (!attribute.getKey().startsWith("data-")) {
                    assertThat(attribute.getValue()).doesNotContainPattern("\\bmc[A-Z]|\\{\\d");
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource({"everyPage", "everyPageWithHostileNames"})
    void nothingIsInline(State state) {
        Document page = page(state);
        assertThat(page.select("style, script:not([src]), [style]")).isEmpty();
        assertThat(page.getAllElements())
                .allSatisfy(
                        element ->
                                assertThat(element.attributes().asList())
                                        .noneMatch(each -> each.getKey().startsWith("on")));
    }

    @ParameterizedTest
    @MethodSource("everyPage")
    void onlyOneThingTakesTheFocus(State state) {
        assertThat(page(state).select("[data-announce]")).hasSizeLessThanOrEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("everyPage")
    void aTitleSaysWhetherSomethingIsWrong(State state) {
        assertThat(page(state).title())
                .endsWith(" – My Cambridge")
                .matches(
                        title ->
                                title.startsWith("Error: ")
                                        == (state.attributes().containsKey("mcProblems")
                                                || state.attributes().containsKey("mcStale")));
    }

    @ParameterizedTest
    @MethodSource("everyPage")
    void whatIsSentProvesWhereItComesFrom(State state) {
        assertThat(page(state).select("form[method=post]"))
                .allSatisfy(
                        form -> {
                            assertThat(form.attr("action")).isEqualTo("/here");
                            assertThat(form.select("input[name=token]").val()).isEqualTo("t0ken");
                            assertThat(form.select("input[name=once]").val()).isEqualTo("0nce");
                            assertThat(form.select("input[name=by]").val()).isEqualTo("me");
                            assertThat(form.select("button[type=submit]")).isNotEmpty();
                        });
    }

    @ParameterizedTest
    @MethodSource("everyPageWithHostileNames")
    void aNameIsNeverMarkupAndNeverAKey(State state) {
        Document page = page(state);
        assertThat(page.select("a[href=x]")).isEmpty();
        if (page.text().contains("Bad")) {
            assertThat(page.text() + page.select("input, textarea").eachAttr("value"))
                    .contains(HOSTILE);
        }
        assertThat(page.text().replace(HOSTILE, "").replace("<a href=x>", ""))
                .doesNotContain("${mcProduct}");
    }

    @Test
    void aHostileNameIsShownAsItIs() {
        State state = ConsolePages.users(HOSTILE, HOSTILE);
        assertThat(page(state).select("tbody th a").first().text()).isEqualTo(HOSTILE);
        assertThat(page(state).select("h1").text()).isEqualTo("50538 - " + HOSTILE);
        assertThat(page(ConsolePages.person(HOSTILE, HOSTILE)).select("h1").text())
                .isEqualTo(HOSTILE);
        assertThat(page(ConsolePages.confirm("remove", HOSTILE, HOSTILE)).select("h1").text())
                .isEqualTo("Remove " + HOSTILE + " from this centre?");
    }

    @Test
    void noTwoPagesShareATitle() {
        Map<String, Set<String>> byTitle = new HashMap<>();
        Set<String> pages =
                Set.of(
                        "users",
                        "users-page-2",
                        "add",
                        "person",
                        "details",
                        "several",
                        "several-preview",
                        "several-done",
                        "schools",
                        "schools-page-2",
                        "history",
                        "history-none",
                        "organisation",
                        "roles",
                        "board",
                        "board-people",
                        "board-new",
                        "board-centre",
                        "board-change",
                        "board-suspend",
                        "board-assignments",
                        "board-assignees",
                        "board-plan",
                        "board-plan-preview",
                        "board-policy",
                        "board-policy-replace",
                        "board-policy-preview",
                        "board-deliveries",
                        "board-retry",
                        "board-retry-mail",
                        "board-wanted");
        everyPage()
                .filter(
                        state ->
                                pages.contains(state.name())
                                        || state.template().equals("mc-confirm.ftl")
                                                && !state.name().equals("confirm-refused")
                                        || state.name().matches("message-[a-z-]*[^d]"))
                .forEach(
                        state ->
                                byTitle.computeIfAbsent(page(state).title(), t -> new HashSet<>())
                                        .add(state.name()));
        assertThat(byTitle.values()).hasSizeGreaterThan(20).allMatch(names -> names.size() == 1);
    }

    @ParameterizedTest
    @MethodSource("everyPage")
    void aPageIsRightToLeftWhenItsLanguageIs(State state) {
        Document page = page(state.with("dir", "rtl", "lang", "ar"));
        assertThat(page.selectFirst("html").attr("dir")).isEqualTo("rtl");
        assertThat(page.selectFirst("html").attr("lang")).isEqualTo("ar");
    }

    // ------------------------------------------------------------------ users

    @Test
    void theListOfUsersHasTheFactsheetsWords() {
        Document page = page("users");
        assertThat(page.title()).isEqualTo("Users – 50538 - 3A Tutors Ltd – My Cambridge");
        assertThat(page.select("thead th").eachText())
                .containsExactly(
                        "Full name", "Email", "Roles in organisation", "Status", "Actions");
        assertThat(page.select("caption").first().ownText()).isEqualTo("1 to 4 of 4");
        assertThat(page.select("label[for=search]").text()).isEqualTo("Search for a user");
        assertThat(page.select("#search").attr("placeholder")).isEqualTo("e.g. Jane Smith");
        assertThat(page.select("a[href=/add]").text()).isEqualTo("Add user(s)");
        assertThat(page.select("a[href=/add-several]").text()).isEqualTo("Add several users");
        assertThat(page.select("a[href=/export]").text()).isEqualTo("Export as CSV");
        assertThat(page.select("nav.mc-tabs a").eachText())
                .containsExactly("Users", "Associate Schools", "History");
        assertThat(page.select("nav.mc-tabs a[aria-current=page]").text()).isEqualTo("Users");
        assertThat(page.select("#role option").eachText())
                .startsWith("All roles", "Can manage users");
        assertThat(page.select("#status option").eachText())
                .containsExactly(
                        "All statuses", "Active", "Invited", "Invitation expired", "Disabled");
        assertThat(page.select("main dl").text())
                .contains("Centre type Associate Centre", "Centre number 50538");
    }

    @Test
    void aRowNamesThePersonAndSaysHowTheyStand() {
        Document page = page("users");
        assertThat(page.select("tbody tr").eachText())
                .containsExactly(
                        "Jane Smith You p1.a-rather-long-address@gb123.example"
                                + " Access Arrangements Nominated User, Compliance Officer"
                                + " Active View Jane Smith",
                        "Buzz Lightyear p2.a-rather-long-address@gb123.example -"
                                + " Invited Email not delivered View Buzz Lightyear",
                        "Jack Black p3.a-rather-long-address@gb123.example -"
                                + " Invitation expired Email being sent View Jack Black",
                        "Stephen Hughes p4.a-rather-long-address@gb123.example -"
                                + " Disabled View Stephen Hughes");
        assertThat(page.select("tbody tr").first().select("a").eachAttr("href"))
                .containsExactly("/users/p1", "/users/p1");
        assertThat(page.select("th[aria-sort=ascending] a").text()).isEqualTo("Full name");
    }

    @Test
    void theFiltersShowWhatIsLookedFor() {
        Document page = page("users-filtered");
        assertThat(page.select("#search").val()).isEqualTo("smith");
        assertThat(page.select("#role option[selected]").text()).isEqualTo("Can manage users");
        assertThat(page.select("#status option[selected]").text()).isEqualTo("Active");
        assertThat(page.select("form[role=search] a").text()).isEqualTo("Clear");
        assertThat(page.select("form[role=search] input[name=sort]").val()).isEqualTo("name");
        assertThat(page.select("form[role=search]").attr("method")).isEqualTo("get");
    }

    @Test
    void aLongListIsReadInPages() {
        Document page = page("users-page-2");
        assertThat(page.select("tbody tr")).hasSize(25);
        assertThat(page.select("caption").first().ownText()).isEqualTo("26 to 50 of 312");
        assertThat(page.select("nav.mc-pager a").eachText()).containsExactly("Previous", "Next");
        assertThat(page.title()).startsWith("Users, 26 to 50 of 312 – ");
    }

    @ParameterizedTest
    @CsvSource({
        "users-nobody, /add",
        "users-not-found, /users",
        "schools-not-found, /schools",
        "users-past-the-end, /users?page=13"
    })
    void anEmptyListSaysWhatItMeansAndTheWayOut(String state, String wayOut) {
        Document page = page(state);
        assertThat(page.select("table")).isEmpty();
        assertThat(page.select(".mc-card p").first().text()).isNotBlank();
        assertThat(page.select(".mc-card a").attr("href")).isEqualTo(wayOut);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "added|sent|Invitation email sent to Jane Smith.",
                "added|being-sent|The invitation email to Jane Smith is being sent.",
                "added|not-delivered|Jane Smith has been added. The invitation email is not"
                        + " delivered yet; we keep trying.",
                "roles-changed|sent|The roles of Jane Smith have been saved. They count from the"
                        + " next time a service is opened.",
                "removed|being-sent|Jane Smith has been removed from this centre. An email to this"
                        + " person is being sent.",
                "nothing-changed||Nothing was changed, so there was nothing to save."
            })
    void whatHasBeenDoneIsSaidFirst(String kind, String mail, String said) {
        Document page =
                page(
                        state("users")
                                .with(
                                        "mcDone",
                                        ConsolePages.done(kind, "Jane Smith", mail, List.of())));
        Element done = page.selectFirst("[data-announce]");
        assertThat(done.attr("role")).isEqualTo("status");
        assertThat(done.select("p").text()).isEqualTo(said);
        assertThat(done.select(".mc-mark--ok")).hasSize(1);
        assertThat(done.select("button[data-close]").attr("aria-label")).isEqualTo("Close");
    }

    @Test
    void everythingThatCanBeDoneHasItsWords() {
        List<String> kinds =
                List.of(
                        "added",
                        "roles-changed",
                        "details-changed",
                        "email-corrected",
                        "reset-password",
                        "disabled",
                        "enabled",
                        "removed",
                        "invitation-resent",
                        "holder-replaced",
                        "nothing-changed");
        for (String kind : kinds) {
            for (String mail : List.of("sent", "being-sent", "not-delivered")) {
                assertThat(
                                page(state("users")
                                                .with(
                                                        "mcDone",
                                                        ConsolePages.done(
                                                                kind, "J", mail, List.of())))
                                        .select("[data-announce]")
                                        .text())
                        .as("%s, %s", kind, mail)
                        .isNotBlank()
                        .doesNotContain("mcDone");
            }
        }
    }

    @Test
    void aWarningIsReadWithWhatCausedIt() {
        assertThat(page("users-added").select("[data-announce] .mc-banner--warn").text())
                .isEqualTo("A warning about Jane Smith");
    }

    @Test
    void whatThreatensTheCentreIsSaidAndAnAssociateFindsTheWayBack() {
        Document page = page("users-of-school");
        assertThat(page.select(".mc-banner--warn li")).hasSize(4);
        assertThat(page.select(".mc-banner--warn").text())
                .contains(
                        "so nobody receives its notifications.",
                        "emails to 2 people",
                        "1 invitation has expired.");
        assertThat(page.select("nav.mc-way a").text())
                .isEqualTo("Associate Schools of CA001 - 3A Tutors Ltd");
        assertThat(page.select("main dl").text()).contains("Approved");
    }

    // ------------------------------------------------------------------ roles

    @Test
    void aRoleIsASwitchWithItsDescription() {
        Document page = page("person");
        Element teacher = page.getElementById("role-sfa.teacher");
        assertThat(teacher.attr("type")).isEqualTo("checkbox");
        assertThat(teacher.attr("role")).isEqualTo("switch");
        assertThat(teacher.attr("name")).isEqualTo("role");
        assertThat(teacher.val()).isEqualTo("sfa.teacher");
        assertThat(teacher.hasAttr("checked")).isTrue();
        assertThat(page.getElementById(teacher.attr("aria-describedby")).text())
                .startsWith("Users with the role");
        assertThat(teacher.closest("details").select("summary").text())
                .isEqualTo("Submit for Assessment");
    }

    @Test
    void aLockedRoleIsNotSentAndSaysWhy() {
        Document page = page("person");
        Element locked = page.getElementById("role-centre.administrator");
        assertThat(locked.hasAttr("disabled")).isTrue();
        assertThat(locked.hasAttr("checked")).isTrue();
        assertThat(locked.attr("aria-describedby"))
                .isEqualTo("role-centre.administrator-text role-centre.administrator-why");
        assertThat(locked.closest(".mc-role").text()).endsWith("Only Cambridge can give this role");
        assertThat(page.select("a[href=/users/p1/replace/ssh.coordinator]").text())
                .startsWith("Replace");
    }

    @Test
    void aRoleOfSeveralServicesHasOneSwitch() {
        Document page = page("person");
        assertThat(page.select("input[value=centre.exams-officer]")).hasSize(1);
        assertThat(page.select("a[href='#role-centre.exams-officer']")).hasSize(1);
        assertThat(page.getElementById("role-centre.exams-officer").closest(".mc-role").text())
                .contains("SHARED ROLE", "Access to Scripts");
    }

    @Test
    void aReasonThatLocksEverythingIsSaidOnce() {
        Document page = page("person-you");
        assertThat(page.select("main").text()).containsOnlyOnce("You can't change your own roles");
        assertThat(page.select("input[role=switch]:not([disabled])")).isEmpty();
        assertThat(page.select("input[role=switch]"))
                .allSatisfy(each -> assertThat(each.attr("aria-describedby")).endsWith(" why"));
        assertThat(page.select("main form, main button[type=submit]")).isEmpty();
    }

    @Test
    void searchingAndFoldingWaitForTheScript() {
        Document page = page("add");
        assertThat(page.select("[data-role-search]").hasAttr("hidden")).isTrue();
        assertThat(page.select("label[for=role-search]").text())
                .isEqualTo("Search for services or roles");
        assertThat(page.select("#role-search").hasAttr("name")).as("it is not sent").isFalse();
        Element fold = page.selectFirst("[data-collapse]");
        assertThat(fold.hasAttr("hidden")).isTrue();
        assertThat(fold.attr("data-collapse")).isEqualTo("Collapse all");
        assertThat(fold.attr("data-expand")).isEqualTo("Expand all");
        assertThat(page.select("details.mc-service:not([open])")).isEmpty();
    }

    // ------------------------------------------------------------------ add

    @Test
    void addingSomebodyHasTheFactsheetsWords() {
        Document page = page("add");
        assertThat(page.select("form .mc-label, form .mc-field label").eachText())
                .contains("First or given name *", "Last name or surname *", "Email address *");
        assertThat(page.select("form button[type=submit]").eachText())
                .containsExactly("Save user", "Save and add another");
        assertThat(page.select("form button[name=next]").eachAttr("value"))
                .containsExactly("list", "another");
        assertThat(page.select("form a.mc-btn").text()).isEqualTo("Cancel");
        assertThat(page.select("form h2").eachText()).containsExactly("User details", "Roles");
        assertThat(page.select("form input[autocomplete]").eachAttr("autocomplete"))
                .containsOnly("off");
    }

    @Test
    void whatWasTypedStaysAndEachFieldSaysWhatIsWrong() {
        Document page = page("add-wrong");
        assertThat(page.select("#firstName").val()).isEqualTo("Jane");
        assertThat(page.select("#firstName").hasAttr("aria-invalid")).isFalse();
        assertThat(page.select("#email").attr("aria-invalid")).isEqualTo("true");
        assertThat(page.select("[role=alert] a").eachAttr("href"))
                .containsExactly("#lastName", "#email", "#role-sfa.teacher");
        assertThat(page.select("#input-error-email").text())
                .isEqualTo("This is not an email address.");
    }

    @Test
    void whereNothingCanBeAddedThereIsNoForm() {
        Document page = page("add-refused");
        assertThat(page.select("main form")).isEmpty();
        assertThat(page.select("main").text()).contains("You can't add users at this centre");
    }

    // ------------------------------------------------------------------ person, confirm

    @Test
    void whatMayBeDoneIsALinkAndWhatMayNotIsTextWithTheReason() {
        Document page = page("person");
        assertThat(page.select("section .mc-actions a").eachText())
                .containsExactly("Reset password", "Disable user");
        assertThat(page.select(".mc-refused a, .mc-refused button")).isEmpty();
        assertThat(page.select(".mc-refused dt").eachText())
                .containsExactly("Remove from organisation", "Correct email address");
        assertThat(page("person-you").select(".mc-refused dt").text())
                .isEqualTo("Reset password, Disable user, Remove from organisation");
    }

    @Test
    void savingRolesCarriesWhatThePageWasDrawnFrom() {
        Element form = page("person").selectFirst("form[method=post]");
        assertThat(form.select("input[name=version]").val()).isEqualTo("12345");
        assertThat(form.select("input[name=was]").val())
                .isEqualTo("centre.user-management sfa.teacher");
        assertThat(form.select("button").text()).contains("Save changes");
    }

    @Test
    void aStaleSaveShowsWhoChangedWhatAndBothVersions() {
        Element stale = page("person-stale").selectFirst("[role=alert][data-announce]");
        assertThat(stale.text()).contains("Kim Park gave Jane Smith Exams Officer");
        assertThat(stale.select("tbody tr").text()).isEqualTo("Exams Officer On Off");
        assertThat(page(state("person-stale").with("mcNotice", "stale")).select("[data-announce]"))
                .hasSize(1);
    }

    @Test
    void somebodyWithoutANameIsCalledByTheirAddress() {
        assertThat(page("person-nameless").select("h1").text())
                .isEqualTo("jane.smith@gb123.example");
    }

    @ParameterizedTest
    @CsvSource({
        "remove, Remove from organisation",
        "disable, Disable user",
        "enable, Enable user",
        "reset-password, Reset password",
        "resend-invitation, Resend invitation",
        "replace, Replace"
    })
    void aConfirmationIsOneButtonAndAWayBack(String act, String button) {
        Document page = page("confirm-" + act);
        assertThat(page.select("main form button").eachText()).containsExactly(button);
        assertThat(page.select("main form a").text()).isEqualTo("Cancel");
        assertThat(page.select("h1").text()).contains("Jane Smith").endsWith("?");
    }

    @Test
    void aConfirmationNamesWhatIsLostAndWhoIsAffected() {
        Document page = page("confirm-remove");
        assertThat(page.select("main ul li").eachText())
                .contains(
                        "Submit for Assessment: Exams Officer",
                        "Access To Scripts",
                        "Nobody else at 50538 can use Submit for Assessment.");
        assertThat(page("confirm-replace").select("main").text()).contains("Kim Park");
    }

    @Test
    void whatIsRefusedHasNoButton() {
        Document page = page("confirm-refused");
        assertThat(page.select("main button, main form")).isEmpty();
        assertThat(page.select("main").text()).contains("Jane Smith is the last User Manager");
    }

    // ------------------------------------------------------------------ several, schools

    @Test
    void aListIsLookedAtBeforeAnythingIsSent() {
        Document enter = page("several");
        assertThat(enter.select("form").attr("enctype")).isEqualTo("multipart/form-data");
        assertThat(enter.select("textarea[name=text], input[type=file][name=file]")).hasSize(2);
        assertThat(enter.select("button[name=step]").eachAttr("value")).containsExactly("preview");
        Document preview = page("several-preview");
        assertThat(preview.select("button[name=step]").eachAttr("value"))
                .containsExactly("confirm", "edit");
        assertThat(preview.select("button[name=step]").eachText())
                .containsExactly("Add 2 users", "Change the list");
        // A browser drops the line break that follows the tag.
        assertThat(preview.select("textarea[hidden]").first().wholeText())
                .isEqualTo("\n\nfirst,last\nJane Smith");
        assertThat(preview.select("tbody tr").last().text())
                .isEqualTo(
                        "5 - somebody5@gb123.example Exams Officer Left out Type the first or given"
                                + " name.");
        assertThat(page("several-none-ready").select("button[value=confirm]")).isEmpty();
        assertThat(page("several-500").select("tbody tr")).hasSize(500);
        assertThat(page("several-500").select("button[value=confirm]").text())
                .isEqualTo("Add 500 users");
        assertThat(page("several-done").select("[data-announce]").text())
                .startsWith("1 user has been added.")
                .contains("1 line was left out.");
    }

    @Test
    void theSchoolsHaveTheFactsheetsWords() {
        Document page = page("schools");
        assertThat(page.select("label[for=search]").text()).isEqualTo("Search for Associate");
        assertThat(page.select("thead th").eachText())
                .containsExactly("Associate School Number", "Name", "Status", "Health", "Actions");
        assertThat(page.select("main").text()).contains("48 of 50 centres assigned to you");
        assertThat(page.select("tbody tr").eachText())
                .containsExactly(
                        "50538 3A Tutors Ltd Approved Nothing to do View 50538 - 3A Tutors Ltd",
                        "50539 Jane Smith Approved No user manager No Coordinator 2 invitations"
                                + " pending over 7 days No one signed in for 12 months Last"
                                + " sign-in: 3 March 2026, 09:05 UTC View 50539 - Jane Smith",
                        "50540 Proposed Proposed - -",
                        "50541 Suspended Suspended - -");
        assertThat(page("schools-none").select("main").text())
                .doesNotContain("centres assigned to you");
    }

    @Test
    void aTimeIsForPeopleAndForTheBrowser() {
        Element time = page("person").selectFirst("time");
        assertThat(time.attr("datetime")).isEqualTo("2026-03-03T09:05:00Z");
        assertThat(time.hasAttr("data-local")).isTrue();
        assertThat(time.text()).isEqualTo("3 March 2026, 09:05 UTC");
    }

    @Test
    void theHistoryOfOnePersonLeadsToAllOfIt() {
        Document page = page("history-of-person");
        assertThat(page.select("main h2").text()).isEqualTo("History of Jane Smith");
        assertThat(page.title()).startsWith("History of Jane Smith");
        assertThat(page.select("main a[href=/history]").text()).contains("All that happened");
        assertThat(page("person").select("main a[href=/history]").text())
                .isEqualTo("Whole history of Jane Smith");
    }

    @Test
    void theRolesAreDescribedForPeople() {
        Document page = page("roles");
        assertThat(page.select("h1").text()).isEqualTo("Roles in My Cambridge");
        assertThat(page.select("main dl").first().text())
                .contains("User Manager, Cambridge", "Cambridge International Centre");
        assertThat(page.select("nav a[aria-current=page]").attr("href")).isEqualTo("/roles");
        assertThat(page.select("a[href=mailto:info@board.example]")).hasSize(1);
    }

    // ------------------------------------------------------------------ rendering

    private Document page(String name) {
        return page(state(name));
    }

    private Document page(State state) {
        return Jsoup.parse(THEME.render(state.template(), state.attributes()));
    }

    private static State state(String name) {
        return everyPage().filter(state -> state.name().equals(name)).findFirst().orElseThrow();
    }
}
