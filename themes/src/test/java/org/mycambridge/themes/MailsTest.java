package org.mycambridge.themes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MailsTest {

    private static final String NASTY = "<b>Bad</b> ${mcProduct} <a href=x>\"' & Co";
    private static final String CENTRE = "50538 - 3A Tutors Ltd";
    private static final String PASSWORD = "Kh7mRw2xTq9pVn4c";

    private final RenderedTheme theme = RenderedTheme.mails();

    static Stream<String> mails() {
        return ThemeFiles.withEnding(".ftl").stream()
                .filter(path -> path.startsWith("email/html"))
                .map(path -> path.getFileName().toString())
                .filter(name -> name.startsWith("mc-"));
    }

    @Test
    void theInvitationHasThePasswordAloneOnItsLineAndOnceInEachPart() {
        String text = text("mc-invitation.ftl", attributes());
        assertThat(text.lines()).containsOnlyOnce(PASSWORD);
        assertThat(text).containsOnlyOnce(PASSWORD);
        assertThat(html("mc-invitation.ftl", attributes()).html()).containsOnlyOnce(PASSWORD);
        assertThat(text)
                .contains("Sign in to your account:", "https://id.example/link?a=1&b=2")
                .contains("Jane Smith (CA001 - Associate)", CENTRE, "Tuesday 3 March 2026")
                .contains("- Submit for Assessment: Teacher (Submit for Assessment)")
                .contains("https://guidance.example/sfa");
    }

    @Test
    void theButtonLeadsToTheLink() {
        Document mail = html("mc-invitation.ftl", attributes());
        assertThat(mail.select("a[href=https://id.example/link?a=1&b=2]").first().text())
                .isEqualTo("Sign in to your account");
    }

    @Test
    void theAddedMailHasNoPassword() {
        assertThat(text("mc-added.ftl", attributes()))
                .contains("You have been added to " + CENTRE)
                .doesNotContain(PASSWORD);
        assertThat(html("mc-added.ftl", attributes()).html()).doesNotContain(PASSWORD);
    }

    @Test
    void theCodeStandsAloneOnItsLine() {
        assertThat(text("mc-verification-code.ftl", attributes()).lines())
                .containsOnlyOnce("012345");
        assertThat(text("mc-verification-code.ftl", attributes())).contains("30 minutes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"roles", "disabled", "enabled", "removed"})
    void everyKindOfChangeHasItsWords(String kind) {
        Map<String, Object> attributes = attributes();
        attributes.put("mcKind", kind);
        assertThat(text("mc-access-changed.ftl", attributes))
                .contains("Jane Smith", CENTRE)
                .doesNotContain("mcAccess");
        assertThat(html("mc-access-changed.ftl", attributes).text()).doesNotContain("mcAccess");
    }

    @Test
    void grantedAndRevokedRolesAreToldApart() {
        Map<String, Object> attributes = attributes();
        attributes.put("mcRevoked", List.of(RenderedTheme.role("Old", "Service", null)));
        attributes.put("mcGranted", List.of(RenderedTheme.role("New", "Service", null)));
        assertThat(text("mc-access-changed.ftl", attributes))
                .containsSubsequence("You can now use", "- New", "You can no longer use", "- Old");
    }

    @ParameterizedTest
    @MethodSource("mails")
    void emptyListsLeaveNoHeadingBehind(String mail) {
        Map<String, Object> attributes = attributes();
        for (String list : List.of("mcRoles", "mcGranted", "mcRevoked")) {
            attributes.put(list, List.of());
        }
        assertThat(html(mail, attributes).select("h2, ul")).isEmpty();
        assertThat(text(mail, attributes)).doesNotContain("\n\n\n");
    }

    @ParameterizedTest
    @MethodSource("mails")
    void theTextPartHasNoMarkupAndNoStrayBlankLines(String mail) {
        assertThat(text(mail, attributes()))
                .doesNotContainPattern("</?[a-z]|&[a-z]+;")
                .doesNotContain("\n\n\n")
                .startsWith("Hello Sam Lee,\n\n");
    }

    @ParameterizedTest
    @MethodSource("mails")
    void aNameIsNeverMarkupAndNeverAKey(String mail) {
        Map<String, Object> attributes = attributes();
        for (String name :
                List.of("mcPersonName", "mcCentre", "mcInviter", "mcInviterCentre", "mcSubject")) {
            attributes.put(name, NASTY);
        }
        Document html = html(mail, attributes);
        assertThat(html.select("b, a[href=x]")).isEmpty();
        assertThat(html.text()).contains(NASTY);
        assertThat(text(mail, attributes)).contains(NASTY);
    }

    @ParameterizedTest
    @MethodSource("mails")
    void aNameThatLooksLikeAnAddressIsBroken(String mail) {
        Map<String, Object> attributes = attributes();
        for (String name : List.of("mcPersonName", "mcCentre", "mcInviter", "mcSubject")) {
            attributes.put(name, "Visit https://www.evil.example or me@evil.example");
        }
        for (String part : List.of(html(mail, attributes).wholeText(), text(mail, attributes))) {
            assertThat(part)
                    .contains("Visit https")
                    .doesNotContain("https://www", "www.evil", "evil.example", "me@evil");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"J.R. Smith", "St. Mary’s School, Ltd.", "O’Neill-Öztürk", "Anne 3.5"})
    void anOrdinaryNameStaysAsItIs(String name) {
        Map<String, Object> attributes = attributes();
        attributes.put("mcPersonName", name);
        assertThat(text("mc-added.ftl", attributes)).startsWith("Hello " + name + ",");
    }

    @Test
    void aNameInTheOtherDirectionIsIsolated() {
        Map<String, Object> attributes = attributes();
        attributes.put("mcPersonName", "سارة علي");
        assertThat(text("mc-added.ftl", attributes)).startsWith("Hello \u2068سارة علي\u2069,");
    }

    @ParameterizedTest
    @MethodSource("mails")
    void everyMailWearsTheSameDressWithoutPictures(String mail) {
        Document html = html(mail, attributes());
        assertThat(html.select("h1")).hasSize(1);
        assertThat(html.select("img, script, link, form")).isEmpty();
        assertThat(html.html()).doesNotContain("url(", "background-image");
        assertThat(html.select("meta[name=color-scheme]").attr("content")).isEqualTo("light dark");
        assertThat(html.selectFirst("html").attr("lang")).isEqualTo("en");
        assertThat(html.select("table:not([role=presentation])")).isEmpty();
    }

    @Test
    void theMarginRuleIsAtTheStartInBothDirections() {
        Map<String, Object> attributes = attributes();
        assertThat(html("mc-added.ftl", attributes).select(".mc-rule").attr("style"))
                .contains("border-left:");
        attributes.put("ltr", false);
        assertThat(html("mc-added.ftl", attributes).select(".mc-rule").attr("style"))
                .contains("border-right:");
    }

    @Test
    void keycloaksOwnMailsWearItToo() {
        Document mail = html("email-test.ftl", Map.of("realmName", "My Cambridge"));
        assertThat(mail.select(".mc-surface").text())
                .contains("My Cambridge", "This is a test email.");
    }

    private Document html(String mail, Map<String, Object> attributes) {
        return Jsoup.parse(theme.render("html/" + mail, attributes));
    }

    private String text(String mail, Map<String, Object> attributes) {
        return theme.render("text/" + mail, attributes);
    }

    private static Map<String, Object> attributes() {
        Map<String, Object> attributes = new HashMap<>();
        attributes.put("mcPersonName", "Sam Lee");
        attributes.put("mcCentre", CENTRE);
        attributes.put("mcLink", "https://id.example/link?a=1&b=2");
        attributes.put("mcInviter", "Jane Smith");
        attributes.put("mcInviterCentre", "CA001 - Associate");
        attributes.put("mcTemporaryPassword", PASSWORD);
        attributes.put("mcExpires", "Tuesday 3 March 2026");
        attributes.put("mcCode", "012345");
        attributes.put("mcMinutes", 30);
        attributes.put("mcKind", "removed");
        attributes.put("mcSubject", "Kim Park");
        attributes.put("mcRoles", RenderedTheme.someRoles());
        attributes.put("mcGranted", List.of());
        attributes.put("mcRevoked", List.of());
        return attributes;
    }
}
