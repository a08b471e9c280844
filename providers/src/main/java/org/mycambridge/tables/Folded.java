package org.mycambridge.tables;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/** Text as a search sees it: small letters, no accents, single spaces (F9). */
public final class Folded {

    private static final Pattern MARKS = Pattern.compile("\\p{Mn}+");
    private static final Pattern SPACES = Pattern.compile("\\s+");

    private Folded() {}

    public static String of(String text) {
        String decomposed = Normalizer.normalize(text, Normalizer.Form.NFKD);
        String plain =
                MARKS.matcher(decomposed)
                        .replaceAll("")
                        .toLowerCase(Locale.ROOT)
                        .replace("ß", "ss")
                        .replace("æ", "ae")
                        .replace("œ", "oe")
                        .replace("ø", "o")
                        .replace("đ", "d")
                        .replace("ð", "d")
                        .replace("þ", "th")
                        .replace("ł", "l")
                        .replace("ı", "i");
        return SPACES.matcher(plain).replaceAll(" ").strip();
    }
}
