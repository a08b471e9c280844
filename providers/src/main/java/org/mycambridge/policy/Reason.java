package org.mycambridge.policy;

import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;

/**
 * Why something is refused: a stable key, and what its sentence needs to be told.
 *
 * @param key stable; the sentences stand in {@code reasons.properties} beside this class
 * @param arguments names of roles, holders and centres, for people
 */
public record Reason(String key, List<String> arguments) {

    public Reason {
        arguments = List.copyOf(arguments);
    }

    static Reason of(String key, String... arguments) {
        return new Reason(key, List.of(arguments));
    }

    /** The sentence, which names who can do it wherever somebody can. */
    public String sentence(Locale locale) {
        CatalogueWords words = CatalogueWords.in(locale);
        return Sentences.in(locale).say(key, arguments.stream().map(words::say).toArray());
    }

    /** The sentence in the language of the shipped texts. */
    public String sentence() {
        return sentence(Locale.ROOT);
    }

    /** Every key a decision can carry, for whoever checks translations. */
    public static java.util.Set<String> keys() {
        return ResourceBundle.getBundle(Sentences.BUNDLE, Locale.ROOT).keySet();
    }
}
