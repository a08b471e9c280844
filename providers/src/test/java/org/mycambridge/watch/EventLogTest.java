package org.mycambridge.watch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Lines that a machine reads. */
class EventLogTest {

    @Test
    void namesAndValuesStandInTurn() {
        assertThat(EventLog.line("mail-failed", "kind", "invitation", "try", 2))
                .isEqualTo("event=mail-failed kind=invitation try=2");
    }

    @Test
    void whatIsNotThereIsLeftOut() {
        assertThat(EventLog.line("removed", "actor", null, "centre", "c1"))
                .isEqualTo("event=removed centre=c1");
    }

    @Test
    void nothingBeginsAnotherLineOrAnotherValue() {
        assertThat(EventLog.line("x", "error", "a b=\"c\"\nevent=forged"))
                .isEqualTo("event=x error=\"a b=\\\"c\\\" event=forged\"");
        assertThat(EventLog.line("x", "error", "")).isEqualTo("event=x error=\"\"");
    }
}
