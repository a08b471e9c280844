package org.mycambridge.tables;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;
import org.keycloak.common.Version;

/**
 * Which Keycloak this extension runs on. It is looked at before Keycloak is told of our tables: on
 * an older one than we were made for nothing is built, nothing starts, and no schema is touched.
 */
final class KeycloakVersion {

    /** The oldest we run on: the one we are compiled against. */
    static final String OLDEST = "26.7.0";

    private static final Pattern NUMBERS = Pattern.compile("(\\d+)\\.(\\d+)(?:\\.(\\d+))?.*");
    private static final Logger LOG = Logger.getLogger(KeycloakVersion.class);

    private KeycloakVersion() {}

    /** How a version stands to those that we are made for. */
    enum Verdict {
        TOO_OLD,
        TRIED,
        /** Another minor or major version than our tests run on, or one that we can't read. */
        NEWER
    }

    static Verdict of(String version) {
        Matcher is = NUMBERS.matcher(version);
        Matcher oldest = NUMBERS.matcher(OLDEST);
        if (!is.matches() || !oldest.matches()) {
            return Verdict.NEWER;
        }
        for (int part = 1; part <= oldest.groupCount(); part++) {
            int difference = Long.compare(number(is, part), number(oldest, part));
            if (difference < 0) {
                return Verdict.TOO_OLD;
            }
            if (difference > 0) {
                // A later patch of the same minor version changes nothing that we use.
                return part == oldest.groupCount() ? Verdict.TRIED : Verdict.NEWER;
            }
        }
        return Verdict.TRIED;
    }

    private static long number(Matcher version, int part) {
        return version.group(part) == null ? 0 : Long.parseLong(version.group(part));
    }

    /**
     * Refuses what is too old.
     *
     * @throws IllegalStateException this Keycloak is; the message is for whoever installs it
     */
    static void require() {
        if (of(Version.VERSION) == Verdict.TOO_OLD) {
            throw new IllegalStateException(
                    "My Cambridge identity needs Keycloak "
                            + OLDEST
                            + " or newer, and this is "
                            + Version.VERSION
                            + ". Nothing has been changed. Install a newer Keycloak, or take"
                            + " my-cambridge-providers and my-cambridge-themes out of its providers");
        }
    }

    /** Says in the log that this Keycloak is one which we have not been tried on. */
    static void warnOfNewer() {
        if (of(Version.VERSION) == Verdict.NEWER) {
            LOG.warnf(
                    "My Cambridge identity has been tried on Keycloak %s and its patches, not on %s",
                    OLDEST, Version.VERSION);
        }
    }
}
