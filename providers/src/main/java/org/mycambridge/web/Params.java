package org.mycambridge.web;

import jakarta.ws.rs.core.MultivaluedMap;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.mycambridge.centre.Refusal;

/** The query parameters of a list: {@code first}, {@code max}, {@code search}, {@code sort}. */
public final class Params {

    private static final int USUAL = 25;
    private static final int MOST = 100;
    private static final int SHORTEST_SEARCH = 2;
    private static final int LONGEST_SEARCH = 200;

    private final MultivaluedMap<String, String> given;

    public Params(MultivaluedMap<String, String> given) {
        this.given = given;
    }

    public int first() {
        return number("first", 0, 0, 10_000_000);
    }

    public int max() {
        return number("max", USUAL, 1, MOST);
    }

    /** What to search for, of 2 characters or more (F9). */
    public Optional<String> search() {
        Optional<String> search = text("search").map(String::strip).filter(s -> !s.isEmpty());
        search.ifPresent(
                text -> {
                    int length = text.codePointCount(0, text.length());
                    if (length < SHORTEST_SEARCH || length > LONGEST_SEARCH) {
                        throw Refusal.invalid(
                                "invalid-search",
                                "search",
                                "Search for 2 characters or more, and 200 at most");
                    }
                });
        return search;
    }

    public Optional<String> text(String name) {
        Optional<String> text =
                Optional.ofNullable(given.getFirst(name)).filter(value -> !value.isEmpty());
        text.filter(value -> value.indexOf('\0') >= 0)
                .ifPresent(
                        value -> {
                            throw Refusal.invalid(
                                    "invalid-value",
                                    name,
                                    name + " has a character that no text has");
                        });
        return text;
    }

    /** True or false; false where it is absent. */
    public boolean flag(String name) {
        String value = text(name).orElse("false");
        if (!value.equals("true") && !value.equals("false")) {
            throw Refusal.invalid("invalid-value", name, name + " is one of true, false");
        }
        return value.equals("true");
    }

    /** An id out of a path; one that can be nobody's is not found. */
    public static String id(String id) {
        if (id.indexOf('\0') >= 0) {
            throw Refusal.notFound("That user");
        }
        return id;
    }

    public <E extends Enum<E>> Optional<E> constant(String name, Class<E> type) {
        return text(name).map(value -> constant(value, name, type));
    }

    static <E extends Enum<E>> E constant(String value, String name, Class<E> type) {
        return Arrays.stream(type.getEnumConstants())
                .filter(
                        each ->
                                each.name()
                                        .equals(value.toUpperCase(Locale.ROOT).replace('-', '_')))
                .findFirst()
                .orElseThrow(
                        () ->
                                Refusal.invalid(
                                        "invalid-value",
                                        name,
                                        name
                                                + " is one of "
                                                + Arrays.stream(type.getEnumConstants())
                                                        .map(Enum::name)
                                                        .collect(Collectors.joining(", "))));
    }

    private int number(String name, int fallback, int least, int most) {
        Optional<String> value = text(name);
        if (value.isEmpty()) {
            return fallback;
        }
        try {
            int number = Integer.parseInt(value.get());
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below, like a number out of range
        }
        throw Refusal.invalid(
                "invalid-value", name, name + " is a number from " + least + " to " + most);
    }
}
