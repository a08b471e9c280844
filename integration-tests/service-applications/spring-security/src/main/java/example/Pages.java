package example;

import java.util.stream.Collectors;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.HtmlUtils;

@RestController
class Pages {

    @GetMapping(path = "/", produces = "text/html")
    String home(
            @AuthenticationPrincipal OidcUser user, Authentication authentication, CsrfToken csrf) {
        String roles =
                authentication.getAuthorities().stream()
                        .map(GrantedAuthority::getAuthority)
                        .sorted()
                        .collect(Collectors.joining(", "));
        return page(
                "<p>"
                        + HtmlUtils.htmlEscape(user.getFullName())
                        + " at "
                        + HtmlUtils.htmlEscape(
                                Centres.number(user.getIdToken()).orElse("no centre"))
                        + ": "
                        + HtmlUtils.htmlEscape(roles)
                        + "<form method=post action=/logout><input type=hidden name="
                        + csrf.getParameterName()
                        + " value='"
                        + csrf.getToken()
                        + "'><button>Sign out</button></form>");
    }

    @GetMapping(path = "/moderation", produces = "text/html")
    String moderation() {
        return page("<p>Moderated marks");
    }

    @GetMapping(path = "/signed-out", produces = "text/html")
    String signedOut() {
        return page("<p>Signed out");
    }

    @GetMapping("/api/submissions")
    String submissions(@AuthenticationPrincipal Jwt token) {
        return "Submissions of " + Centres.number(token).orElseThrow();
    }

    private static String page(String body) {
        return "<!DOCTYPE html><html lang=en><title>Submit for Assessment</title>" + body;
    }
}
