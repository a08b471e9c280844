package org.mycambridge.service;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mycambridge.centre.Refusal;

/**
 * Where a change stands in the order in which a service is told: that of commits. Ids alone rise
 * when acts begin, so one that commits late would be skipped by a reader who has passed it.
 *
 * @param batch with which others it was given a position
 * @param id its place among them
 */
record Position(long batch, long id) implements Comparable<Position> {

    private static final Pattern CURSOR = Pattern.compile("(\\d{1,18})\\.(\\d{1,18})");
    private static final Comparator<Position> ORDER =
            Comparator.comparingLong(Position::batch).thenComparingLong(Position::id);

    /** The position of a cursor; empty for one who has read nothing yet. */
    static Optional<Position> parse(Optional<String> cursor) {
        if (cursor.isEmpty() || cursor.get().equals("0")) {
            return Optional.empty();
        }
        Matcher parts = CURSOR.matcher(cursor.get());
        if (!parts.matches()) {
            throw Refusal.invalid(
                    "invalid-value",
                    "since",
                    "since is a cursor that an earlier answer named next");
        }
        return Optional.of(
                new Position(Long.parseLong(parts.group(1)), Long.parseLong(parts.group(2))));
    }

    String cursor() {
        return batch + "." + id;
    }

    @Override
    public int compareTo(Position other) {
        return ORDER.compare(this, other);
    }
}
