package org.mycambridge.signin;

import java.time.Duration;
import org.mycambridge.policy.Settings;

/**
 * What is known of a person's verification code at one moment.
 *
 * @param nonce what it is derived from; null where there is none
 * @param keyId with which key
 * @param until until when it works
 * @param tries how many times it was tried
 * @param sentAt when it was last mailed
 * @param hourFrom since when mails are counted
 * @param hourSends how many there were
 */
record CodeState(
        String nonce,
        String keyId,
        Long until,
        int tries,
        Long sentAt,
        Long hourFrom,
        int hourSends) {

    private static final long HOUR = Duration.ofHours(1).toMillis();
    private static final long MINUTE = Duration.ofMinutes(1).toMillis();
    private static final long SECOND = Duration.ofSeconds(1).toMillis();

    static final CodeState NONE = new CodeState(null, null, null, 0, null, null, 0);

    /** Whether a code was ever made and not yet used. */
    boolean exists() {
        return nonce != null;
    }

    boolean hasExpired(long now) {
        return until == null || until <= now;
    }

    boolean isLocked(Settings settings) {
        return tries >= settings.verificationCodeTries();
    }

    /** Whether typing it could succeed. */
    boolean works(Settings settings, long now) {
        return exists() && !hasExpired(now) && !isLocked(settings);
    }

    /** For how many minutes it works, begun ones counted. */
    int minutesLeft(long now) {
        return until == null ? 0 : (int) roundedUp(Math.max(0, until - now), MINUTE);
    }

    /** How many mails of this hour are used up. */
    int sendsThisHour(long now) {
        return hourFrom == null || hourFrom + HOUR <= now ? 0 : hourSends;
    }

    /** In how many seconds the mail may be asked for again; 0 for now (D32). */
    int resendInSeconds(Settings settings, long now) {
        long wait =
                sentAt == null
                        ? 0
                        : sentAt + settings.verificationCodeResendSeconds() * SECOND - now;
        if (sendsThisHour(now) >= settings.verificationCodesPerHour()) {
            wait = Math.max(wait, hourFrom + HOUR - now);
        }
        return (int) roundedUp(Math.max(0, wait), SECOND);
    }

    private static long roundedUp(long value, long unit) {
        return (value + unit - 1) / unit;
    }
}
