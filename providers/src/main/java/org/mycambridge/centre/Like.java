package org.mycambridge.centre;

import jakarta.persistence.Query;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
    private static final Pattern ASKED = Pattern.compile("[a-z0-9]{3,4}");

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
         * asked for a few letters of the longest word alone, since it goes through a list for each
         * three of them, and what it finds is looked at. Where no word has letters that it knows
         * whatever the language of the database, it is not asked: it would be read from end to end.
         */
        public String among(String column) {
            return asked().map(letters -> " and " + column + " like :some escape '!'").orElse("")
                    + each(
                            (word, parameter) ->
                                    Like.among(
                                            word.isShort()
                                                    ? "concat(' ', %s)".formatted(column)
                                                    : column,
                                            parameter));
        }

        /** Gives {@link #among} its values. */
        public void bindAmong(Query query) {
            asked().ifPresent(letters -> query.setParameter("some", containing(letters)));
            for (int i = 0; i < words.size(); i++) {
                Word word = words.get(i);
                query.setParameter("word" + i, word.isShort() ? " " + word.text() : word.text());
            }
        }

        private Optional<String> asked() {
            return words.stream()
                    .sorted(Comparator.comparingInt((Word word) -> word.text().length()).reversed())
                    .map(word -> ASKED.matcher(word.text()))
                    .filter(Matcher::find)
                    .map(Matcher::group)
                    .findFirst();
        }

        private String each(BiFunction<Word, String, String> condition) {
            return IntStream.range(0, words.size())
                    .mapToObj(i -> " and " + condition.apply(words.get(i), "word" + i))
                    .collect(Collectors.joining());
        }
    }

    /**
     * One word that is searched for: anywhere in a text, or where it has one or two letters at the
     * beginning of a word, which an index of trigrams can find.
     */
    private record Word(String text) {

        private boolean isShort() {
            return text.codePointCount(0, text.length()) < WHOLE;
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
