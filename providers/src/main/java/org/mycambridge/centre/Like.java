package org.mycambridge.centre;

import java.util.Locale;

/** Text in a {@code like … escape '!'}. */
public final class Like {

    private Like() {}

    /** A pattern that finds the text anywhere; everything, where there is none. */
    public static String containing(String text) {
        if (text == null || text.isBlank()) {
            return "%";
        }
        return "%"
                + text.strip()
                        .toLowerCase(Locale.ROOT)
                        .replace("!", "!!")
                        .replace("%", "!%")
                        .replace("_", "!_")
                + "%";
    }

    /** Whether a character turns the direction of the text after it. */
    static boolean turns(int c) {
        return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
    }
}
