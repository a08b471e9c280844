package org.mycambridge.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keycloak.common.Version;
import org.mycambridge.tables.KeycloakVersion.Verdict;

class KeycloakVersionTest {

    @ParameterizedTest
    @CsvSource({
        "25.0.6, TOO_OLD",
        "26.5.6, TOO_OLD",
        "26.6, TOO_OLD",
        "26.6.99.redhat-00001, TOO_OLD",
        "26.7.0, TRIED",
        "26.7, TRIED",
        "26.7.3, TRIED",
        "26.7.12.redhat-00003, TRIED",
        "26.8.0, NEWER",
        "27.0.0, NEWER",
        "100.0.0, NEWER",
        "999.0.0-SNAPSHOT, NEWER",
        "nightly, NEWER"
    })
    void isTooOldTriedOrNewer(String version, Verdict verdict) {
        assertThat(KeycloakVersion.of(version)).isEqualTo(verdict);
    }

    /** What we are compiled against is the oldest we run on. */
    @Test
    void isCompiledAgainstTheOldest() {
        assertThat(Version.VERSION).isEqualTo(KeycloakVersion.OLDEST);
        assertThatCode(Tables::new).doesNotThrowAnyException();
    }
}
