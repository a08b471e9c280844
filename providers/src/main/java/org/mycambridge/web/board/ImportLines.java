package org.mycambridge.web.board;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.mycambridge.centre.Refusal;
import org.mycambridge.web.Body;
import org.mycambridge.web.Csv;

/**
 * The lines of a body as they arrive. No more of it is kept than the lines that are asked for, and
 * nobody waits for a line that has not come while there are others to be done.
 */
final class ImportLines {

    private static final Logger LOG = Logger.getLogger(ImportLines.class);
    private static final int CHUNK = 16 * 1024;

    /** What the next part of a body takes that is on its way: the network is quick. */
    private static final Duration ON_ITS_WAY = Duration.ofMillis(5);

    private static final Duration MOMENT = Duration.ofNanos(200_000);

    private final InputStream in;
    private final int declared;
    private final byte[] chunk = new byte[CHUNK];
    private int from;
    private int to;
    private boolean ended;
    private int number;
    private final ByteArrayOutputStream begun = new ByteArrayOutputStream();
    private Function<String, ImportLine> form = ImportLine::parse;
    private String malformed = "malformed-json";

    /**
     * A line that is not blank.
     *
     * @param number from 1
     * @param asked what it asks for
     * @param fault why it can't be read
     */
    record Read(int number, Optional<ImportLine> asked, Optional<Refusal> fault) {}

    private record Text(int number, Optional<String> text, Optional<Refusal> fault) {}

    /**
     * @param declared how long the body says it is; -1 where it does not
     */
    ImportLines(InputStream in, int declared) {
        this.in = in;
        this.declared = declared;
    }

    /**
     * Reads the headings; the lines after them are rows of a spreadsheet.
     *
     * @throws Refusal if the first line has no headings
     */
    void readHeadings() throws IOException {
        malformed = ImportColumns.MALFORMED;
        Text first =
                next(true)
                        .orElseThrow(
                                () ->
                                        Refusal.invalid(
                                                malformed,
                                                "line",
                                                "The first line has the names of the columns"));
        first.fault()
                .ifPresent(
                        fault -> {
                            throw fault;
                        });
        form = ImportColumns.headed(first.text().orElseThrow())::read;
    }

    /** The next lines: waits for one, and takes those that are there already. None at the end. */
    List<Read> next(int most) throws IOException {
        List<Read> lines = new ArrayList<>();
        for (Optional<Text> line = next(true); line.isPresent(); line = next(false)) {
            lines.add(read(line.get()));
            if (lines.size() == most) {
                break;
            }
        }
        return lines;
    }

    private Read read(Text line) {
        if (line.fault().isPresent()) {
            return new Read(line.number(), Optional.empty(), line.fault());
        }
        try {
            return new Read(
                    line.number(),
                    Optional.of(form.apply(line.text().orElseThrow())),
                    Optional.empty());
        } catch (Refusal refusal) {
            return new Read(line.number(), Optional.empty(), Optional.of(refusal));
        }
    }

    /**
     * The next line that is not blank; nothing at the end, or if it would have to be waited for.
     */
    private Optional<Text> next(boolean wait) throws IOException {
        while (isWhole(wait)) {
            number++;
            Text line = text();
            begun.reset();
            if (line.fault().isPresent() || !line.text().orElseThrow().isBlank()) {
                return Optional.of(line);
            }
        }
        return Optional.empty();
    }

    /** Reads on to the end of the line; of one that is too long no more is kept than shows it. */
    private boolean isWhole(boolean wait) throws IOException {
        while (true) {
            while (from < to) {
                byte next = chunk[from++];
                if (next == '\n') {
                    return true;
                }
                if (begun.size() <= Body.LIMIT) {
                    begun.write(next);
                }
            }
            if (ended) {
                return begun.size() > 0;
            }
            if (!wait && !comes()) {
                return false;
            }
            from = 0;
            to = Math.max(0, fill());
        }
    }

    private int fill() throws IOException {
        try {
            int read = in.read(chunk);
            ended = read < 0;
            return read;
        } catch (IOException e) {
            // The server closes the connection, so nobody else can be told.
            LOG.warnf("Line %d of an import could not be read: %s", number + 1, e.getMessage());
            throw e;
        }
    }

    /** Of a body that says how long it is, the server says so as long as nothing has come. */
    private boolean comes() throws IOException {
        for (long end = System.nanoTime() + ON_ITS_WAY.toNanos(); System.nanoTime() < end; ) {
            int available = in.available();
            if (available > 0 && available != declared) {
                return true;
            }
            LockSupport.parkNanos(MOMENT.toNanos());
        }
        return false;
    }

    private Text text() {
        if (begun.size() > Body.LIMIT) {
            return faulty(Refusal.invalid("too-large", "line", "The line is too long"));
        }
        try {
            String text =
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(begun.toByteArray()))
                            .toString();
            if (number == 1 && text.startsWith(Csv.MARK)) {
                text = text.substring(Csv.MARK.length());
            }
            String line = text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
            return new Text(number, Optional.of(line), Optional.empty());
        } catch (CharacterCodingException e) {
            return faulty(
                    Refusal.invalid(
                            malformed, "line", "The line is not UTF-8. Save the file as UTF-8"));
        }
    }

    private Text faulty(Refusal refusal) {
        return new Text(number, Optional.empty(), Optional.of(refusal));
    }
}
