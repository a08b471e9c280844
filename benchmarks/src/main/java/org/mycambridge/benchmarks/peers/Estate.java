package org.mycambridge.benchmarks.peers;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Map;

/**
 * Centres and people in numbers, put straight into the tables of PostgreSQL: to be read from.
 *
 * @param name of this size
 * @param centres how many
 * @param largePeople how many people the first fifty of them have
 * @param skew how much more small ones there are than large ones among the others: of it depends
 *     how many people they have
 */
record Estate(String name, int centres, int largePeople, double skew) {

    /** Of the size of the real thing: a million memberships. */
    static final Estate FULL = new Estate("full size", 10_000, 10_000, 6.2);

    static final Estate HUNDREDTH = new Estate("a hundredth", 100, 100, 2.2);

    private static final int LARGE = 50;

    /** A large one. */
    static final String LARGE_CENTRE = "L00001";

    /** The associate whose centres are looked after. */
    static final String ASSOCIATE = "A00051";

    /** Twenty people have this name, at twenty centres, whatever the size. */
    static final String RARE_NAME = "Quillfeather";

    static final World.Person TRAVELLER =
            new World.Person("traveller@bench.example", "Tracy", "Traveller");

    /** Who keeps a centre. */
    static World.Person officer(String number) {
        return new World.Person(
                "officer@" + number.toLowerCase(java.util.Locale.ROOT) + ".example", "", "");
    }

    /**
     * Puts them into the database of a server that has the realm.
     *
     * @return how many memberships there are then
     */
    long seed(String url) {
        Map<String, Object> values =
                Map.of(
                        "realm",
                        World.REALM,
                        "centres",
                        centres,
                        "large",
                        LARGE,
                        "largePeople",
                        largePeople,
                        "skew",
                        skew);
        String script = script();
        for (Map.Entry<String, Object> value : values.entrySet()) {
            script = script.replace("${" + value.getKey() + "}", value.getValue().toString());
        }
        String[] statements = script.replaceAll("(?m)^\\s*--.*$", "").split(";\\s*\\n");
        return with(
                url,
                statement -> {
                    for (String each : statements) {
                        if (!each.isBlank()) {
                            long before = System.nanoTime();
                            statement.execute(each);
                            System.out.printf(
                                    "  %6.1f s  %s%n",
                                    (System.nanoTime() - before) / 1e9,
                                    Arrays.stream(each.strip().split("[(\\n]"))
                                            .findFirst()
                                            .orElse(""));
                        }
                    }
                    return number(statement, "select count(*) from mc_membership");
                });
    }

    /** The number of a centre with about a hundred people. */
    static String ordinaryCentre(String url) {
        return with(
                url,
                statement -> {
                    try (ResultSet found =
                            statement.executeQuery(
                                    "select c.centre_number from mc_centre c join mc_membership m"
                                            + " on m.centre_id = c.id where c.centre_number like"
                                            + " 'C%' and c.status = 'ACTIVE' and exists (select 1"
                                            + " from mc_grant g where g.centre_id = c.id and"
                                            + " g.role_id = 'centre.user-management') group by"
                                            + " c.centre_number order by abs(count(*) - 100),"
                                            + " c.centre_number limit 1")) {
                        found.next();
                        return found.getString(1);
                    }
                });
    }

    private static String script() {
        try (InputStream in = Estate.class.getResourceAsStream("seed.sql")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static long number(Statement statement, String query) throws SQLException {
        try (ResultSet found = statement.executeQuery(query)) {
            found.next();
            return found.getLong(1);
        }
    }

    /** What is done with the database itself. */
    interface Work<T> {
        T on(Statement statement) throws SQLException;
    }

    static <T> T with(String url, Work<T> work) {
        try (Connection connection = DriverManager.getConnection(url, "postgres", "postgres");
                Statement statement = connection.createStatement()) {
            return work.on(statement);
        } catch (SQLException e) {
            throw new IllegalStateException("The database refuses", e);
        }
    }
}
