package org.mycambridge.policy;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;

/** The sentences of the refusals, in one language. */
final class Sentences {

    static final String BUNDLE = "org.mycambridge.policy.reasons";

    private final ResourceBundle bundle;
    private final Locale locale;

    private Sentences(ResourceBundle bundle, Locale locale) {
        this.bundle = bundle;
        this.locale = locale;
    }

    static Sentences in(Locale locale) {
        ResourceBundle bundle =
                ResourceBundle.getBundle(
                        BUNDLE,
                        locale,
                        ResourceBundle.Control.getNoFallbackControl(
                                ResourceBundle.Control.FORMAT_PROPERTIES));
        return new Sentences(bundle, locale);
    }

    String say(String key, Object... arguments) {
        return new MessageFormat(bundle.getString(key), locale).format(arguments);
    }
}
