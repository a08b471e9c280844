package org.mycambridge.it.stand;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Keycloak's own command, with nothing of this machine's environment that it would obey. */
final class ServerCommand {

    /** The administrator every server of the stand begins with; it listens on loopback alone. */
    static final String ADMIN = "admin";

    private static final boolean WINDOWS =
            System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("windows");

    private ServerCommand() {}

    static Process start(Path home, Path output, List<String> arguments) {
        return start(home, output, arguments, Jvm.small());
    }

    static Process start(Path home, Path output, List<String> arguments, Jvm jvm) {
        return start(home, output, arguments, jvm, List.of());
    }

    /**
     * The same through another command.
     *
     * @param through what starts the one that is appended to it
     */
    static Process start(
            Path home, Path output, List<String> arguments, Jvm jvm, List<String> through) {
        List<String> command = new ArrayList<>(through);
        if (WINDOWS) {
            command.add(home.resolve("bin").resolve("kc.bat").toString());
        } else {
            command.addAll(List.of("/bin/sh", home.resolve("bin").resolve("kc.sh").toString()));
        }
        command.addAll(arguments);
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .directory(home.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
        Map<String, String> environment = builder.environment();
        environment
                .keySet()
                .removeIf(
                        name ->
                                name.startsWith("KC_")
                                        || name.startsWith("KEYCLOAK_")
                                        || name.startsWith("JAVA_")
                                        || name.startsWith("QUARKUS_"));
        environment.put("JAVA_HOME", jvm.home().toString());
        environment.put("JAVA_OPTS_KC_HEAP", jvm.heap());
        environment.put("JAVA_OPTS_APPEND", jvm.options());
        environment.put("KC_BOOTSTRAP_ADMIN_USERNAME", ADMIN);
        environment.put("KC_BOOTSTRAP_ADMIN_PASSWORD", ADMIN);
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException("Can't start " + command, e);
        }
    }
}
