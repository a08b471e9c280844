package org.mycambridge.web.board;

import com.opencsv.RFC4180Parser;
import com.opencsv.RFC4180ParserBuilder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.mycambridge.centre.Refusal;
import org.mycambridge.policy.MembershipStatus;
import org.mycambridge.web.Answer;
import org.mycambridge.web.Csv;

/**
 * Centres, people and assignments in the columns of a spreadsheet. A row is a line: no cell has a
 * line's end in it that would be taken.
 */
final class ImportColumns {

    static final String MALFORMED = "malformed-csv";

    private static final String KIND = "kind";
    private static final String STATUS = "status";
    private static final String ROLES = "roles";
    private static final String INVITE = "invite";
    private static final String NUMBER = "number";

    /** All columns, in the order in which they are written. */
    static final List<String> NAMES =
            List.of(
                    KIND,
                    ImportLine.CENTRE,
                    "name",
                    "type",
                    STATUS,
                    "parent",
                    "link",
                    "email",
                    "firstName",
                    "lastName",
                    ROLES,
                    INVITE);

    private final RFC4180Parser parser;
    private final List<String> columns;

    private ImportColumns(RFC4180Parser parser, List<String> columns) {
        this.parser = parser;
        this.columns = columns;
    }

    /**
     * Reads the headings: the names of columns in any order, in small letters or capitals.
     *
     * @throws Refusal if they are none
     */
    static ImportColumns headed(String line) {
        RFC4180Parser parser =
                new RFC4180ParserBuilder().withSeparator(Csv.separator(line)).build();
        List<String> columns = new ArrayList<>();
        for (String cell : cells(parser, line)) {
            String name = cell.strip();
            if (name.isEmpty()) {
                columns.add("");
                continue;
            }
            String known =
                    NAMES.stream()
                            .filter(name::equalsIgnoreCase)
                            .findFirst()
                            .orElseThrow(
                                    () ->
                                            malformed(
                                                    "There is no column "
                                                            + name
                                                            + ". The columns are "
                                                            + String.join(", ", NAMES)));
            if (columns.contains(known)) {
                throw malformed("The column " + known + " is there twice");
            }
            columns.add(known);
        }
        if (!columns.contains(KIND)) {
            throw malformed("The first line has the names of the columns, and one of them is kind");
        }
        return new ImportColumns(parser, columns);
    }

    /**
     * Reads a row.
     *
     * @throws Refusal naming the column
     */
    ImportLine read(String line) {
        Map<String, String> filled = new LinkedHashMap<>();
        List<String> cells = cells(parser, line);
        for (int i = 0; i < cells.size(); i++) {
            String cell = Csv.withoutApostrophe(cells.get(i).strip());
            if (!cell.isEmpty()) {
                if (i >= columns.size() || columns.get(i).isEmpty()) {
                    throw malformed("The row has a cell in a column that has no name");
                }
                filled.put(columns.get(i), cell);
            }
        }
        String kind =
                Optional.ofNullable(filled.remove(KIND))
                        .orElseThrow(() -> Refusal.invalid("required", KIND, "kind is required"))
                        .toLowerCase(Locale.ROOT);
        if (!Set.of(ImportLine.CENTRE, ImportLine.PERSON, ImportLine.ASSIGNMENT).contains(kind)) {
            throw Refusal.invalid(
                    "invalid-value", KIND, "kind is one of centre, person, assignment");
        }
        try {
            return ImportLine.parse(Answer.asLine(Map.of(kind, members(kind, filled))));
        } catch (Refusal refusal) {
            throw refusal.field().filter(NUMBER::equals).isPresent()
                    ? refusal.inField(ImportLine.CENTRE)
                    : refusal;
        }
    }

    private static Map<String, Object> members(String kind, Map<String, String> filled) {
        Map<String, Object> members = new LinkedHashMap<>(filled);
        if (kind.equals(ImportLine.CENTRE)) {
            Optional.ofNullable(members.remove(ImportLine.CENTRE))
                    .ifPresent(number -> members.put(NUMBER, number));
        } else if (kind.equals(ImportLine.PERSON)) {
            members.computeIfPresent(ROLES, (name, cell) -> roles((String) cell));
            members.computeIfPresent(INVITE, (name, cell) -> flag((String) cell));
            Optional.ofNullable((String) members.remove(STATUS))
                    .ifPresent(status -> members.put("disabled", isDisabled(status)));
        }
        return members;
    }

    private static Set<String> roles(String cell) {
        return Arrays.stream(cell.split("[;\\s]+"))
                .filter(role -> !role.isEmpty())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Spreadsheets write it in capitals. */
    private static Object flag(String cell) {
        return switch (cell.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> cell;
        };
    }

    private static boolean isDisabled(String status) {
        for (MembershipStatus known : List.of(MembershipStatus.ACTIVE, MembershipStatus.DISABLED)) {
            if (known.name().equalsIgnoreCase(status)) {
                return known == MembershipStatus.DISABLED;
            }
        }
        throw Refusal.invalid(
                "invalid-value", STATUS, "status of a person is one of ACTIVE, DISABLED");
    }

    private static List<String> cells(RFC4180Parser parser, String line) {
        try {
            String[] cells = parser.parseLineMulti(line);
            if (!parser.isPending()) {
                return List.of(cells);
            }
            parser.parseLine(""); // so that the next line is a row again
        } catch (IOException e) {
            // All is in memory: it is the line, and is said below.
        }
        throw malformed("A quotation mark is not closed on this line");
    }

    private static Refusal malformed(String detail) {
        return Refusal.invalid(MALFORMED, "line", detail);
    }

    /** A row of all columns. */
    static String row(ImportLine line) {
        Map<String, Object> cells = new LinkedHashMap<>(line.members());
        cells.put(KIND, line.kind());
        cells.put(ImportLine.CENTRE, line.number().value());
        if (line instanceof ImportLine.OfPerson person) {
            cells.put(ROLES, String.join(";", person.line().draft().roles()));
            if (person.line().disabled()) {
                cells.put(STATUS, MembershipStatus.DISABLED);
            }
        }
        return Csv.row(NAMES.stream().map(cells::get).toList());
    }
}
