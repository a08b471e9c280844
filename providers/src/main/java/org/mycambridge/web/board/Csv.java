package org.mycambridge.web.board;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Rows as CSV (RFC 4180), in UTF-8 with a byte order mark, which spreadsheets want. A cell that
 * would begin a formula there is made text by an apostrophe.
 */
final class Csv {

    private static final String FORMULA = "=+-@\t\r";

    private Csv() {}

    static Response answer(
            String fileName, List<String> columns, Iterator<List<Map<String, Object>>> pages) {
        StringBuilder text = new StringBuilder("\uFEFF").append(String.join(",", columns));
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
        return Response.ok(text.toString(), "text/csv; charset=UTF-8")
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        "attachment; filename=\"" + fileName + "\"")
                .build();
    }

    static String cell(Object value) {
        String text = value == null ? "" : value.toString();
        if (!text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0) {
            text = "'" + text;
        }
        return text.matches("(?s).*[\",\r\n].*") ? '"' + text.replace("\"", "\"\"") + '"' : text;
    }
}
