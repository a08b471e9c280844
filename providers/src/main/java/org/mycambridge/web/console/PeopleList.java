package org.mycambridge.web.console;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.mycambridge.centre.Refusal;
import org.mycambridge.membership.CentreUsers;
import org.mycambridge.membership.PersonDetails;
import org.mycambridge.policy.Role;
import org.mycambridge.policy.RoleCatalogue;
import org.mycambridge.web.Csv;

/** A list of people to add, as it comes out of a spreadsheet. */
final class PeopleList {

    /** The most people a list has. */
    static final int MOST = 500;

    private static final String BETWEEN_ROLES = "[;|,\\n；，、؛،]";

    /** The columns, with the names under which spreadsheets have them; the first is the label's. */
    enum Column {
        FIRST_NAME(
                "mcFirstName",
                "First or given name",
                "first name",
                "firstname",
                "given name",
                "forename"),
        LAST_NAME(
                "mcLastName",
                "Last name or surname",
                "last name",
                "lastname",
                "surname",
                "family name"),
        EMAIL("mcEmail", "Email address", "email", "e-mail", "mail", "email-address"),
        ROLES("mcRoles", "Roles", "role", "roles in organisation");

        private final String key;
        private final List<String> names;

        Column(String key, String... names) {
            this.key = key;
            this.names = List.of(names);
        }

        String label() {
            return names.get(0);
        }
    }

    /**
     * One line of the list.
     *
     * @param line its number in the file
     * @param firstName as typed
     * @param lastName as typed
     * @param email as typed
     * @param roles role ids
     * @param wrong what can be seen to be wrong with it as it stands
     */
    record Entry(
            int line,
            String firstName,
            String lastName,
            String email,
            Set<String> roles,
            List<Refusal> wrong) {

        CentreUsers.NewUser newUser() {
            return new CentreUsers.NewUser(
                    PersonDetails.of(firstName, lastName, email), roles, true);
        }

        /** What it says, for telling one line from another. */
        String content() {
            return String.join("\n", firstName, lastName, email, String.join(" ", roles));
        }
    }

    private final List<Role> roles;
    private final Map<Column, List<String>> columnNames = new EnumMap<>(Column.class);

    /** For lists whose columns and roles are named in English or as the pages name them. */
    PeopleList(RoleCatalogue catalogue, Texts texts) {
        this.roles =
                Stream.concat(catalogue.roles().stream(), catalogue.roles(texts.locale()).stream())
                        .toList();
        for (Column column : Column.values()) {
            columnNames.put(
                    column,
                    Stream.concat(column.names.stream(), Stream.of(texts.say(column.key)))
                            .toList());
        }
    }

    private Optional<Column> called(String cell) {
        return columnNames.entrySet().stream()
                .filter(
                        column ->
                                column.getValue().stream()
                                        .anyMatch(name -> name.equalsIgnoreCase(cell.strip())))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /**
     * Reads a list. A first line with the names of the columns says which is which; without one
     * they are first name, last name, email address, roles.
     *
     * @throws Refusal if it is no list of people
     */
    List<Entry> read(String text) {
        List<Csv.Row> rows = Csv.read(text, MOST + 1);
        if (rows.isEmpty()) {
            throw Refusal.invalid("no-rows", "text", "There is nobody in this list");
        }
        Map<Column, Integer> places = header(rows.get(0).cells());
        boolean named = !places.isEmpty();
        if (!named) {
            for (Column column : Column.values()) {
                places.put(column, column.ordinal());
            }
        }
        for (Column column : Column.values()) {
            if (column != Column.ROLES && !places.containsKey(column)) {
                throw Refusal.invalid(
                        "no-columns", "text", "There is no column called " + column.label());
            }
        }
        List<Csv.Row> people = named ? rows.subList(1, rows.size()) : rows;
        if (people.isEmpty()) {
            throw Refusal.invalid("no-rows", "text", "There is nobody in this list");
        }
        if (people.size() > MOST) {
            throw Refusal.invalid(
                    "too-many-rows",
                    "text",
                    "There are more than " + MOST + " people in this list");
        }
        return people.stream().map(row -> entry(row, places)).toList();
    }

    private Map<Column, Integer> header(List<String> cells) {
        Map<Column, Integer> places = new EnumMap<>(Column.class);
        for (int i = 0; i < cells.size(); i++) {
            int place = i;
            called(cells.get(i)).ifPresent(column -> places.putIfAbsent(column, place));
        }
        return places;
    }

    private Entry entry(Csv.Row row, Map<Column, Integer> places) {
        String first = cell(row, places, Column.FIRST_NAME);
        String last = cell(row, places, Column.LAST_NAME);
        String email = cell(row, places, Column.EMAIL);
        List<Refusal> wrong = new ArrayList<>(PersonDetails.problems(first, last, email));
        Set<String> roles = new LinkedHashSet<>();
        for (String typed : cell(row, places, Column.ROLES).split(BETWEEN_ROLES)) {
            String name = typed.strip();
            if (!name.isEmpty()) {
                role(name)
                        .ifPresentOrElse(
                                role -> roles.add(role.id()),
                                () ->
                                        wrong.add(
                                                Refusal.invalid(
                                                        "unknown-role-in-row",
                                                        name,
                                                        "There is no role " + name)));
            }
        }
        return new Entry(row.line(), first, last, email, roles, wrong);
    }

    private static String cell(Csv.Row row, Map<Column, Integer> places, Column column) {
        Integer place = places.get(column);
        return place == null || place >= row.cells().size() ? "" : row.cells().get(place).strip();
    }

    private Optional<Role> role(String typed) {
        String wanted = typed.toLowerCase(Locale.ROOT);
        return roles.stream()
                .filter(
                        role ->
                                role.id().equals(wanted)
                                        || role.name().toLowerCase(Locale.ROOT).equals(wanted))
                .findFirst();
    }
}
