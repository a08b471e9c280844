package org.mycambridge.web.board;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.mycambridge.centre.ActorRef;
import org.mycambridge.centre.Assignments;
import org.mycambridge.centre.Centres;
import org.mycambridge.centre.Refusal;
import org.mycambridge.centre.Work;
import org.mycambridge.membership.Enrolment;
import org.mycambridge.tables.Batch;
import org.mycambridge.tables.CentreRow;
import org.mycambridge.web.Answer;
import org.mycambridge.web.Body;

/**
 * Takes centres, people and assignments, a line each, as they arrive, and answers each line as soon
 * as it is done. What is so already is left as it is; a bad line is answered with its fault and
 * stops no other.
 *
 * <p>Lines that stand together are one transaction. Those about people whom nobody knows yet go to
 * the database together. Where a line fails after it has begun to write, those before it are done
 * without it, it is tried by itself, and those after it begin anew: no line is answered as done
 * that was not committed, and every fault is that of its own line.
 */
final class Import {

    private static final Logger LOG = Logger.getLogger(Import.class);

    private static final String CSV = "text/csv";

    private static final int TOGETHER = 100;

    private final KeycloakSession session;
    private final ActorRef actor;
    private final Optional<Rehearsal> rehearsal;

    Import(KeycloakSession session, ActorRef actor, boolean dryRun) {
        this.session = session;
        this.actor = actor;
        this.rehearsal = dryRun ? Optional.of(new Rehearsal()) : Optional.empty();
    }

    Response answer(HttpHeaders headers, InputStream in) {
        Body.requireType(
                headers, "application/jsonl", "application/x-ndjson", CSV, "application/json");
        ImportLines lines = new ImportLines(in, headers.getLength());
        if (headers.getMediaType().toString().startsWith(CSV)) {
            try {
                lines.readHeadings();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        // Every batch has a session of its own. This one's transaction would be ended by the clock
        // before a long import is.
        session.getTransactionManager().commit();
        StreamingOutput answers = out -> run(lines, out);
        return Response.status(207)
                .type("application/jsonl")
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .entity(answers)
                .build();
    }

    private void run(ImportLines lines, OutputStream out) throws IOException {
        ImportProgress progress =
                new ImportProgress(
                        session.getContext().getRealm().getName(), rehearsal.isPresent());
        try {
            for (List<ImportLines.Read> batch = lines.next(TOGETHER);
                    !batch.isEmpty();
                    batch = lines.next(TOGETHER)) {
                for (Map<String, Object> answer : answers(batch)) {
                    out.write((Answer.asLine(answer) + "\n").getBytes(StandardCharsets.UTF_8));
                    progress.count((int) answer.get("status"));
                }
                out.flush();
                progress.tell();
            }
        } finally {
            progress.end();
        }
    }

    private List<Map<String, Object>> answers(List<ImportLines.Read> batch) {
        Outcomes outcomes = new Outcomes();
        together(batch.stream().filter(line -> line.asked().isPresent()).toList(), outcomes);
        batch.forEach(
                line -> line.fault().ifPresent(fault -> outcomes.refused(line.number(), fault)));
        return batch.stream().map(line -> outcomes.of(line.number())).toList();
    }

    /** What became of each line of a batch, by its number. */
    private static final class Outcomes {

        private final Map<Integer, Map<String, Object>> answers = new LinkedHashMap<>();

        private Map<String, Object> status(int line, int status) {
            Map<String, Object> answer = new LinkedHashMap<>();
            answer.put("line", line);
            answer.put("status", status);
            answers.put(line, answer);
            return answer;
        }

        void done(int line, boolean written) {
            status(line, written ? 201 : 200);
        }

        void refused(int line, Refusal refusal) {
            Map<String, Object> answer = status(line, Answer.status(refusal));
            answer.put("code", refusal.code());
            answer.put("detail", refusal.getMessage());
            refusal.field().ifPresent(field -> answer.put("field", field));
        }

        void failed(int line) {
            Map<String, Object> answer = status(line, 500);
            answer.put("code", "unexpected");
            answer.put("detail", "This line failed. The server's log says why");
        }

        Map<String, Object> of(int line) {
            return answers.get(line);
        }
    }

    /** The lines in one transaction; where that can't be, in as few as can. */
    private void together(List<ImportLines.Read> lines, Outcomes outcomes) {
        for (List<ImportLines.Read> rest = lines; !rest.isEmpty(); ) {
            int[] inHand = new int[1];
            try {
                List<ImportLines.Read> all = rest;
                List<Result> results = write(all, inHand);
                for (int i = 0; i < all.size(); i++) {
                    results.get(i).tell(all.get(i).number(), outcomes);
                }
                return;
            } catch (RuntimeException e) {
                if (rest.size() == 1) {
                    fault(rest.get(0), e, outcomes);
                    return;
                }
                int bad = inHand[0];
                if (bad == rest.size()) { // all were done, and could not be kept
                    rest.forEach(each -> together(List.of(each), outcomes));
                    return;
                }
                together(rest.subList(0, bad), outcomes);
                together(rest.subList(bad, bad + 1), outcomes);
                rest = rest.subList(bad + 1, rest.size());
            }
        }
    }

    private static void fault(ImportLines.Read line, RuntimeException e, Outcomes outcomes) {
        if (e instanceof Refusal refusal) {
            outcomes.refused(line.number(), refusal);
        } else {
            LOG.errorf(e, "Line %d of an import failed", line.number());
            outcomes.failed(line.number());
        }
    }

    /**
     * What a line came to in a transaction that was kept.
     *
     * @param written whether anything was
     * @param refusal why nothing was, where it was refused before it had begun
     */
    private record Result(boolean written, Optional<Refusal> refusal) {

        void tell(int line, Outcomes outcomes) {
            refusal.ifPresentOrElse(
                    fault -> outcomes.refused(line, fault), () -> outcomes.done(line, written));
        }
    }

    /**
     * Does all of them or none, but for lines that are refused before they write anything.
     *
     * @param inHand which one it was, if one fails
     */
    private List<Result> write(List<ImportLines.Read> lines, int[] inHand) {
        List<ImportLine> asked = lines.stream().map(line -> line.asked().orElseThrow()).toList();
        return rehearsal.isPresent()
                ? Work.rehearse(
                        session,
                        inner -> {
                            inHand[0] = 0;
                            List<ImportLine> before = rehearsal.get().before(inner, asked);
                            Doing doing = new Doing(inner, before, asked);
                            before.forEach(doing::line);
                            List<Result> results = each(asked, doing, inHand);
                            for (int i = 0; i < asked.size(); i++) {
                                if (results.get(i).refusal().isEmpty()) {
                                    rehearsal.get().keep(inner, asked.get(i));
                                }
                            }
                            return results;
                        })
                : Work.writeWithoutWaiting(
                                session,
                                inner -> each(asked, new Doing(inner, List.of(), asked), inHand))
                        .value();
    }

    private static List<Result> each(List<ImportLine> lines, Doing doing, int[] inHand) {
        List<Result> results = new ArrayList<>();
        inHand[0] = 0;
        while (inHand[0] < lines.size()) {
            if (doing.isNew(lines.get(inHand[0]))) {
                doing.inBatch(
                        () -> {
                            for (;
                                    inHand[0] < lines.size() && doing.isNew(lines.get(inHand[0]));
                                    inHand[0]++) {
                                results.add(doing.newLine(lines.get(inHand[0])));
                            }
                        });
            } else {
                results.add(new Result(doing.line(lines.get(inHand[0])), Optional.empty()));
                inHand[0]++;
            }
        }
        return results;
    }

    /** The doing of some lines, in one session. */
    private final class Doing {

        private final KeycloakSession inner;
        private final Enrolment enrolment;

        Doing(KeycloakSession inner, List<ImportLine> before, List<ImportLine> lines) {
            this.inner = inner;
            List<Enrolment.Line> people = new ArrayList<>();
            for (List<ImportLine> some : List.of(before, lines)) {
                for (ImportLine line : some) {
                    if (line instanceof ImportLine.OfPerson person) {
                        people.add(person.line());
                    }
                }
            }
            this.enrolment = Enrolment.of(inner, actor, people);
        }

        void inBatch(Runnable work) {
            Batch.run(inner, work);
        }

        boolean isNew(ImportLine line) {
            return line instanceof ImportLine.OfPerson person && enrolment.isNew(person.line());
        }

        /** Refused, it has written nothing, and the others can go on. */
        Result newLine(ImportLine line) {
            try {
                return new Result(line(line), Optional.empty());
            } catch (Refusal refusal) {
                return new Result(false, Optional.of(refusal));
            }
        }

        /** Whether anything was written. */
        boolean line(ImportLine line) {
            if (line instanceof ImportLine.OfPerson person) {
                return enrolment.enrol(person.line());
            }
            if (line instanceof ImportLine.OfCentre centre) {
                boolean written = centre(centre.draft());
                enrolment.forget(centre.number());
                return written;
            }
            return assignment((ImportLine.OfAssignment) line);
        }

        private boolean centre(Centres.Draft draft) {
            Optional<CentreRow> known = Centres.find(inner, draft.number());
            if (known.isEmpty()) {
                Centres.create(inner, actor, draft);
                return true;
            }
            if (isSo(known.get(), draft)) {
                return false;
            }
            Centres.change(inner, actor, known.get().version, draft, false);
            return true;
        }

        private boolean isSo(CentreRow row, Centres.Draft draft) {
            String parent =
                    draft.parent()
                            .flatMap(number -> Centres.find(inner, number))
                            .map(found -> found.id)
                            .orElse(null);
            return row.name.equals(draft.name())
                    && row.type == draft.type()
                    && row.status == draft.status()
                    && Objects.equals(row.parentId, parent)
                    && (draft.link().isEmpty() || row.linkStatus == draft.link().get());
        }

        private boolean assignment(ImportLine.OfAssignment line) {
            UserModel user =
                    Optional.ofNullable(
                                    inner.users()
                                            .getUserByEmail(
                                                    inner.getContext().getRealm(), line.email()))
                            .orElseThrow(
                                    () ->
                                            Refusal.invalid(
                                                    "unknown-person",
                                                    "email",
                                                    "There is nobody with that address"));
            return Assignments.assign(inner, actor, line.number(), user.getId());
        }
    }
}
