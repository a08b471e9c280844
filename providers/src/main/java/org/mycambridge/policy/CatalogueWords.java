package org.mycambridge.policy;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;

/**
 * The names and descriptions of the shipped policy in one language. A text that the board has
 * written itself is nobody's translation: it stays as it is.
 */
final class CatalogueWords {

    static final String BUNDLE = "org.mycambridge.policy.catalogue";

    private final Map<String, String> byText = new HashMap<>();

    private CatalogueWords(Locale locale) {
        ResourceBundle shipped = bundle(Locale.ROOT);
        ResourceBundle translated = bundle(locale);
        shipped.keySet()
                .forEach(key -> byText.put(shipped.getString(key), translated.getString(key)));
    }

    private static ResourceBundle bundle(Locale locale) {
        return ResourceBundle.getBundle(
                BUNDLE,
                locale,
                ResourceBundle.Control.getNoFallbackControl(
                        ResourceBundle.Control.FORMAT_PROPERTIES));
    }

    static CatalogueWords in(Locale locale) {
        return new CatalogueWords(locale);
    }

    /** The text in this language; the text itself where it is none of the shipped ones. */
    String say(String text) {
        return byText.getOrDefault(text, text);
    }
}
