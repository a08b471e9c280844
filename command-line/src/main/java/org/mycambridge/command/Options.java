package org.mycambridge.command;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a command was given. A secret is never among its arguments, which every user of a machine
 * can see.
 */
final class Options {

    static final String USAGE =
            """
            Usage: import FILE [--dry-run] [--faults FILE] [--reason TEXT] [--lines NUMBER]
                   export [FILE] [--csv]

            FILE is JSON Lines, or CSV where its name ends in .csv (or with --csv).

              --url URL             the server, as in https://id.example; or MC_URL
              --realm NAME          or MC_REALM; otherwise my-cambridge
              --sign-in-realm NAME  or MC_SIGN_IN_REALM; otherwise the realm
              --client ID           or MC_CLIENT; otherwise admin-cli
              --user NAME           or MC_USER; without one, the client itself signs in
              --secret-file FILE    has the user's password or the client's secret on its first line;
                                    otherwise they are in MC_PASSWORD or MC_CLIENT_SECRET
              --dry-run             says what would become of every line, and writes nothing
              --faults FILE         where to write the answers of refused lines; otherwise here
              --reason TEXT         stands in the history of every act
              --lines NUMBER        lines in one request; otherwise 5000

            It ends with 0 if every line was taken, 1 if some were refused, 2 if it could not go on.
            """;

    private static final int LINES = 5_000;
    private static final Set<String> FLAGS = Set.of("--dry-run", "--csv");
    private static final Set<String> NAMES =
            Set.of(
                    "--url",
                    "--realm",
                    "--sign-in-realm",
                    "--client",
                    "--user",
                    "--secret-file",
                    "--faults",
                    "--reason",
                    "--lines");

    private final List<String> words = new ArrayList<>();
    private final Map<String, String> given = new HashMap<>();
    private final Map<String, String> environment;

    private Options(Map<String, String> environment) {
        this.environment = environment;
    }

    static Options of(String[] arguments, Map<String, String> environment) {
        Options options = new Options(environment);
        for (int i = 0; i < arguments.length; i++) {
            String argument = arguments[i];
            if (FLAGS.contains(argument)) {
                options.given.put(argument, "true");
            } else if (NAMES.contains(argument) && i + 1 < arguments.length) {
                options.given.put(argument, arguments[++i]);
            } else if (argument.startsWith("--")) {
                throw new Failure("There is no option " + argument + ", or it lacks its value");
            } else {
                options.words.add(argument);
            }
        }
        return options;
    }

    String command() {
        return words.isEmpty() ? "" : words.get(0);
    }

    Optional<Path> file() {
        if (words.size() > 2) {
            throw new Failure("One file at a time: " + words.get(2));
        }
        return words.stream().skip(1).findFirst().map(Path::of);
    }

    boolean dryRun() {
        return given.containsKey("--dry-run");
    }

    boolean csv() {
        return given.containsKey("--csv")
                || file().filter(path -> path.toString().endsWith(".csv")).isPresent();
    }

    Optional<Path> faults() {
        return option("--faults").map(Path::of);
    }

    Optional<String> reason() {
        return option("--reason");
    }

    int lines() {
        try {
            int lines = option("--lines").map(Integer::parseInt).orElse(LINES);
            if (lines > 0) {
                return lines;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new Failure("--lines is a number above 0");
    }

    URI url() {
        String url =
                named("--url", "MC_URL")
                        .orElseThrow(() -> new Failure("Say which server: --url or MC_URL"))
                        .replaceAll("/+$", "");
        if (!url.matches("https?://[^/?#@]+(/[^?#]*)?")) {
            throw new Failure(url + " is no address of a server");
        }
        return URI.create(url);
    }

    String realm() {
        return named("--realm", "MC_REALM").orElse("my-cambridge");
    }

    String signInRealm() {
        return named("--sign-in-realm", "MC_SIGN_IN_REALM").orElse(realm());
    }

    String client() {
        return named("--client", "MC_CLIENT").orElse("admin-cli");
    }

    Optional<String> user() {
        return named("--user", "MC_USER");
    }

    /** The user's password, or the client's secret where there is no user. */
    String secret() {
        String variable = user().isPresent() ? "MC_PASSWORD" : "MC_CLIENT_SECRET";
        Optional<String> file = option("--secret-file");
        if (file.isPresent()) {
            try {
                return Files.readString(Path.of(file.get())).lines().findFirst().orElse("");
            } catch (IOException e) {
                throw new Failure("The secret can't be read from " + file.get());
            }
        }
        return Optional.ofNullable(environment.get(variable))
                .orElseThrow(() -> new Failure("Set " + variable + ", or name a --secret-file"));
    }

    private Optional<String> named(String option, String variable) {
        return option(option)
                .or(() -> Optional.ofNullable(environment.get(variable)))
                .filter(value -> !value.isBlank());
    }

    private Optional<String> option(String name) {
        return Optional.ofNullable(given.get(name));
    }
}
