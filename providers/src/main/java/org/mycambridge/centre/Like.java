package org.mycambridge.centre;

import jakarta.persistence.Query;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Text that is looked for in a column. */
public final class Like {

    private Like() {}

    /**
     * The condition that a text is somewhere in a column, for rows that are few by another
     * condition: each of them is looked at. An index of trigrams, which PostgreSQL would take for a
     * {@code like}, is of all centres, and knows every one of them that has the text.
     *
     * @param parameter the name of its parameter, a folded text; an empty one is everywhere
     */
    public static String among(String column, String parameter) {
        return "locate(:" + parameter + ", " + column + ") > 0";
    }

    /**
     * A pattern for {@code like … escape '!'} that finds the text anywhere; everything, where there
     * is none.
     */
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

    private static final int MOST_WORDS = 6;
    private static final int WHOLE = 3;
    private static final int FEW = 4;

    /** All of the words that are searched for, in any order; without words, everything. */
    public record Words(List<Word> words) {

        /** The condition that all are in a column, to be put after another one. */
        public String in(String column) {
            return each((word, parameter) -> word.in(column, parameter));
        }

        /** Gives the condition its values. */
        public void bind(Query query) {
            for (int i = 0; i < words.size(); i++) {
                words.get(i).bind(query, "word" + i);
            }
        }

        /**
         * The same, for rows of which an index of trigrams knows by another condition too. It is
         * asked for a few letters alone, since it goes through a list for each three of them, and
         * what it finds is looked at.
         */
        public String among(String column) {
            return longest().map(word -> " and " + column + " like :some escape '!'").orElse("")
                    + each(
                            (word, parameter) ->
                                    word.isShort()
                                            ? word.in(column, parameter)
                                            : Like.among(column, parameter));
        }

        /** Gives {@link #among} its values. */
        public void bindAmong(Query query) {
            longest().ifPresent(word -> query.setParameter("some", containing(word.beginning())));
            for (int i = 0; i < words.size(); i++) {
                if (words.get(i).isShort()) {
                    words.get(i).bind(query, "word" + i);
                } else {
                    query.setParameter("word" + i, words.get(i).text());
                }
            }
        }

        private String each(BiFunction<Word, String, String> condition) {
            return IntStream.range(0, words.size())
                    .mapToObj(i -> " and " + condition.apply(words.get(i), "word" + i))
                    .collect(Collectors.joining());
        }

        private Optional<Word> longest() {
            return words.stream()
                    .filter(word -> !word.isShort())
                    .max(Comparator.comparingInt(word -> word.text().length()));
        }
    }

    /**
     * One word that is searched for: anywhere in a text, or where it has one or two letters at the
     * beginning of a word, which an index of trigrams can find.
     */
    private record Word(String text) {

        private String beginning() {
            return text.substring(0, text.offsetByCodePoints(0, Math.min(FEW, length())));
        }

        private int length() {
            return text.codePointCount(0, text.length());
        }

        private boolean isShort() {
            return length() < WHOLE;
        }

        /**
         * The condition that it is in a column.
         *
         * @param parameter the name of its parameter
         */
        private String in(String column, String parameter) {
            String like = column + " like :" + parameter;
            return isShort()
                    ? "(%s escape '!' or %sb escape '!')".formatted(like, like)
                    : like + " escape '!'";
        }

        /** Gives the condition its values. */
        private void bind(Query query, String parameter) {
            String anywhere = containing(text);
            if (isShort()) {
                query.setParameter(parameter, anywhere.substring(1));
                query.setParameter(parameter + "b", "% " + anywhere.substring(1));
            } else {
                query.setParameter(parameter, anywhere);
            }
        }
    }

    /** The words of a folded text, the first few of them. */
    public static Words words(String folded) {
        return new Words(
                Arrays.stream(folded.strip().split(" +"))
                        .filter(word -> !word.isEmpty())
                        .limit(MOST_WORDS)
                        .map(Word::new)
                        .toList());
    }

    /** Whether a character turns the direction of the text after it. */
    static boolean turns(int c) {
        return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
    }
}
