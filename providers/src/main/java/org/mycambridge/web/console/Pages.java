package org.mycambridge.web.console;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriBuilder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
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

    private static final Pattern GZIP = Pattern.compile("\\bgzip\\b(?!\\s*;\\s*q=0(\\.0*)?(,|$))");

    private final KeycloakSession session;
    private final Addresses addresses;

    Pages(KeycloakSession session, Addresses addresses) {
        this.session = session;
        this.addresses = addresses;
    }

    /** The words for somebody, in their language. */
    Texts texts(UserModel user) {
        Locale locale = session.getContext().resolveLocale(user);
        try {
            return new Texts(locale, messages(locale));
        } catch (IOException e) {
            throw new IllegalStateException("the words of the pages can't be read", e);
        }
    }

    /** The languages of the realm, each by its own name. */
    List<Map<String, Object>> languages(Locale current) {
        RealmModel realm = session.getContext().getRealm();
        if (!realm.isInternationalizationEnabled()) {
            return List.of();
        }
        try {
            LocaleBean locales = locales(current, messages(current));
            return locales.getSupported().stream()
                    .map(
                            each ->
                                    Map.<String, Object>of(
                                            "tag",
                                            each.getLanguageTag(),
                                            "name",
                                            each.getLabel(),
                                            "current",
                                            each.getLanguageTag().equals(current.toLanguageTag())))
                    .toList();
        } catch (IOException e) {
            throw new IllegalStateException("the words of the pages can't be read", e);
        }
    }

    private Properties messages(Locale locale) throws IOException {
        return session.theme()
                .getTheme(Theme.Type.LOGIN)
                .getEnhancedMessages(session.getContext().getRealm(), locale);
    }

    /**
     * A page for somebody who is signed in.
     *
     * @param status the status of the answer
     * @param template its template
     * @param user to whom it is shown
     * @param attributes what it shows, beside what every page does
     * @param cookies to set with it
     */
    Response show(
            int status,
            String template,
            UserModel user,
            Map<String, Object> attributes,
            List<NewCookie> cookies) {
        RealmModel realm = session.getContext().getRealm();
        Locale locale = session.getContext().resolveLocale(user);
        try {
            Theme theme = session.theme().getTheme(Theme.Type.LOGIN);
            Properties messages = messages(locale);
            Map<String, Object> model = new HashMap<>(attributes);
            model.put("msg", new MessageFormatterMethod(locale, messages));
            model.put("locale", locale.toLanguageTag());
            model.put("dir", direction(locale, messages));
            model.put("properties", theme.getProperties());
            model.put("darkMode", realm.getAttribute("darkMode", true));
            model.put("mcResources", resources(theme));
            String page =
                    session.getProvider(FreeMarkerProvider.class)
                            .processTemplate(model, template, theme);
            return guarded(
                    packed(Response.status(status), page)
                            .type(MediaType.TEXT_HTML_TYPE.withCharset("utf-8"))
                            .language(locale)
                            .cookie(cookies.toArray(NewCookie[]::new)));
        } catch (IOException | FreeMarkerException e) {
            throw new IllegalStateException("page " + template + " can't be laid out", e);
        }
    }

    /** For slow lines: a list of people is a quarter of its size when it travels packed. */
    private Response.ResponseBuilder packed(Response.ResponseBuilder response, String page)
            throws IOException {
        byte[] plain = page.getBytes(StandardCharsets.UTF_8);
        response.header(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
        String accepted =
                session.getContext()
                        .getHttpRequest()
                        .getHttpHeaders()
                        .getHeaderString(HttpHeaders.ACCEPT_ENCODING);
        if (accepted == null || !GZIP.matcher(accepted).find()) {
            return response.entity(plain);
        }
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            out.write(plain);
        }
        return response.encoding("gzip").entity(packed.toByteArray());
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

    Response guarded(Response.ResponseBuilder page) {
        skipDefaultHeaders();
        return headers(page).build();
    }

    private void skipDefaultHeaders() {
        // They would replace our content security policy by a laxer one.
        session.getProvider(SecurityHeadersProvider.class).options().skipHeaders();
    }

    private Response.ResponseBuilder headers(Response.ResponseBuilder response) {
        // A file to download has one of its own: a second would be a second line.
        response.header(HttpHeaders.CACHE_CONTROL, null)
                .header("Content-Security-Policy", POLICY)
                .header("X-Content-Type-Options", "nosniff")
                .header("X-Frame-Options", "DENY")
                // Not "no-referrer": browsers then send "Origin: null" with a form, and
                // nothing could be told from it.
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

    private String direction(Locale locale, Properties messages) {
        return locales(locale, messages).isRtl() ? "rtl" : "ltr";
    }

    /** Its addresses are not used: this page's own may be anything that somebody has typed. */
    private LocaleBean locales(Locale current, Properties messages) {
        return new LocaleBean(
                session.getContext().getRealm(),
                current,
                UriBuilder.fromUri(addresses.home()),
                messages);
    }

    private String resources(Theme theme) throws IOException {
        return Urls.themeRoot(addresses.base()).getPath()
                + "/"
                + theme.getType().toString().toLowerCase(Locale.ROOT)
                + "/"
                + theme.getName();
    }
}
