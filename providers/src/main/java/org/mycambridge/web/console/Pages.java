package org.mycambridge.web.console;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.keycloak.headers.SecurityHeadersProvider;
import org.keycloak.models.BrowserSecurityHeaders;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.services.Urls;
import org.keycloak.theme.FreeMarkerException;
import org.keycloak.theme.Theme;
import org.keycloak.theme.beans.LocaleBean;
import org.keycloak.theme.beans.MessageFormatterMethod;
import org.keycloak.theme.freemarker.FreeMarkerProvider;

/** Lays out pages with the realm's login theme, and says how a browser is to treat them. */
final class Pages {

    private static final String POLICY =
            "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self';"
                    + " form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

    private final KeycloakSession session;
    private final Addresses addresses;

    Pages(KeycloakSession session, Addresses addresses) {
        this.session = session;
        this.addresses = addresses;
    }

    /**
     * A page for somebody who is signed in.
     *
     * @param template its template
     * @param user to whom it is shown
     * @param attributes what it shows, beside what every page does
     */
    Response show(String template, UserModel user, Map<String, Object> attributes) {
        RealmModel realm = session.getContext().getRealm();
        Locale locale = session.getContext().resolveLocale(user);
        try {
            Theme theme = session.theme().getTheme(Theme.Type.LOGIN);
            Properties messages = theme.getEnhancedMessages(realm, locale);
            Map<String, Object> model = new HashMap<>(attributes);
            model.put("msg", new MessageFormatterMethod(locale, messages));
            model.put("locale", locale.toLanguageTag());
            model.put("dir", direction(realm, locale, messages));
            model.put("properties", theme.getProperties());
            model.put("darkMode", realm.getAttribute("darkMode", true));
            model.put("mcResources", resources(theme));
            String page =
                    session.getProvider(FreeMarkerProvider.class)
                            .processTemplate(model, template, theme);
            return guarded(
                    Response.ok(page, MediaType.TEXT_HTML_TYPE.withCharset("utf-8"))
                            .language(locale));
        } catch (IOException | FreeMarkerException e) {
            throw new IllegalStateException("page " + template + " can't be laid out", e);
        }
    }

    /** Sends the browser elsewhere; nobody keeps the answer. */
    Response.ResponseBuilder redirect(URI to) {
        skipDefaultHeaders();
        return headers(Response.seeOther(to));
    }

    /** Gives a page of Keycloak's own making our headers. */
    Response guarded(Response page) {
        return guarded(Response.fromResponse(page));
    }

    private Response guarded(Response.ResponseBuilder page) {
        skipDefaultHeaders();
        return headers(page).build();
    }

    private void skipDefaultHeaders() {
        // They would replace our content security policy by a laxer one.
        session.getProvider(SecurityHeadersProvider.class).options().skipHeaders();
    }

    private Response.ResponseBuilder headers(Response.ResponseBuilder response) {
        response.header("Content-Security-Policy", POLICY)
                .header("X-Content-Type-Options", "nosniff")
                .header("X-Frame-Options", "DENY")
                // Not "no-referrer": browsers then send "Origin: null" with a form, and nothing
                // could
                // be told from it.
                .header("Referrer-Policy", "same-origin")
                .header("Cross-Origin-Opener-Policy", "same-origin")
                .header("X-Robots-Tag", "noindex, nofollow")
                .header(HttpHeaders.CACHE_CONTROL, "no-store");
        transportSecurity()
                .ifPresent(
                        value ->
                                response.header(
                                        BrowserSecurityHeaders.STRICT_TRANSPORT_SECURITY
                                                .getHeaderName(),
                                        value));
        return response;
    }

    private Optional<String> transportSecurity() {
        return Optional.ofNullable(
                        session.getContext()
                                .getRealm()
                                .getBrowserSecurityHeaders()
                                .getOrDefault(
                                        BrowserSecurityHeaders.STRICT_TRANSPORT_SECURITY.getKey(),
                                        BrowserSecurityHeaders.STRICT_TRANSPORT_SECURITY
                                                .getDefaultValue()))
                .filter(value -> !value.isBlank());
    }

    private String direction(RealmModel realm, Locale locale, Properties messages) {
        return new LocaleBean(
                                realm,
                                locale,
                                session.getContext().getUri().getRequestUriBuilder(),
                                messages)
                        .isRtl()
                ? "rtl"
                : "ltr";
    }

    private String resources(Theme theme) throws IOException {
        return Urls.themeRoot(addresses.base()).getPath()
                + "/"
                + theme.getType().toString().toLowerCase(Locale.ROOT)
                + "/"
                + theme.getName();
    }
}
