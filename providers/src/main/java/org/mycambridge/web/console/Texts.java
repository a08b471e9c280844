package org.mycambridge.web.console;

import java.text.MessageFormat;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import org.mycambridge.centre.Refusal;
import org.mycambridge.policy.Reason;
import org.mycambridge.policy.Role;
import org.mycambridge.policy.RoleCatalogue;

/** The words of a page that are put together before it is laid out, in the language it is in. */
final class Texts {

    private static final String REFUSAL = "mcRefusal.";

    private final Locale locale;
    private final Properties messages;
    private final DateTimeFormatter time;

    Texts(Locale locale, Properties messages) {
        this.locale = locale;
        this.messages = messages;
        // English of no country is written as in Britain.
        Locale written = locale.equals(Locale.ENGLISH) ? Locale.UK : locale;
        this.time =
                DateTimeFormatter.ofLocalizedDateTime(FormatStyle.LONG, FormatStyle.SHORT)
                        .withLocale(written)
                        .withZone(ZoneOffset.UTC);
    }

    Locale locale() {
        return locale;
    }

    /** The message of the key with its values. */
    String say(String key, Object... values) {
        return new MessageFormat(messages.getProperty(key, key), locale).format(values);
    }

    /** A moment, for a machine and for people. */
    Map<String, Object> time(Instant instant) {
        return Map.of("iso", instant.toString(), "text", time.format(instant) + " UTC");
    }

    /** The roles with these ids, by name, in the catalogue's order. */
    List<String> names(RoleCatalogue catalogue, Collection<String> ids) {
        return catalogue.roles(locale).stream()
                .filter(role -> ids.contains(role.id()))
                .map(Role::name)
                .toList();
    }

    /** A role of the catalogue in the language of the page. */
    Role in(RoleCatalogue catalogue, Role role) {
        return catalogue.roles(locale).stream()
                .filter(each -> each.id().equals(role.id()))
                .findFirst()
                .orElse(role);
    }

    String say(Reason reason) {
        return reason.sentence(locale);
    }

    /**
     * Why something was refused.
     *
     * @param refusal the refusal
     * @param value what was typed in the field that it names; of a limit, how many there may be
     */
    String say(Refusal refusal, String value) {
        String key = REFUSAL + refusal.code();
        String ofField = refusal.field().map(field -> key + "." + field).orElse(key);
        if (refusal.reason().isPresent()) {
            return say(refusal.reason().get());
        }
        Object minutes = refusal.minutesToWait().map(Object.class::cast).orElse("");
        if (messages.containsKey(ofField)) {
            return say(ofField, value, minutes);
        }
        return messages.containsKey(key) ? say(key, value, minutes) : refusal.getMessage();
    }
}
