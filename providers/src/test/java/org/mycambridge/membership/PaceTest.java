package org.mycambridge.membership;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PaceTest {

    private static final long NOW = Duration.ofDays(20_000).toMillis();

    @Test
    void theFirstMailWaitsForNothing() {
        assertThat(Pace.pause(List.of(), NOW)).isEmpty();
    }

    @Test
    void theNextOneWaitsAMinute() {
        assertThat(Pace.pause(List.of(NOW), NOW)).contains(Duration.ofSeconds(60));
        assertThat(Pace.pause(List.of(NOW - 59_999), NOW)).contains(Duration.ofMillis(1));
        assertThat(Pace.pause(List.of(NOW - 60_000), NOW)).isEmpty();
    }

    @Test
    void theSixthWaitsUntilTheFirstOfFiveIsAnHourOld() {
        List<Long> sent = LongStream.range(1, 6).map(i -> NOW - i * 600_000).boxed().toList();
        assertThat(Pace.pause(sent, NOW)).contains(Duration.ofMinutes(10));
        assertThat(Pace.pause(sent.subList(0, 4), NOW)).isEmpty();
    }
}
