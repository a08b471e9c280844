package org.mycambridge.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.mycambridge.policy.Settings;

/** The clock and the counters of rules.md D32. */
class CodeStateTest {

    private static final long T = 1_800_000_000_000L;
    private static final Settings SETTINGS =
            new Settings("contact@example.org", 50, 7, 30, 60, 30, 5, 60, 5, 100, 250, 100, 5);

    @Test
    void worksForThirtyMinutes() {
        CodeState state = state(0, T, 1);
        assertThat(state.works(SETTINGS, T)).isTrue();
        assertThat(state.works(SETTINGS, after(Duration.ofMinutes(30)) - 1)).isTrue();
        assertThat(state.works(SETTINGS, after(Duration.ofMinutes(30)))).isFalse();
    }

    @Test
    void saysForHowManyMinutesItWorks() {
        CodeState state = state(0, T, 1);
        assertThat(state.minutesLeft(T)).isEqualTo(30);
        assertThat(state.minutesLeft(T + 1)).isEqualTo(30);
        assertThat(state.minutesLeft(after(Duration.ofMinutes(29)))).isEqualTo(1);
        assertThat(state.minutesLeft(after(Duration.ofMinutes(31)))).isZero();
    }

    @Test
    void endsWithTheFifthTry() {
        assertThat(state(4, T, 1).works(SETTINGS, T)).isTrue();
        assertThat(state(5, T, 1).works(SETTINGS, T)).isFalse();
    }

    @Test
    void isMailedAgainAfterAMinute() {
        CodeState state = state(0, T, 1);
        assertThat(state.resendInSeconds(SETTINGS, T)).isEqualTo(60);
        assertThat(state.resendInSeconds(SETTINGS, T + 59_001)).isEqualTo(1);
        assertThat(state.resendInSeconds(SETTINGS, T + 60_000)).isZero();
    }

    @Test
    void isMailedFiveTimesAnHour() {
        CodeState state = state(0, T, 5);
        assertThat(state.resendInSeconds(SETTINGS, after(Duration.ofMinutes(10)))).isEqualTo(3000);
        assertThat(state.resendInSeconds(SETTINGS, after(Duration.ofHours(1)))).isZero();
        assertThat(state.sendsThisHour(after(Duration.ofHours(1)))).isZero();
    }

    @Test
    void waitsForNothingBeforeTheFirst() {
        assertThat(CodeState.NONE.exists()).isFalse();
        assertThat(CodeState.NONE.works(SETTINGS, T)).isFalse();
        assertThat(CodeState.NONE.resendInSeconds(SETTINGS, T)).isZero();
    }

    private static CodeState state(int tries, long sentAt, int sends) {
        return new CodeState(
                "nonce", "key", after(Duration.ofMinutes(30)), tries, sentAt, T, sends);
    }

    private static long after(Duration duration) {
        return T + duration.toMillis();
    }
}
