package org.mycambridge.benchmarks.peers;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;

/** What it is measured on and of what, for the report. */
final class Machine {

    private static final long GIB = 1L << 30;

    private Machine() {}

    static String description() {
        long memory = 0;
        if (ManagementFactory.getOperatingSystemMXBean()
                instanceof com.sun.management.OperatingSystemMXBean system) {
            memory = system.getTotalMemorySize();
        }
        return String.format(
                Locale.ROOT,
                "%d cores%s, %d GiB of memory, %s %s",
                Runtime.getRuntime().availableProcessors(),
                processor(),
                Math.round((double) memory / GIB),
                System.getProperty("os.name"),
                System.getProperty("os.arch"));
    }

    private static String processor() {
        Path facts = Path.of("/proc/cpuinfo");
        if (!Files.exists(facts)) {
            return "";
        }
        try (Stream<String> lines = Files.lines(facts)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .findFirst()
                    .map(line -> " (" + line.replaceAll("^[^:]*:\\s*", "") + ")")
                    .orElse("");
        } catch (IOException e) {
            return ""; // a machine that does not say
        }
    }

    /** How many processes wanted a core in the last minute: more than there are cores disturbs. */
    static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }

    /** The commit that is measured, with a plus where files differ from it. */
    static String commit() {
        String changes = git("status", "--porcelain", "--untracked-files=no");
        String commit = git("rev-parse", "--short=12", "HEAD");
        return commit.isEmpty() ? "unknown" : commit + (changes.isEmpty() ? "" : "+");
    }

    private static String git(String... arguments) {
        String[] command = new String[arguments.length + 1];
        command[0] = "git";
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        try {
            Process process =
                    new ProcessBuilder(command)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            String answer =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.waitFor() == 0 ? answer.strip() : "";
        } catch (IOException e) {
            return ""; // no git here
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
