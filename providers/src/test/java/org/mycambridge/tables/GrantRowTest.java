package org.mycambridge.tables;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GrantRowTest {

    /** The database lists them in whatever order it finds them. */
    @Test
    void rolesAreInTheirOrderHoweverTheyAreListed() {
        assertThat(GrantRow.roles("sfa.teacher aa.access scripts.user"))
                .containsExactly("aa.access", "scripts.user", "sfa.teacher");
        assertThat(GrantRow.roles(null)).isEmpty();
    }
}
