package org.mycambridge.command;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;

/** {@code import FILE} and {@code export [FILE]}. */
public final class Main {

    private static final int TAKEN = 0;
    private static final int REFUSED = 1;
    private static final int FAILED = 2;

    private Main() {}

    public static void main(String[] arguments) {
        System.exit(run(arguments, System.getenv(), System.out, System.err));
    }

    /**
     * A command.
     *
     * @param out for what it is about: answers of refused lines, or what is exported
     * @param words for how it goes
     * @return 0 if every line was taken, 1 if some were refused, 2 if it could not go on
     */
    public static int run(
            String[] arguments,
            Map<String, String> environment,
            PrintStream out,
            PrintStream words) {
        try {
            Options options = Options.of(arguments, environment);
            switch (options.command()) {
                case "import":
                    return Importing.run(options, out, words, System.console() != null)
                            ? TAKEN
                            : REFUSED;
                case "export":
                    export(options, out);
                    return TAKEN;
                default:
                    words.print(Options.USAGE);
                    return FAILED;
            }
        } catch (Failure e) {
            words.println(e.getMessage());
        } catch (IOException e) {
            words.println(e.getClass().getSimpleName() + ": " + e.getMessage());
        }
        return FAILED;
    }

    private static void export(Options options, PrintStream out) throws IOException {
        String type = options.csv() ? "text/csv" : "application/jsonl";
        try (Exchange exchange = new Board(options).get("export", type)) {
            if (exchange.status() != 200) {
                throw Board.refused(exchange);
            }
            if (options.file().isEmpty()) {
                exchange.body().transferTo(out);
                out.flush();
                return;
            }
            // What has broken off is not left where a whole one is looked for.
            Path file = options.file().get();
            Path part = file.resolveSibling(file.getFileName() + ".part");
            try (OutputStream to = Files.newOutputStream(part)) {
                exchange.body().transferTo(to);
            }
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
