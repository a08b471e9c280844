package org.mycambridge.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mycambridge.centre.Refusal;

/** Lists of people as spreadsheets and people write them. */
class CsvTest {

    private static final int MANY = 100;

    private static List<List<String>> cells(String text) {
        return Csv.read(text, MANY).stream().map(Csv.Row::cells).toList();
    }

    private static Refusal refusal(byte[] file, int max) {
        return catchThrowableOfType(Refusal.class, () -> Csv.read(file, max));
    }

    private static byte[] bytes(String hex, byte[]... rest) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(HexFormat.of().parseHex(hex));
        for (byte[] each : rest) {
            all.writeBytes(each);
        }
        return all.toByteArray();
    }

    static Stream<Arguments> encodings() {
        String text = "First,Last\r\nZoë,Brontë\r\n";
        return Stream.of(
                Arguments.of("UTF-8", text.getBytes(UTF_8)),
                Arguments.of("UTF-8 with mark", bytes("efbbbf", text.getBytes(UTF_8))),
                Arguments.of("UTF-16LE with mark", bytes("fffe", text.getBytes(UTF_16LE))),
                Arguments.of("UTF-16BE with mark", bytes("feff", text.getBytes(UTF_16BE))),
                Arguments.of("UTF-16LE", text.getBytes(UTF_16LE)),
                Arguments.of("UTF-16BE", text.getBytes(UTF_16BE)),
                Arguments.of("Windows-1252", text.getBytes(Charset.forName("windows-1252"))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("encodings")
    void readsEveryEncoding(String name, byte[] file) {
        assertThat(Csv.read(file, MANY))
                .as(name)
                .containsExactly(
                        new Csv.Row(1, List.of("First", "Last")),
                        new Csv.Row(2, List.of("Zoë", "Brontë")));
    }

    @Test
    void takesTheBytesAsTheyAre() {
        // Łukasz in UTF-8; the euro sign and curly apostrophe that Windows-1252 has and Latin-1 not
        assertThat(Csv.read(bytes("c58175 6b61737a".replace(" ", "")), MANY).get(0).cells())
                .containsExactly("Łukasz");
        assertThat(Csv.read(bytes("4f9242726965 6e2c80".replace(" ", "")), MANY).get(0).cells())
                .containsExactly("O’Brien", "€");
    }

    @Test
    void aFileThatIsNotUnicodeIsReadAsTheLanguageOfItsReaderSavesIt() {
        assertThat(
                        Csv.text(
                                "李,小龙".getBytes(Charset.forName("GBK")),
                                Locale.forLanguageTag("zh-CN")))
                .isEqualTo("李,小龙");
        assertThat(
                        Csv.text(
                                "ليلى,حسن".getBytes(Charset.forName("windows-1256")),
                                Locale.forLanguageTag("ar")))
                .isEqualTo("ليلى,حسن");
        assertThat(Csv.text("Zoë,Brontë".getBytes(Charset.forName("windows-1252")), Locale.FRENCH))
                .isEqualTo("Zoë,Brontë");
    }

    @Test
    void namesOfOtherScriptsInUtf16NeedNoMark() {
        String text =
                "李,小龙,xiaolong.li@school.example,scripts.user\nमीरा,शर्मा,meera@school.example,\n";
        for (Charset charset : List.of(UTF_16LE, UTF_16BE)) {
            assertThat(Csv.read(text.getBytes(charset), MANY))
                    .extracting(row -> row.cells().get(0))
                    .containsExactly("李", "मीरा");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {",", ";", "\t"})
    void guessesTheSeparator(String separator) {
        String text =
                "Ada,Lovelace\n\"Grace, B; M\tS\",Hopper\n".replace("a,L", "a" + separator + "L");
        assertThat(cells(text.replace("\",H", "\"" + separator + "H")))
                .containsExactly(List.of("Ada", "Lovelace"), List.of("Grace, B; M\tS", "Hopper"));
    }

    @Test
    void theFirstSeparatorOutsideQuotesIsTheOne() {
        // Roles within a cell are separated by something else, and may well be more.
        assertThat(cells("Ada,Lovelace,ada@a.example,One;Two;Three;Four;Five"))
                .containsExactly(
                        List.of("Ada", "Lovelace", "ada@a.example", "One;Two;Three;Four;Five"));
        assertThat(cells("\n\"Lovelace, Ada\";ada@a.example;One,Two"))
                .containsExactly(List.of("Lovelace, Ada", "ada@a.example", "One,Two"));
        assertThat(cells("Ada\nGrace;Hopper"))
                .containsExactly(List.of("Ada"), List.of("Grace;Hopper"));
    }

    @Test
    void blankLinesAreSkippedAndCounted() {
        assertThat(
                        Csv.read(
                                "\n  \nAda,Lovelace\n,,\n\n\"Grace\nMurray\",Hopper\r\n \rAlan,Turing",
                                MANY))
                .containsExactly(
                        new Csv.Row(3, List.of("Ada", "Lovelace")),
                        new Csv.Row(6, List.of("Grace\nMurray", "Hopper")),
                        new Csv.Row(9, List.of("Alan", "Turing")));
        assertThat(Csv.read("", MANY)).isEmpty();
        assertThat(Csv.read(new byte[0], MANY)).isEmpty();
        assertThat(Csv.read("\uFEFF\r\n", MANY)).isEmpty();
    }

    @Test
    void quotesAreThoseOfRfc4180() {
        assertThat(cells("\"Grace \"\"Amazing\"\" M\",\"Hopper, B\",\"\""))
                .containsExactly(List.of("Grace \"Amazing\" M", "Hopper, B", ""));
        assertThat(cells("a\\,b\\\"c,d")).containsExactly(List.of("a\\", "b\\\"c", "d"));
    }

    @Test
    void anApostropheThatKeepsAFormulaAwayIsTakenOff() {
        assertThat(cells("'=1+1,'+44,'-,'@x,'Ataahua,O'=x,'"))
                .containsExactly(List.of("=1+1", "+44", "-", "@x", "'Ataahua", "O'=x", "'"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-",
                "=1+1",
                "+44",
                "@x",
                "a,b",
                "say \"no\"",
                "two\nlines",
                "O'Brien",
                "'=1+1",
                "''-",
                "'Ataahua",
                "Zoë"
            })
    void whatIsWrittenIsReadAgain(String cell) {
        assertThat(cells(Csv.cell(cell) + "," + Csv.cell("x"))).containsExactly(List.of(cell, "x"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {"=1+1|'=1+1", "-|'-", "+1|'+1", "@x|'@x", "a=1|a=1", "O'Brien|O'Brien"})
    void writesNoFormula(String value, String cell) {
        assertThat(Csv.cell(value)).isEqualTo(cell);
    }

    @Test
    void writesAFileForSpreadsheets() {
        List<Map<String, Object>> page = List.of(Map.of("name", "Zoë, \"Z\"", "email", "=z@x"));
        assertThat(Csv.file(List.of("name", "email"), List.of(page).iterator()))
                .isEqualTo("\uFEFFname,email\r\n\"Zoë, \"\"Z\"\"\",'=z@x\r\n");
    }

    @Test
    void tooMuchIsRefused() {
        String rows = "a,b\n".repeat(4);
        assertThat(Csv.read(rows, 4)).hasSize(4);
        assertThat(Csv.read(rows + "\n,\n \n", 4)).hasSize(4);
        assertThat(refusal(rows.getBytes(UTF_8), 3).code()).isEqualTo("too-many-rows");
        assertThat(refusal(rows.getBytes(UTF_8), 3).field()).contains("file");
        byte[] most = "x".repeat(1024 * 1024).getBytes(ISO_8859_1);
        assertThat(Csv.read(most, 1)).hasSize(1);
        assertThat(refusal(bytes("78", most), 1).code()).isEqualTo("too-large");
    }

    @Test
    void aQuoteThatIsNeverClosedIsNamedByItsLine() {
        Refusal refusal =
                refusal("Ada,Lovelace\n\n\"Grace,Hopper\nAlan,Turing\n".getBytes(UTF_8), MANY);
        assertThat(refusal.code()).isEqualTo("malformed-csv");
        assertThat(refusal.field()).contains("file");
        assertThat(refusal.details()).containsEntry("line", 3);
        assertThat(refusal).hasMessageContaining("line 3");
        assertThat(refusal("a,b\n\"Ada\"x,c\n".getBytes(UTF_8), MANY).details())
                .containsEntry("line", 2);
        String swallowing = "a,b\n\"" + "Ada,Lovelace\n".repeat(50) + "\",x\n";
        assertThat(refusal(swallowing.getBytes(UTF_8), MANY).details()).containsEntry("line", 2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "504b0304140006000800000021", // a workbook
                "efbbbf41ff", // says that it is UTF-8, and is not
                "fffe410042", // half a character
                "41811b"
            })
    void whatIsNoTextIsRefused(String hex) {
        assertThat(refusal(bytes(hex), MANY).code()).isEqualTo("not-csv");
    }
}
