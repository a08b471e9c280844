package org.mycambridge.command;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Sends a file part by part. A part whose connection breaks is sent again: what was done is found
 * done. So is one of which the server was too busy for some lines.
 */
final class Importing {

    private static final Pattern ANSWER =
            Pattern.compile("^\\{\"line\":(\\d+),\"status\":(\\d+)(.*)$");

    private static final int WRITTEN = 201;
    private static final int UNCHANGED = 200;
    private static final int BUSY = 503;

    private static final List<Duration> PAUSES =
            List.of(1, 2, 4, 8, 16, 30, 60, 60, 60).stream().map(Duration::ofSeconds).toList();

    private final Board board;
    private final Options options;
    private final PrintStream faults;
    private final PrintStream words;
    private final Bar bar;
    private final String type;
    private long written;
    private long unchanged;
    private long refused;

    /** An answer to a line: its status, and what follows it. */
    private record Answer(int status, String rest) {}

    private Importing(
            Board board, Options options, PrintStream faults, PrintStream words, Bar bar) {
        this.board = board;
        this.options = options;
        this.faults = faults;
        this.words = words;
        this.bar = bar;
        this.type = options.csv() ? "text/csv" : "application/jsonl";
    }

    /**
     * @return whether every line was taken
     */
    static boolean run(Options options, PrintStream out, PrintStream words, boolean terminal)
            throws IOException {
        Path file = options.file().orElseThrow(() -> new Failure("Name the file to import"));
        if (!Files.isReadable(file)) {
            throw new Failure(file + " can't be read");
        }
        Bar bar = new Bar(words, terminal, Source.count(file, options.csv()));
        if (options.faults().isEmpty()) {
            return new Importing(new Board(options), options, out, words, bar).all(file);
        }
        try (PrintStream faults =
                new PrintStream(
                        Files.newOutputStream(options.faults().get()),
                        true,
                        StandardCharsets.UTF_8)) {
            return new Importing(new Board(options), options, faults, words, bar).all(file);
        }
    }

    private boolean all(Path file) throws IOException {
        if (options.dryRun()) {
            // In one request: lines are decided by those before them, of which nothing is written.
            part(whole(file), 0, Source.count(file, options.csv()));
        } else {
            try (Source source = new Source(file, options.csv(), options.lines())) {
                for (Optional<Source.Part> part = source.next();
                        part.isPresent();
                        part = source.next()) {
                    part(
                            Exchange.Content.of(part.get().bytes()),
                            part.get().before(),
                            part.get().answers());
                }
            }
        }
        bar.end();
        words.printf(
                Locale.ROOT,
                "%s: %,d lines in %s: %,d written, %,d unchanged, %,d refused%n",
                options.dryRun() ? "Nothing was written. It would be" : "Done",
                done(),
                Bar.duration(bar.seconds()),
                written,
                unchanged,
                refused);
        return refused == 0;
    }

    private static Exchange.Content whole(Path file) {
        return new Exchange.Content() {
            @Override
            public long length() throws IOException {
                return Files.size(file);
            }

            @Override
            public void to(OutputStream out) throws IOException {
                Files.copy(file, out);
            }
        };
    }

    private long done() {
        return written + unchanged + refused;
    }

    private void part(Exchange.Content content, long before, long lines) {
        Map<Integer, Answer> answers = new TreeMap<>();
        for (int attempt = 0; ; attempt++) {
            String fault;
            try {
                fault = send(content, lines, answers, attempt);
                if (fault.isEmpty()) {
                    break;
                }
            } catch (IOException e) {
                fault = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            }
            if (attempt == PAUSES.size()) {
                if (answers.size() == lines) {
                    break; // the server stayed busy: these lines are refused
                }
                throw new Failure(fault + ". The same command goes on from here");
            }
            pause(PAUSES.get(attempt), fault);
        }
        answers.forEach((line, answer) -> count(before + line, answer));
        bar.at(done());
    }

    /** Sends a part; what was wrong if it is to be sent again. */
    private String send(
            Exchange.Content content, long lines, Map<Integer, Answer> answers, int attempt)
            throws IOException {
        String query =
                "?dry-run="
                        + options.dryRun()
                        + options.reason().map(text -> "&reason=" + Board.encoded(text)).orElse("");
        try (Exchange exchange = board.post("import" + query, type, content)) {
            if (exchange.status() == 401 && attempt == 0) {
                board.signInAgain();
                return "The token was not taken";
            }
            if (exchange.status() == 429 || exchange.status() >= 500) {
                return "The server answers " + exchange.status();
            }
            if (exchange.status() != 207) {
                throw Board.refused(exchange);
            }
            read(exchange, answers);
        }
        if (answers.size() < lines) {
            throw new EOFException("The answer has broken off");
        }
        long busy = answers.values().stream().filter(each -> each.status() == BUSY).count();
        return busy == 0 ? "" : "The server was too busy for " + busy + " lines";
    }

    private void read(Exchange exchange, Map<Integer, Answer> answers) throws IOException {
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(exchange.body(), StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            Matcher found = ANSWER.matcher(line);
            if (!found.matches()) {
                throw new IOException("The server answers what is no answer of an import");
            }
            Answer answer = new Answer(Integer.parseInt(found.group(2)), found.group(3));
            // What was written before a connection broke is unchanged at the next attempt.
            answers.merge(
                    Integer.parseInt(found.group(1)),
                    answer,
                    (old, fresh) -> old.status() == WRITTEN ? old : fresh);
            bar.at(done() + answers.size());
        }
    }

    private void count(long line, Answer answer) {
        if (answer.status() == WRITTEN) {
            written++;
        } else if (answer.status() == UNCHANGED) {
            unchanged++;
        } else {
            refused++;
            faults.println("{\"line\":" + line + ",\"status\":" + answer.status() + answer.rest());
        }
    }

    private void pause(Duration pause, String why) {
        bar.end();
        words.println(why + ". Again in " + Bar.duration(pause.toSeconds()));
        try {
            Thread.sleep(pause.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure("Interrupted");
        }
    }
}
