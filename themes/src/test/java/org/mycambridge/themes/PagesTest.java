package org.mycambridge.themes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.forms.login.MessageType;
import org.keycloak.theme.beans.MessageBean;
import org.keycloak.theme.beans.MessagesPerFieldBean;

class PagesTest {

    private static final String NASTY = "<b>Bad</b> ${mcProduct} \"' & Co";

    private final RenderedTheme theme = RenderedTheme.pages();

    @Test
    void theSignInPageHasTheFactsheetsWords() {
        Document page = page("login.ftl", Map.of());
        assertThat(page.select("h1").text()).isEqualTo("Sign in");
        assertThat(page.select("main p").first().text())
                .isEqualTo("To continue, please sign in to My Cambridge.");
        assertThat(labelOf(page, "username")).isEqualTo("Email address");
        assertThat(labelOf(page, "password")).isEqualTo("Password");
        assertThat(page.select("a[href=/reset]").text()).isEqualTo("Forgotten password?");
        assertThat(page.select("button[type=submit]").text()).isEqualTo("Sign in");
        assertThat(page.select("#password").attr("autocomplete")).isEqualTo("current-password");
        assertThat(page.title()).isEqualTo("Sign in – My Cambridge");
    }

    @Test
    void aPageLoadsOurStylesAndOurScriptUnderAnAddressThatChangesWithThem() {
        Map<Document, Integer> pages =
                Map.of(
                        page("login.ftl", Map.of()), 1,
                        page("mc-invitation.ftl", Map.of("mcState", "unknown")), 1,
                        page("mc-home.ftl", homePage(true, "J S")), 2);
        pages.forEach(PagesTest::loadsOnly);
    }

    private static void loadsOnly(Document page, int styleSheets) {
        assertThat(page.select("link[rel=stylesheet]")).hasSize(styleSheets);
        List<String> assets =
                Stream.of(
                                page.select("link[rel=stylesheet]").eachAttr("href"),
                                page.select("script[defer]").eachAttr("src"),
                                page.select("link[rel=icon]").eachAttr("href"))
                        .flatMap(List::stream)
                        .toList();
        assertThat(assets)
                .hasSize(2 * styleSheets + 1) // a script with each, and the icon
                .allSatisfy(
                        asset -> {
                            assertThat(asset).startsWith("/resources/login/");
                            String path = asset.substring("/resources/login/".length());
                            assertThat(path).matches(contentHashPattern());
                            assertThat(ThemeFiles.upstream("my-cambridge/login/resources/" + path))
                                    .as("the asset in the jar")
                                    .isNotEmpty();
                        });
    }

    private static String contentHashPattern() {
        return ThemeFiles.builtProperties("login/theme.properties")
                .getProperty("contentHashPattern");
    }

    @Test
    void whatThePasswordPolicyRefusesIsAboutTheNewPassword() {
        Map<String, Object> attributes = passwordPage();
        attributes.put("message", new MessageBean("Too short.", MessageType.ERROR));
        attributes.put("username", "jane@gb123.example");
        Document page = page("login-update-password.ftl", attributes);
        assertThat(page.title()).startsWith("Error: ");
        assertThat(page.select("[role=alert]")).hasSize(1);
        assertThat(page.select("[role=alert] a[href=#password-new]").text())
                .isEqualTo("Too short.");
        assertThat(page.select("#password-new").attr("aria-invalid")).isEqualTo("true");
        assertThat(page.select("input[autocomplete=username]").val())
                .isEqualTo("jane@gb123.example");
    }

    @Test
    void aWrongPasswordIsSaidOnceAndTiedToBothFields() {
        Document page = page("login.ftl", Map.of("messagesPerField", error("username", "Wrong.")));
        assertThat(page.title()).startsWith("Error: ");
        assertThat(page.select("[role=alert] a[href=#username]").text()).isEqualTo("Wrong.");
        for (String field : List.of("username", "password")) {
            Element input = page.getElementById(field);
            assertThat(input.attr("aria-invalid")).isEqualTo("true");
            assertThat(input.attr("aria-describedby")).isEqualTo("input-error-username");
        }
    }

    @Test
    void withoutAnErrorNothingIsMarkedInvalid() {
        assertThat(page("login.ftl", Map.of()).select("[aria-invalid]")).isEmpty();
    }

    @Test
    void anInvitationAsksForTheTemporaryPassword() {
        Document page = page("login.ftl", Map.of("mcInvitation", invitation("A School")));
        assertThat(page.select("main p").first().text()).contains("GB123 - A School");
        assertThat(labelOf(page, "password")).isEqualTo("Temporary password");
        assertThat(page.select("#password").attr("aria-describedby")).isEqualTo("password-hint");
        assertThat(page.select("#password").attr("autocomplete")).isEqualTo("one-time-code");
        assertThat(page.select("a[href=/reset]")).isEmpty();
        assertThat(page.select("button[type=submit]").text()).isEqualTo("Sign in");
    }

    @Test
    void anExpiredTemporaryPasswordIsExplained() {
        Document page =
                page(
                        "login.ftl",
                        Map.of(
                                "mcInvitation",
                                invitation("A School"),
                                "mcTemporaryPasswordExpired",
                                true));
        assertThat(page.select("[role=status]").text()).contains("expired", "GB123 - A School");
    }

    @Test
    void theRulesOfAPasswordAreListedAndTiedToTheField() {
        Document page = page("login-update-password.ftl", passwordPage());
        assertThat(page.select("#rules li").eachText())
                .containsExactly(
                        "have at least 12 characters",
                        "contain at least 1 digit",
                        "not be your email address",
                        "be different from your last 5 passwords");
        assertThat(page.select("#password-new").attr("aria-describedby")).isEqualTo("rules");
        assertThat(page.select("#kc-submit").text()).isEqualTo("Set password");
    }

    @Test
    void aRefusedPasswordIsTiedToItsField() {
        Map<String, Object> attributes = passwordPage();
        attributes.put("messagesPerField", error("password", "Too short."));
        Document page = page("login-update-password.ftl", attributes);
        assertThat(page.select("[role=alert] a[href=#password-new]").text())
                .isEqualTo("Too short.");
        assertThat(page.select("#password-new").attr("aria-describedby"))
                .isEqualTo("input-error-password-new rules");
        assertThat(page.select("#password-confirm").hasAttr("aria-invalid")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"sent", "being-sent"})
    void theCodeIsTypedInAndANewOneIsAMatterOfItsOwn(String state) {
        Document page = page("mc-verify-code.ftl", codePage(state, 45));
        assertThat(page.select("main").text()).contains("person@gb123.example", "10 minutes");
        Element code = page.getElementById("code");
        assertThat(code.attr("autocomplete")).isEqualTo("one-time-code");
        assertThat(code.attr("inputmode")).isEqualTo("numeric");
        assertThat(code.closest("form").select("button[name=verify]").text()).isEqualTo("Verify");
        Element resend = page.select("button[name=resend]").first();
        assertThat(resend.text()).isEqualTo("Send a new code");
        assertThat(resend.closest("form")).isNotEqualTo(code.closest("form"));
        assertThat(resend.hasAttr("disabled")).as("without script the server decides").isFalse();
        assertThat(resend.attr("data-wait")).isEqualTo("45");
        assertThat(resend.attr("data-wait-text")).contains("{0}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"expired", "locked"})
    void aCodeThatWorksNoMoreLeavesOnlyANewOne(String state) {
        Document page = page("mc-verify-code.ftl", codePage(state, 0));
        assertThat(page.title()).startsWith("Error: ");
        assertThat(page.getElementById("code")).isNull();
        assertThat(page.select("[role=alert]").text()).contains("Send a new code");
        assertThat(page.select("button[name=resend]").hasAttr("data-wait")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"welcome", "added", "used", "expired", "withdrawn", "superseded", "unknown"})
    void everyStateOfAnInvitationHasItsWordsAndNoForm(String state) {
        Document page = page("mc-invitation.ftl", invitationPage(state, "A School"));
        assertThat(page.select("h1").text()).doesNotContain("mcInvitation", "{0}");
        assertThat(page.select(".mc-lead").text()).doesNotContain("mcInvitation", "{0}");
        assertThat(page.select("form")).isEmpty();
        assertThat(page.select("a.mc-btn--primary").attr("href")).isEqualTo("/sign-in");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sent", "locked"})
    void aNewCodeRefusedIsSaidInEveryState(String state) {
        Map<String, Object> attributes = codePage(state, 45);
        attributes.put("message", new MessageBean("Too soon.", MessageType.ERROR));
        assertThat(page("mc-verify-code.ftl", attributes).select("main").text())
                .containsOnlyOnce("Too soon.");
    }

    @Test
    void theLastWrongTryIsSaidAsALockedCodeAlone() {
        Map<String, Object> attributes = codePage("locked", 0);
        attributes.put("messagesPerField", error("code", "No tries left."));
        attributes.put("message", new MessageBean("No tries left.", MessageType.ERROR));
        Document page = page("mc-verify-code.ftl", attributes);
        assertThat(page.select("main").text()).doesNotContain("No tries left.");
        assertThat(page.select("[role=alert]")).hasSize(1);
    }

    @Test
    void aWelcomeNamesTheInvitingCentreAndAnExpiryWhomToAsk() {
        assertThat(page("mc-invitation.ftl", invitationPage("welcome", "A")).select("h1").text())
                .isEqualTo("You have been invited to My Cambridge by CA001 - Associate");
        assertThat(
                        page("mc-invitation.ftl", invitationPage("expired", "A"))
                                .select(".mc-lead")
                                .text())
                .contains("CA001 - Associate");
    }

    @Test
    void anInvitationNobodyKnowsNeedsNothingButItsState() {
        Document page = page("mc-invitation.ftl", Map.of("mcState", "unknown"));
        assertThat(page.select("a.mc-btn")).isEmpty();
        assertThat(page.select("h1").text()).isNotEmpty();
    }

    @Test
    void theHomePageListsRolesByCentreWithTheirGuidance() {
        Document page = page("mc-home.ftl", homePage(true, "Jane Smith"));
        assertThat(page.select("h2").eachText())
                .containsExactly("GB123 - A School", "50538 - 3A Tutors Ltd", "50539 - Closed");
        assertThat(page.select("tbody tr").eachText())
                .containsExactly(
                        "Submit for Assessment Submit for Assessment: Teacher"
                                + " Guidance for Submit for Assessment: Teacher",
                        "Access to Scripts Access To Scripts -");
        assertThat(page.select("nav a").eachText()).containsExactly("Home", "My Organisation");
        assertThat(page.select("nav a[aria-current=page]").text()).isEqualTo("Home");
        assertThat(page.select("header").text()).contains("My Cambridge", "My Account");
        assertThat(page.select("a[href^=mailto]")).isEmpty();
    }

    @Test
    void whoManagesNobodyIsToldWhomToContact() {
        Document page = page("mc-home.ftl", homePage(false, "Jane Smith"));
        assertThat(page.select("nav a").eachText()).containsExactly("Home");
        assertThat(page.select("a[href=mailto:info@board.example]").text())
                .isEqualTo("info@board.example");
    }

    @Test
    void aHomePageWithoutCentresSaysWhatThatMeans() {
        Map<String, Object> attributes = homePage(false, "Jane Smith");
        attributes.put("mcCentres", List.of());
        assertThat(page("mc-home.ftl", attributes).select("main").text())
                .contains("You do not belong to a centre yet");
    }

    @Test
    void theHomePageIsRightToLeftWhenItsLanguageIs() {
        Map<String, Object> attributes = homePage(true, "Jane Smith");
        attributes.put("dir", "rtl");
        attributes.put("lang", "ar");
        Element html = page("mc-home.ftl", attributes).selectFirst("html");
        assertThat(html.attr("dir")).isEqualTo("rtl");
        assertThat(html.attr("lang")).isEqualTo("ar");
    }

    @Test
    void aCentreIsChosenByOneButtonAndALongListCanBeSearched() {
        Document few = page("mc-choose-centre.ftl", choosePage("A School", 2));
        assertThat(few.select("button[name=centre]").eachAttr("value")).containsExactly("C0", "C1");
        assertThat(few.select("button[name=centre]").eachText())
                .containsExactly(
                        "C0 - A School Cambridge International Centre · chosen last time",
                        "C1 - A School Cambridge International Centre");
        assertThat(few.select("input[type=search]")).isEmpty();
        Document many = page("mc-choose-centre.ftl", choosePage("A School", 9));
        Element search = many.selectFirst("[data-filter]");
        assertThat(search.hasAttr("hidden")).as("without script it finds nothing").isTrue();
        assertThat(many.getElementById(search.attr("data-filter")).select("li")).hasSize(9);
    }

    @Test
    void whoHasNoCentreIsToldWhomToAskAndCanGoBack() {
        Document any = page("mc-no-centre.ftl", noCentrePage("Scripts", List.of()));
        assertThat(any.select("h1").text()).isEqualTo("You can’t open Scripts");
        assertThat(any.select("main").text()).contains("no role for Scripts at any centre");
        assertThat(any.select("a[href=mailto:info@board.example]")).hasSize(1);
        assertThat(any.select("button[name=leave]").text()).isEqualTo("Go back to Scripts");
        assertThat(
                        page("mc-no-centre.ftl", noCentrePage("Scripts", List.of("X1")))
                                .select("main")
                                .text())
                .contains("no access to centre X1,");
        assertThat(
                        page("mc-no-centre.ftl", noCentrePage("Scripts", List.of("X1", "X2")))
                                .select("main")
                                .text())
                .contains("no access to the centres X1, X2,");
    }

    static Stream<Arguments> pagesWithNames() {
        Map<String, Object> home = homePage(true, NASTY);
        return Stream.of(
                Arguments.of("login.ftl", Map.of("mcInvitation", invitation(NASTY))),
                Arguments.of("mc-invitation.ftl", invitationPage("added", NASTY)),
                Arguments.of("mc-choose-centre.ftl", choosePage(NASTY, 2)),
                Arguments.of("mc-no-centre.ftl", noCentrePage(NASTY, List.of())),
                Arguments.of("mc-home.ftl", home));
    }

    @ParameterizedTest
    @MethodSource("pagesWithNames")
    void aNameIsNeverMarkupAndNeverAKey(String template, Map<String, Object> attributes) {
        Document page = page(template, attributes);
        assertThat(page.select("b")).isEmpty();
        assertThat(page.select("main").text()).contains(NASTY);
    }

    @Test
    void aGuidanceAddressThatIsNoWebAddressIsNoLink() {
        Map<String, Object> attributes = homePage(true, "Jane Smith");
        attributes.put(
                "mcCentres",
                List.of(
                        centre(
                                "GB123",
                                "A",
                                "ACTIVE",
                                List.of(RenderedTheme.role("R", "S", "javascript:alert(1)")))));
        assertThat(page("mc-home.ftl", attributes).select("a[href^=javascript]")).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("everyPage")
    void everyReferenceHasItsTarget(String template, Map<String, Object> attributes) {
        Document page = page(template, attributes);
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
        assertThat(page.select("h1")).hasSize(1);
        assertThat(page.title()).endsWith(" – My Cambridge");
    }

    static Stream<Arguments> everyPage() {
        Map<String, Object> refused = passwordPage();
        refused.put("messagesPerField", error("password-confirm", "Not the same."));
        Map<String, Object> wrongCode = codePage("sent", 45);
        wrongCode.put("messagesPerField", error("code", "Wrong."));
        return Stream.of(
                Arguments.of("login.ftl", Map.of()),
                Arguments.of(
                        "login.ftl",
                        Map.of(
                                "mcInvitation", invitation("A School"),
                                "messagesPerField", error("password", "Wrong."))),
                Arguments.of("login.ftl", Map.of("usernameHidden", "true")),
                Arguments.of("login-update-password.ftl", passwordPage()),
                Arguments.of("login-update-password.ftl", refused),
                Arguments.of("mc-verify-code.ftl", codePage("sent", 0)),
                Arguments.of("mc-verify-code.ftl", wrongCode),
                Arguments.of("mc-verify-code.ftl", codePage("locked", 20)),
                Arguments.of("mc-invitation.ftl", invitationPage("welcome", "A School")),
                Arguments.of("mc-home.ftl", homePage(true, "Jane Smith")),
                Arguments.of("mc-choose-centre.ftl", choosePage("A School", 2)),
                Arguments.of("mc-choose-centre.ftl", choosePage("A School", 50)),
                Arguments.of("mc-no-centre.ftl", noCentrePage("A Service", List.of())),
                Arguments.of("mc-no-centre.ftl", noCentrePage("A Service", List.of("X1", "X2"))),
                Arguments.of("login-reset-password.ftl", Map.of()),
                Arguments.of(
                        "login-reset-password.ftl",
                        Map.of("messagesPerField", error("username", "Missing."))),
                Arguments.of("login-page-expired.ftl", Map.of()),
                Arguments.of("info.ftl", Map.of("message", said("You are signed out"))),
                Arguments.of("info.ftl", actionsPage()));
    }

    @Test
    void whatThereIsToDoIsAButton() {
        Document page = page("info.ftl", actionsPage());
        assertThat(page.select("h1").text()).isEqualTo("Perform the following action(s)");
        assertThat(page.select("li").text()).isEqualTo("choose a new password");
        assertThat(page.select("a.mc-btn--primary").attr("href")).isEqualTo("/do-it");
    }

    @Test
    void aMessageIsNotSaidTwice() {
        Document page = page("info.ftl", Map.of("message", said("You are signed out")));
        assertThat(page.select("main").text()).containsOnlyOnce("You are signed out");
    }

    private Document page(String template, Map<String, ?> attributes) {
        return Jsoup.parse(theme.render(template, attributes));
    }

    private static String labelOf(Document page, String field) {
        return page.select("label[for=" + field + "]").text();
    }

    private static MessagesPerFieldBean error(String field, String text) {
        MessagesPerFieldBean messages = new MessagesPerFieldBean();
        messages.addMessage(field, text, MessageType.ERROR);
        return messages;
    }

    private static MessageBean said(String text) {
        return new MessageBean(text, MessageType.INFO);
    }

    private static Map<String, Object> actionsPage() {
        return Map.of(
                "message", said("Perform the following action(s)"),
                "requiredActions", List.of("UPDATE_PASSWORD"),
                "actionUri", "/do-it");
    }

    private static Map<String, String> invitation(String centreName) {
        return Map.of("centreNumber", "GB123", "centreName", centreName);
    }

    private static Map<String, Object> passwordPage() {
        return new HashMap<>(
                Map.of(
                        "passwordPolicies",
                        Map.of(
                                "length", 12,
                                "digits", 1,
                                "notEmail", true,
                                "notUsername", false,
                                "passwordHistory", 5)));
    }

    private static Map<String, Object> codePage(String state, int wait) {
        return new HashMap<>(
                Map.of(
                        "mcEmail",
                        "person@gb123.example",
                        "mcMinutes",
                        30,
                        "mcResendInSeconds",
                        wait,
                        "mcCodeState",
                        state));
    }

    private static Map<String, Object> invitationPage(String state, String centreName) {
        return new HashMap<>(
                Map.of(
                        "mcState", state,
                        "mcCentreNumber", "50538",
                        "mcCentreName", centreName,
                        "mcInviterCentre", "CA001 - Associate",
                        "mcSignInUrl", "/sign-in",
                        "mcSignedInAs", "other@gb123.example",
                        "mcSignOutUrl", "/sign-out"));
    }

    private static Map<String, Object> centre(
            String number, String name, String status, List<Map<String, String>> roles) {
        return Map.of(
                "number", number,
                "name", name,
                "type", "CENTRE",
                "typeName", "mcCentreType.CENTRE",
                "status", status,
                "roles", roles);
    }

    private static Map<String, Object> choosePage(String name, int centres) {
        return Map.of(
                "mcService",
                "Submit for Assessment",
                "mcCentres",
                IntStream.range(0, centres)
                        .mapToObj(
                                i ->
                                        Map.of(
                                                "number", "C" + i, "name", name, "type", "CENTRE",
                                                "last", i == 0))
                        .toList());
    }

    private static Map<String, Object> noCentrePage(String service, List<String> numbers) {
        return Map.of(
                "mcService", service, "mcNumbers", numbers, "mcContact", "info@board.example");
    }

    private static Map<String, Object> homePage(boolean mayManage, String name) {
        Map<String, Object> attributes = new HashMap<>();
        attributes.put("mcPerson", Map.of("fullName", name, "email", "jane@gb123.example"));
        attributes.put(
                "mcCentres",
                List.of(
                        centre("GB123", "A School", "ACTIVE", RenderedTheme.someRoles()),
                        centre("50538", "3A Tutors Ltd", "ACTIVE", List.of()),
                        centre("50539", "Closed", "CLOSED", RenderedTheme.someRoles())));
        attributes.put("mcMayManage", mayManage);
        attributes.put("mcContact", "info@board.example");
        attributes.put("mcResources", "/resources/login");
        attributes.put("mcHomeUrl", "/home");
        attributes.put("mcOrganisationUrl", "/organisation");
        attributes.put("mcAccountUrl", "/account");
        attributes.put("mcSignOutUrl", "/sign-out");
        return attributes;
    }
}
