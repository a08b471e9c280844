package org.mycambridge.centre;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LikeTest {

    @Test
    void wordsAreLookedForAnywhereAndShortOnesWhereAWordBegins() {
        assertThat(Like.words("  smith li ").in("t.text"))
                .isEqualTo(
                        " and t.text like :word0 escape '!'"
                                + " and (t.text like :word1 escape '!' or t.text like :word1b escape '!')");
        assertThat(Like.words(" ").in("t.text")).isEmpty();
        // Two characters, however they are written down.
        assertThat(Like.words("\uD840\uDC0B\uD840\uDC0B").in("t.text")).contains("or");
    }

    @Test
    void amongFewAnIndexIsAskedForAFewLettersOfTheLongestWord() {
        assertThat(Like.words("li smithson").among("t.text"))
                .isEqualTo(
                        " and t.text like :some escape '!'"
                                + " and locate(:word0, concat(' ', t.text)) > 0"
                                + " and locate(:word1, t.text) > 0");
    }

    /** PostgreSQL would read it from end to end. */
    @Test
    void anIndexIsNotAskedForWhatItDoesNotKnow() {
        for (String words : List.of("li", "....", "@a.b@", "\u0639\u0645\u0631\u0648", "%%%%")) {
            assertThat(Like.words(words).among("t.text")).doesNotContain("like");
        }
    }

    @Test
    void aSearchHasNoMoreWordsThanAStatementShouldHave() {
        assertThat(Like.words("a b c d e f g h").in("t.text"))
                .contains(":word5 ")
                .doesNotContain(":word6 ");
    }
}
