package org.mycambridge.web.board;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.mycambridge.centre.Centres;
import org.mycambridge.membership.Census;
import org.mycambridge.web.Answer;
import org.mycambridge.web.Csv;

/**
 * Writes all centres, their people and the assignments as lines that an import reads: parents
 * before children, centres before people, people before assignments. A page at a time is read, in a
 * transaction of its own, and written before the next.
 */
final class Export {

    private static final int CENTRES = 100;
    private static final int PEOPLE = 500;

    private final KeycloakSession session;

    Export(KeycloakSession session) {
        this.session = session;
    }

    Response answer(HttpHeaders headers) {
        boolean csv =
                headers.getAcceptableMediaTypes().stream()
                        .filter(
                                type ->
                                        type.getType().equals("text")
                                                && type.getSubtype().equals("csv"))
                        .findFirst()
                        .isPresent();
        // As for an import: the pages have transactions of their own.
        session.getTransactionManager().commit();
        StreamingOutput lines = out -> new Writing(out, csv).everything();
        return Response.ok(lines, csv ? "text/csv; charset=UTF-8" : "application/jsonl")
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        "attachment; filename=\"centres." + (csv ? "csv" : "jsonl") + "\"")
                .build();
    }

    private <T> T read(Function<KeycloakSession, T> page) {
        return KeycloakModelUtils.runJobInTransactionWithResult(
                session.getKeycloakSessionFactory(),
                session.getContext(),
                page::apply,
                "my-cambridge export");
    }

    private final class Writing {

        private final OutputStream out;
        private final boolean csv;

        Writing(OutputStream out, boolean csv) {
            this.out = out;
            this.csv = csv;
        }

        void everything() throws IOException {
            if (csv) {
                text(Csv.MARK + Csv.row(ImportColumns.NAMES));
            }
            centres(false);
            centres(true);
            // Who has come has the names of the account; those invited elsewhere follow.
            atEachSpan((inner, span, after) -> people(inner, span, false, after));
            atEachSpan((inner, span, after) -> people(inner, span, true, after));
            atEachSpan(this::assignments);
        }

        private void centres(boolean children) throws IOException {
            String last = "";
            List<Centres.Draft> page;
            do {
                String after = last;
                page = read(inner -> Centres.page(inner, children, after, CENTRES));
                for (Centres.Draft draft : page) {
                    line(new ImportLine.OfCentre(draft));
                    last = draft.number().value();
                }
                out.flush();
            } while (page.size() == CENTRES);
        }

        private Census.Page<ImportLine> people(
                KeycloakSession inner, Census.Span span, boolean invited, Census.Position after) {
            var page = Census.people(inner, span, invited, after, PEOPLE);
            return new Census.Page<>(
                    page.items().stream().<ImportLine>map(ImportLine.OfPerson::new).toList(),
                    page.end());
        }

        private Census.Page<ImportLine> assignments(
                KeycloakSession inner, Census.Span span, Census.Position after) {
            var page = Census.assignments(inner, span, after, PEOPLE);
            return new Census.Page<>(
                    page.items().stream().<ImportLine>map(ImportLine.OfAssignment::new).toList(),
                    page.end());
        }

        private void atEachSpan(Pages pages) throws IOException {
            String last = "";
            List<String> numbers;
            do {
                String after = last;
                numbers = read(inner -> Centres.numbers(inner, after, CENTRES));
                if (!numbers.isEmpty()) {
                    last = numbers.get(numbers.size() - 1);
                    all(pages, new Census.Span(numbers.get(0), last));
                }
            } while (numbers.size() == CENTRES);
        }

        private void all(Pages pages, Census.Span span) throws IOException {
            Census.Page<ImportLine> page;
            Census.Position end = Census.Position.START;
            do {
                Census.Position after = end;
                page = read(inner -> pages.next(inner, span, after));
                for (ImportLine line : page.items()) {
                    line(line);
                }
                out.flush();
                end = page.end();
            } while (page.items().size() == PEOPLE);
        }

        private void line(ImportLine line) throws IOException {
            text(
                    csv
                            ? ImportColumns.row(line)
                            : Answer.asLine(Map.of(line.kind(), line.members())) + "\n");
        }

        private void text(String text) throws IOException {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    private interface Pages {
        Census.Page<ImportLine> next(
                KeycloakSession inner, Census.Span span, Census.Position after);
    }
}
