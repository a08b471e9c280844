package org.mycambridge.web;

import com.opencsv.CSVReader;
import com.opencsv.CSVReaderBuilder;
import com.opencsv.RFC4180ParserBuilder;
import com.opencsv.exceptions.CsvException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.mycambridge.centre.Refusal;

/**
 * Rows as CSV (RFC 4180). Written in UTF-8 with a byte order mark, which spreadsheets want, and
 * with an apostrophe before a cell that would begin a formula there. Read as spreadsheets of any
 * country write it, and as it is pasted from one.
 */
public final class Csv {

    private static final String FORMULA = "=+-@\t\r";
    private static final String APOSTROPHE_BEFORE = "=+-@";
    private static final String SEPARATORS = ",;\t";

    /** The byte order mark with which a file begins. */
    public static final String MARK = "\uFEFF";

    private static final int MOST = 1024 * 1024;

    /** So that a quotation mark that is not closed does not swallow the rest. */
    private static final int MOST_LINES_OF_A_ROW = 20;

    /** What spreadsheets on Windows save where they don't save Unicode, by language. */
    private static final Map<String, Charset> OF_WINDOWS =
            Map.of("zh", Charset.forName("GB18030"), "ar", Charset.forName("windows-1256"));

    private static final Charset WINDOWS = Charset.forName("windows-1252");

    private Csv() {}

    /**
     * A row that was read.
     *
     * @param line the line it begins on, from 1
     */
    public record Row(int line, List<String> cells) {}

    // ------------------------------------------------------------------ writing

    /** A file to download: the columns' names, then each row's cells of these names. */
    public static Response answer(
            String fileName, List<String> columns, Iterator<List<Map<String, Object>>> pages) {
        return Response.ok(file(columns, pages), "text/csv; charset=UTF-8")
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        "attachment; filename=\"" + fileName + "\"")
                .build();
    }

    static String file(List<String> columns, Iterator<List<Map<String, Object>>> pages) {
        StringBuilder text = new StringBuilder(MARK).append(String.join(",", columns));
        text.append("\r\n");
        while (pages.hasNext()) {
            for (Map<String, Object> row : pages.next()) {
                text.append(
                        columns.stream()
                                .map(column -> cell(row.get(column)))
                                .collect(Collectors.joining(",")));
                text.append("\r\n");
            }
        }
        return text.toString();
    }

    /** A row of these cells, with its line's end. */
    public static String row(List<?> cells) {
        return cells.stream().map(Csv::cell).collect(Collectors.joining(",")) + "\r\n";
    }

    static String cell(Object value) {
        String text = value == null ? "" : value.toString();
        if (beginsFormula(text, FORMULA)) {
            text = "'" + text;
        }
        return text.matches("(?s).*[\",\r\n].*") ? '"' + text.replace("\"", "\"\"") + '"' : text;
    }

    /**
     * Whether a cell would begin a formula; or looks as if an apostrophe kept it from doing so,
     * which must not be taken for one of ours.
     */
    private static boolean beginsFormula(String text, String signs) {
        int first = 0;
        while (first < text.length() && text.charAt(first) == '\'') {
            first++;
        }
        return first < text.length() && signs.indexOf(text.charAt(first)) >= 0;
    }

    // ------------------------------------------------------------------ reading

    /**
     * Reads a file of at most 1 MiB: UTF-8, UTF-16 with or without a byte order mark, or else
     * Windows-1252.
     *
     * @param max how many rows there may be, headings and all; blank ones don't count
     * @throws Refusal naming the field {@code file}, and the line where there is one to name
     */
    public static List<Row> read(byte[] file, int max) {
        return read(text(file, Locale.ROOT), max);
    }

    /**
     * Reads what was pasted; the cells may be separated by commas, semicolons or tabs.
     *
     * @param max how many rows there may be, headings and all; blank ones don't count
     * @throws Refusal naming the field {@code file}, and the line where there is one to name
     */
    public static List<Row> read(String text, int max) {
        if (text.length() > MOST) {
            throw tooLarge();
        }
        String plain = text.startsWith(MARK) ? text.substring(MARK.length()) : text;
        if (plain.chars().anyMatch(c -> c < ' ' && c != '\t' && c != '\r' && c != '\n')) {
            throw notText();
        }
        List<Row> rows = new ArrayList<>();
        int line = 1;
        try (CSVReader reader = reader(plain)) {
            for (boolean more = true; more; ) {
                // Nothing is the answer to an empty line as well as to the end.
                String[] cells = Optional.ofNullable(reader.readNext()).orElse(new String[0]);
                int next = Math.toIntExact(reader.getLinesRead()) + 1;
                more = next > line;
                if (Arrays.stream(cells).anyMatch(cell -> !cell.isBlank())) {
                    if (rows.size() == max) {
                        throw Refusal.invalid(
                                "too-many-rows", "file", "The list has more than " + max + " rows");
                    }
                    rows.add(
                            new Row(
                                    line,
                                    Arrays.stream(cells).map(Csv::withoutApostrophe).toList()));
                }
                line = next;
            }
        } catch (IOException | CsvException e) {
            // All is in memory: what fails is a quotation mark that is not closed.
            throw Refusal.invalid(
                            "malformed-csv",
                            "file",
                            "The quotation mark on line " + line + " is not closed")
                    .with(Map.of("line", line));
        }
        return rows;
    }

    private static CSVReader reader(String text) {
        return new CSVReaderBuilder(new StringReader(text))
                .withMultilineLimit(MOST_LINES_OF_A_ROW)
                .withCSVParser(new RFC4180ParserBuilder().withSeparator(separator(text)).build())
                .build();
    }

    /** The first separator outside quotes in the first line that is not blank. */
    public static char separator(String text) {
        boolean quoted = false;
        boolean blank = true;
        for (char c : text.toCharArray()) {
            if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && SEPARATORS.indexOf(c) >= 0) {
                return c;
            } else if (!quoted && !blank && (c == '\n' || c == '\r')) {
                break;
            }
            blank &= Character.isWhitespace(c);
        }
        return ',';
    }

    /** What a cell was before an apostrophe made it text for a spreadsheet. */
    public static String withoutApostrophe(String cell) {
        return cell.startsWith("'") && beginsFormula(cell, APOSTROPHE_BEFORE)
                ? cell.substring(1)
                : cell;
    }

    /**
     * The text of a file of at most 1 MiB.
     *
     * @param language of who saved it, for a file that is not Unicode
     * @throws Refusal naming the field {@code file}
     */
    public static String text(byte[] file, Locale language) {
        if (file.length > MOST) {
            throw tooLarge();
        }
        if (begins(file, 0xEF, 0xBB, 0xBF)) {
            return decode(file, StandardCharsets.UTF_8).orElseThrow(Csv::notText);
        }
        Optional<Charset> utf16 = utf16(file);
        if (utf16.isPresent()) {
            return decode(file, utf16.get()).orElseThrow(Csv::notText);
        }
        return decode(file, StandardCharsets.UTF_8)
                .or(() -> decode(file, OF_WINDOWS.getOrDefault(language.getLanguage(), WINDOWS)))
                .orElseThrow(Csv::notText);
    }

    /**
     * By its byte order mark, or by the zeros that every second byte is wherever a separator, a
     * line's end or an address stands; no other text has any.
     */
    private static Optional<Charset> utf16(byte[] file) {
        if (begins(file, 0xFF, 0xFE)) {
            return Optional.of(StandardCharsets.UTF_16LE);
        }
        if (begins(file, 0xFE, 0xFF)) {
            return Optional.of(StandardCharsets.UTF_16BE);
        }
        int[] zeros = new int[2];
        for (int i = 0; i < file.length; i++) {
            if (file[i] == 0) {
                zeros[i % 2]++;
            }
        }
        if ((zeros[0] + zeros[1]) * 10L < file.length || file.length == 0) {
            return Optional.empty();
        }
        return Optional.of(
                zeros[1] > zeros[0] ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_16BE);
    }

    private static boolean begins(byte[] file, int... mark) {
        if (file.length < mark.length) {
            return false;
        }
        for (int i = 0; i < mark.length; i++) {
            if ((file[i] & 0xFF) != mark[i]) {
                return false;
            }
        }
        return true;
    }

    private static Optional<String> decode(byte[] file, Charset charset) {
        try {
            return Optional.of(charset.newDecoder().decode(ByteBuffer.wrap(file)).toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private static Refusal tooLarge() {
        return Refusal.invalid(Body.TOO_LARGE, "file", "The list has more than 1 MiB");
    }

    private static Refusal notText() {
        return Refusal.invalid(
                "not-csv", "file", "This is not a CSV file. Save it as CSV in your spreadsheet");
    }
}
