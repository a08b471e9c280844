package org.mycambridge.themes;

import freemarker.cache.ClassTemplateLoader;
import freemarker.cache.MultiTemplateLoader;
import freemarker.cache.TemplateLoader;
import freemarker.core.HTMLOutputFormat;
import freemarker.core.TemplateClassResolver;
import freemarker.template.Configuration;
import freemarker.template.TemplateException;
import freemarker.template.TemplateMethodModelEx;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.keycloak.forms.login.freemarker.model.LoginBean;
import org.keycloak.theme.KeycloakSanitizerMethod;
import org.keycloak.theme.ThemeResourcesParser;
import org.keycloak.theme.beans.AdvancedMessageFormatterMethod;
import org.keycloak.theme.beans.MessageFormatterMethod;
import org.keycloak.theme.beans.MessagesPerFieldBean;

/**
 * Renders our templates as the server does: the same FreeMarker, set up the same way, with the same
 * msg().
 */
final class RenderedTheme {

    private final String type;
    private final Configuration configuration;
    private final Locale language;
    private final Messages messages;
    private final Properties properties;

    private RenderedTheme(String type, Locale language, String... parents) {
        this.type = type;
        this.language = language;
        messages = new Messages(ThemeFiles.messages(type, language));
        properties = ThemeFiles.upstreamProperties("keycloak.v2/login/theme.properties");
        properties.putAll(ThemeFiles.builtProperties("login/theme.properties"));
        configuration = new Configuration(Configuration.VERSION_2_3_32);
        configuration.setOutputFormat(HTMLOutputFormat.INSTANCE);
        configuration.setDefaultEncoding("UTF-8");
        configuration.setNewBuiltinClassResolver(TemplateClassResolver.ALLOWS_NOTHING_RESOLVER);
        TemplateLoader[] loaders =
                Stream.concat(Stream.of("my-cambridge"), Arrays.stream(parents))
                        .map(theme -> "/theme/" + theme + "/" + type)
                        .map(path -> new ClassTemplateLoader(RenderedTheme.class, path))
                        .toArray(TemplateLoader[]::new);
        configuration.setTemplateLoader(new MultiTemplateLoader(loaders));
    }

    static RenderedTheme pages() {
        return pages(Locale.ENGLISH);
    }

    static RenderedTheme pages(Locale language) {
        return new RenderedTheme("login", language, "keycloak.v2", "base");
    }

    static RenderedTheme mails() {
        return new RenderedTheme("email", Locale.ENGLISH, "base");
    }

    /** The keys of all messages that pages have asked for so far. */
    Set<String> asked() {
        return messages.asked;
    }

    String render(String template, Map<String, ?> attributes) {
        Map<String, Object> model = new HashMap<>(common());
        model.put("pageId", template.replace(".ftl", ""));
        model.putAll(attributes);
        StringWriter out = new StringWriter();
        try {
            configuration.getTemplate(template).process(model, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (TemplateException e) {
            throw new IllegalStateException(e);
        }
        return out.toString();
    }

    /** What the server gives every page of a sign-in, or every mail. */
    private Map<String, Object> common() {
        Map<String, Object> model = new HashMap<>();
        model.put("msg", new MessageFormatterMethod(language, messages));
        model.put("kcSanitize", new KeycloakSanitizerMethod());
        if (type.equals("email")) {
            model.put("locale", Locale.ENGLISH);
            model.put("ltr", true);
            model.put("subject", "Subject");
            return model;
        }
        model.put("properties", properties);
        model.put("themeResources", ThemeResourcesParser.parse(properties));
        model.put("darkMode", true);
        model.put("advancedMsg", new AdvancedMessageFormatterMethod(language, messages));
        model.put("lang", language.toLanguageTag());
        model.put("title", "Sign in to My Cambridge");
        model.put("messagesPerField", new MessagesPerFieldBean());
        model.put("login", new LoginBean(null));
        model.put("social", Map.of());
        model.putAll(realm(false));
        model.put(
                "url",
                Map.of(
                        "resourcesPath", "/resources/login",
                        "resourcesCommonPath", "/resources/common",
                        "loginAction", "/login-action",
                        "loginUrl", "/login",
                        "loginRestartFlowUrl", "/restart",
                        "loginResetCredentialsUrl", "/reset",
                        "logoutConfirmAction", "/sign-out",
                        "oauth2DeviceVerificationAction", "/device",
                        "ssoLoginInOtherTabsUrl", "/other-tabs"));
        model.put(
                "auth",
                Map.of(
                        "showUsername", (TemplateMethodModelEx) arguments -> false,
                        "showResetCredentials", (TemplateMethodModelEx) arguments -> false,
                        "showTryAnotherWayLink", (TemplateMethodModelEx) arguments -> false));
        return model;
    }

    /** The realm, with or without a choice of languages. */
    static Map<String, Object> realm(boolean languages) {
        return Map.of(
                "realm",
                Map.of(
                        "displayNameHtml", "My Cambridge",
                        "internationalizationEnabled", languages,
                        "password", true,
                        "registrationAllowed", false,
                        "loginWithEmailAllowed", true,
                        "registrationEmailAsUsername", true,
                        "duplicateEmailsAllowed", false,
                        "resetPasswordAllowed", true,
                        "rememberMe", false));
    }

    /** The messages of a language, which remember the keys that were asked for. */
    private static final class Messages extends Properties {

        private static final long serialVersionUID = 1;

        private final transient Set<String> asked = new TreeSet<>();

        Messages(Properties messages) {
            putAll(messages);
        }

        @Override
        public synchronized String getProperty(String key, String otherwise) {
            asked.add(key);
            return super.getProperty(key, otherwise);
        }

        @Override
        public synchronized Object getOrDefault(Object key, Object otherwise) {
            asked.add(key.toString());
            return super.getOrDefault(key, otherwise);
        }

        @Override
        public synchronized boolean equals(Object other) {
            return this == other;
        }

        @Override
        public synchronized int hashCode() {
            return System.identityHashCode(this);
        }
    }

    /** A role as the Java side describes it. */
    static Map<String, String> role(String name, String service, String guidanceUrl) {
        Map<String, String> role = new HashMap<>(Map.of("name", name, "service", service));
        if (guidanceUrl != null) {
            role.put("guidanceUrl", guidanceUrl);
        }
        return role;
    }

    static List<Map<String, String>> someRoles() {
        return List.of(
                role(
                        "Submit for Assessment: Teacher",
                        "Submit for Assessment",
                        "https://guidance.example/sfa"),
                role("Access To Scripts", "Access to Scripts", null));
    }
}
