package org.mycambridge.watch;

import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/**
 * One line in the log for each act and each failure that somebody may want to count or be woken by:
 * {@code event=… key=value …} in the category {@code org.mycambridge.events}. It names people and
 * centres by id alone, and holds no text that anybody typed.
 */
public final class EventLog {

    private static final Logger LOG = Logger.getLogger("org.mycambridge.events");
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._:,/<>-]+");

    private EventLog() {}

    /**
     * Something was done.
     *
     * @param event its stable name
     * @param details names and values, in turn; what is null is left out
     */
    public static void done(String event, Object... details) {
        LOG.info(line(event, details));
    }

    /** Something was done that is only of interest to whoever looks closely. */
    public static void detail(String event, Object... details) {
        if (LOG.isDebugEnabled()) {
            LOG.debug(line(event, details));
        }
    }

    /** Something failed, and is tried again or can be done again. */
    public static void failed(String event, Object... details) {
        LOG.warn(line(event, details));
    }

    /** Something failed for good: somebody should look. */
    public static void lost(String event, Object... details) {
        LOG.error(line(event, details));
    }

    static String line(String event, Object... details) {
        StringBuilder line = new StringBuilder("event=").append(event);
        for (int i = 0; i < details.length; i += 2) {
            if (details[i + 1] != null) {
                line.append(' ')
                        .append(details[i])
                        .append('=')
                        .append(value(String.valueOf(details[i + 1])));
            }
        }
        return line.toString();
    }

    /** What has more than plain characters stands in quotation marks; no value begins a line. */
    private static String value(String text) {
        return PLAIN.matcher(text).matches()
                ? text
                : '"'
                        + text.replaceAll("[\\p{Cntrl}]", " ")
                                .replace("\\", "\\\\")
                                .replace("\"", "\\\"")
                        + '"';
    }
}
