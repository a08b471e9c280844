package org.mycambridge.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** rules.md D32: six digits, derived, never stored. */
class VerificationCodeTest {

    private static final SecretKey KEY = key("a key of the realm");

    @Test
    void isTheSameForTheSameCircumstances() {
        assertThat(code("realm", "person", "a@example.org", "nonce"))
                .isEqualTo(code("realm", "person", "a@example.org", "nonce"))
                .matches("[0-9]{6}");
    }

    @Test
    void isAnotherForAnotherKeyPersonAddressOrNonce() {
        Set<String> codes =
                Set.of(
                        code("realm", "person", "a@example.org", "nonce"),
                        code("realm", "person", "a@example.org", "another"),
                        code("realm", "person", "b@example.org", "nonce"),
                        code("realm", "someone", "a@example.org", "nonce"),
                        VerificationCode.derive(
                                        key("another key"),
                                        "realm",
                                        "person",
                                        "a@example.org",
                                        "nonce")
                                .digits());
        assertThat(codes).hasSize(5);
    }

    @Test
    void tellsPartsApartThatReadTheSameTogether() {
        assertThat(code("ab", "c")).isNotEqualTo(code("a", "bc"));
    }

    /** With HS512 the realm's key signs tokens: no signature it makes gives a code away. */
    @Test
    void isNotReadOffASignatureOfTheRealmsKey() throws GeneralSecurityException {
        Mac signature = Mac.getInstance("HmacSHA512");
        signature.init(KEY);
        byte[] signed = signature.doFinal("0\n5:nonce".getBytes(StandardCharsets.UTF_8));
        long word = Integer.toUnsignedLong(ByteBuffer.wrap(signed).getInt());
        assertThat(VerificationCode.fromWord(word).orElseThrow().digits())
                .isNotEqualTo(code("nonce"));
    }

    @Test
    void favoursNoCode() {
        long words = 1L << 32;
        long fair = words - words % 1_000_000;
        assertThat(VerificationCode.fromWord(0)).map(VerificationCode::digits).contains("000000");
        assertThat(VerificationCode.fromWord(fair - 1))
                .map(VerificationCode::digits)
                .contains("999999");
        assertThat(VerificationCode.fromWord(fair)).isEmpty();
        assertThat(VerificationCode.fromWord(words - 1)).isEmpty();
    }

    @Test
    void spreadsOverAllDigitsInAllPlaces() {
        int[][] seen = new int[6][10];
        IntStream.range(0, 10_000)
                .mapToObj(i -> code("nonce " + i))
                .forEach(
                        code -> {
                            for (int place = 0; place < 6; place++) {
                                seen[place][code.charAt(place) - '0']++;
                            }
                        });
        // 1000 expected, 30 the standard deviation: fixed inputs, so this never flickers.
        assertThat(Arrays.stream(seen).flatMapToInt(Arrays::stream))
                .allSatisfy(count -> assertThat(count).isBetween(850, 1150));
    }

    @Test
    void comparesWithWhatWasTyped() {
        VerificationCode code = VerificationCode.derive(KEY, "nonce");
        assertThat(code.is(code.digits())).isTrue();
        assertThat(code.is(code.digits().equals("000000") ? "000001" : "000000")).isFalse();
        assertThat(code.is("")).isFalse();
    }

    @Test
    void isNotInItsDescription() {
        VerificationCode code = VerificationCode.derive(KEY, "nonce");
        assertThat(code.toString()).doesNotContain(code.digits());
    }

    @ParameterizedTest
    @CsvSource({
        "204816, 204816",
        "' 204 816 ', 204816",
        "204-816, 204816",
        "204\u2013816, 204816",
        "\u0662\u0660\u0664\u0668\u0661\u0666, 204816",
        "\u200f204816, 204816",
        "\uff12\uff10\uff14\uff18\uff11\uff16, 204816"
    })
    void readsDigitsHoweverTheyAreTyped(String typed, String digits) {
        assertThat(VerificationCode.typed(typed)).contains(digits);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {"", " ", "20481", "2048160", "20481a", "+204816", "204816;", "<204816>"})
    void refusesWhatCanBeNoCode(String typed) {
        assertThat(VerificationCode.typed(typed)).isEmpty();
    }

    private static String code(String... circumstances) {
        return VerificationCode.derive(KEY, circumstances).digits();
    }

    private static SecretKey key(String text) {
        return new SecretKeySpec(text.getBytes(StandardCharsets.UTF_8), "HmacSHA512");
    }
}
