package org.mycambridge.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.regex.Pattern;
import org.mycambridge.it.stand.Mail;
import org.mycambridge.it.stand.TestRealm;

/** The steps of somebody who has been invited (F65–F72), in a browser. */
final class Journey {

    private final Page page;

    Journey(Page page) {
        this.page = page;
    }

    /** The whole of it, from the mail to the home page. */
    void firstSignIn(TestRealm realm, String email, Mail invitation, String newPassword) {
        openInvitation(invitation);
        verify(code(untilTheCode(realm, email, newPassword)));
        atHome();
    }

    private String password;

    /** The mail's link, and from there to the sign-in page. */
    void openInvitation(Mail invitation) {
        password = temporaryPassword(invitation);
        page.navigate(invitation.link("/invitations/"));
        page.getByRole(AriaRole.LINK, named("Sign in to your account")).click();
        assertThat(page.getByLabel("Email address")).hasValue(invitation.to());
    }

    void signInWith(String temporaryPassword) {
        page.getByLabel("Temporary password").fill(temporaryPassword);
        page.getByRole(AriaRole.BUTTON, named("Sign in")).click();
    }

    /** Temporary password, new password; answers the mail with the code. */
    Mail untilTheCode(TestRealm realm, String email, String newPassword) {
        signInWith(password);
        page.getByLabel("New password", new Page.GetByLabelOptions().setExact(true))
                .fill(newPassword);
        page.getByLabel("New password again").fill(newPassword);
        page.getByRole(AriaRole.BUTTON, named("Set password")).click();
        assertThat(page.getByLabel("Verification code")).isVisible();
        return realm.mails().await(email, "code");
    }

    void verify(String code) {
        page.getByLabel("Verification code").fill(code);
        page.getByRole(AriaRole.BUTTON, named("Verify")).click();
    }

    void atHome() {
        assertThat(page).hasURL(Pattern.compile(".*/my-organisation/?$"));
        assertThat(page.getByText("My Account")).isVisible();
    }

    static String temporaryPassword(Mail invitation) {
        return invitation.line("[A-Za-z0-9+=?#%]{16,}");
    }

    static String code(Mail mail) {
        return mail.line("[0-9]{6}");
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name);
    }
}
