package org.mycambridge.centre;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LikeTest {

    @Test
    void wordsAreLookedForAnywhereAndShortOnesWhereAWordBegins() {
        assertThat(Like.words("  smith li ").stream().map(word -> word.in("t.text", "w")))
                .containsExactly(
                        "t.text like :w escape '!'",
                        "(t.text like :w escape '!' or t.text like :wb escape '!')");
        assertThat(Like.words(" ")).isEmpty();
        // Two characters, however they are written down.
        assertThat(Like.words("\uD840\uDC0B\uD840\uDC0B").get(0).in("t.text", "w")).contains("or");
    }

    @Test
    void aSearchHasNoMoreWordsThanAStatementShouldHave() {
        assertThat(Like.words("a b c d e f g h")).hasSize(6);
    }
}
