package org.mycambridge.it.stand;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** Signals of Unix, which Java has two of. */
final class Signal {

    private Signal() {}

    static void send(String name, ProcessHandle process) {
        run(List.of("kill", "-" + name, String.valueOf(process.pid())));
    }

    /**
     * Runs a command to its end.
     *
     * @return what it says, which is in the failure otherwise
     */
    static String run(List<String> command) {
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes());
            if (process.waitFor() != 0) {
                throw new IllegalStateException(command + " failed: " + output);
            }
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException("Can't run " + command, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted during " + command, e);
        }
    }
}
