package org.mycambridge.membership;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ErasureTest {

    private final Pattern named =
            Erasure.named(Set.of("Li", "Li Ann", "li@gb123.example", "王芳", "محمد"));

    private String erased(String reason) {
        return named.matcher(reason).replaceAll(Erasure.ERASED);
    }

    @Test
    void aNameGoesWhereItStandsByItselfAndInAnyCase() {
        assertThat(erased("LI ANN asked; write to li@gb123.example, not to Li’s deputy"))
                .isEqualTo("[erased] asked; write to [erased], not to [erased]’s deputy");
    }

    @Test
    void scriptsThatDoNotPartWordsHideNoName() {
        assertThat(erased("因为王芳离开了 ومحمد")).isEqualTo("因为[erased]离开了 و[erased]");
    }

    @Test
    void aPartOfAnotherWordIsNoName() {
        assertThat(erased("The link was applied twice")).isEqualTo("The link was applied twice");
    }
}
