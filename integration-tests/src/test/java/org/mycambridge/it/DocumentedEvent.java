package org.mycambridge.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An event of the log as docs/operating.md describes it.
 *
 * @param name empty for each kind of history
 * @param members the names before {@code =}, in their order; a line may lack some
 */
record DocumentedEvent(String name, String level, List<String> members) {

    /** Acts that stand in the realm's history and in no centre's. */
    static final Set<String> ACTS_OF_A_REALM =
            Set.of("policy-replaced", "webhook-changed", "centre-deleted", "person-erased");

    private static final Path DOCUMENT = Path.of("..", "docs", "operating.md");

    private static final Pattern ROW =
            Pattern.compile(
                    "\\| (each kind of history|`([a-z-]+)`).* \\| ([A-Z]+) \\| ((?:`[a-z]+`(?:, )?)+)"
                            + " \\| .*");

    private static final String VALUE = "(?:[A-Za-z0-9._:,/<>-]+|\"(?:[^\"\\\\]|\\\\.)*\")";

    /** A line of the log; what stands before the level is the server's. */
    private static final Pattern LINE =
            Pattern.compile(
                    ".* ([A-Z]+) +\\[org\\.mycambridge\\.events] \\([^)]*\\) event=([a-z-]+)((?: [a-z]+="
                            + VALUE
                            + ")*)");

    private static final Pattern MEMBER = Pattern.compile(" ([a-z]+)=" + VALUE);

    static List<DocumentedEvent> all() {
        try {
            return Files.readAllLines(DOCUMENT).stream()
                    .map(ROW::matcher)
                    .filter(Matcher::matches)
                    .map(
                            row ->
                                    new DocumentedEvent(
                                            row.group(2) == null ? "" : row.group(2),
                                            row.group(3),
                                            List.of(row.group(4).replace("`", "").split(", "))))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Whether a line is of this event, and has nothing else.
     *
     * @param acts the kinds of history
     */
    boolean isOf(String line, Set<String> acts) {
        Matcher parts = LINE.matcher(line);
        if (!parts.matches() || !parts.group(1).equals(level)) {
            return false;
        }
        String event = parts.group(2);
        List<String> there =
                MEMBER.matcher(parts.group(3)).results().map(each -> each.group(1)).toList();
        return (name.isEmpty() ? acts.contains(event) : name.equals(event))
                && there.equals(members.stream().filter(there::contains).toList());
    }
}
