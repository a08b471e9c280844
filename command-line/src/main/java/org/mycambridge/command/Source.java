package org.mycambridge.command;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A file to import, in parts that are requests of their own. */
final class Source implements AutoCloseable {

    private static final int MOST_BYTES = 4 * 1024 * 1024;

    private final InputStream in;
    private final boolean csv;
    private final int most;
    private byte[] headings = new byte[0];
    private long line;

    /**
     * @param most lines of a part
     */
    Source(Path file, boolean csv, int most) throws IOException {
        this.in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        this.csv = csv;
        this.most = most;
    }

    /**
     * Lines of the file that are sent together.
     *
     * @param before how many lines of the file stand before the first line that is sent: what is
     *     added to the number of a line to have the file's
     * @param answers how many of them will be answered: those that are not blank
     */
    record Part(byte[] bytes, long before, int lines, int answers) {}

    /** How many lines a file has that will be answered. */
    static long count(Path file, boolean csv) throws IOException {
        try (Source all = new Source(file, csv, Integer.MAX_VALUE)) {
            long answers = 0;
            for (byte[] next = all.line(); next.length > 0; next = all.line()) {
                answers += isBlank(next) ? 0 : 1;
            }
            return csv ? Math.max(0, answers - 1) : answers;
        }
    }

    Optional<Part> next() throws IOException {
        while (csv && headings.length == 0) {
            byte[] first = line();
            if (first.length == 0) {
                return Optional.empty();
            }
            headings = isBlank(first) ? headings : first;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(headings);
        long before = line - (csv ? 1 : 0);
        int lines = 0;
        int answers = 0;
        while (lines < most && bytes.size() < MOST_BYTES) {
            byte[] next = line();
            if (next.length == 0) {
                break;
            }
            bytes.write(next);
            lines++;
            answers += isBlank(next) ? 0 : 1;
        }
        return lines == 0
                ? Optional.empty()
                : Optional.of(new Part(bytes.toByteArray(), before, lines, answers));
    }

    /** The next line with its end; nothing at the file's end. */
    private byte[] line() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        int next = in.read();
        while (next >= 0) {
            bytes.write(next);
            if (next == '\n') {
                break;
            }
            next = in.read();
        }
        if (next < 0 && bytes.size() > 0) {
            bytes.write('\n');
        }
        line += bytes.size() > 0 ? 1 : 0;
        return bytes.toByteArray();
    }

    private static boolean isBlank(byte[] bytes) {
        for (byte each : bytes) {
            if (each < 0 || each > ' ') {
                return false;
            }
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
