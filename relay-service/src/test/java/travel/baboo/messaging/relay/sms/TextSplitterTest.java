package travel.baboo.messaging.relay.sms;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextSplitterTest {

    private final TextSplitter splitter = new TextSplitter(40);

    @Test
    void whatFitsStaysAsItIs() {
        String text = "x".repeat(1600);
        assertThat(new TextSplitter().split(text)).containsExactly(text);
        assertThat(new TextSplitter().split(" two  spaces \n")).containsExactly(" two  spaces \n");
    }

    @Test
    void paragraphsAreTheBestPlace() {
        assertThat(splitter.split("First one. And more of it.\n\nSecond one. The end."))
                .containsExactly("(1/2) First one. And more of it.", "(2/2) Second one. The end.");
    }

    @Test
    void sentencesAreTheNextBest() {
        assertThat(splitter.split("See you at the station. Bring an umbrella, it rains."))
                .containsExactly("(1/2) See you at the station.", "(2/2) Bring an umbrella, it rains.");
    }

    @Test
    void thenWords() {
        assertThat(splitter.split("the quick brown fox jumps over the lazy dog again"))
                .containsExactly("(1/2) the quick brown fox jumps over the", "(2/2) lazy dog again");
    }

    @ParameterizedTest
    @ValueSource(strings = {"👨‍👩‍👧‍👦", "🇪🇸", "é", "😀", "नि"})
    void aCharacterAsPeopleSeeItIsNeverCut(String character) {
        String text = character.repeat(60);
        List<String> parts = splitter.split(text);
        assertThat(parts).allSatisfy(part -> {
            assertThat(part.length()).isLessThanOrEqualTo(40);
            assertThat(bare(part).replace(character, "")).isEmpty();
        });
        assertThat(parts.stream().map(TextSplitterTest::bare).collect(Collectors.joining()))
                .isEqualTo(text);
    }

    @Test
    void aCharacterLongerThanAPartIsCutBetweenItsCodePoints() {
        String monster = "a" + "\u0301".repeat(100);
        List<String> parts = splitter.split(monster);
        assertThat(parts).allSatisfy(part -> assertThat(part.length()).isLessThanOrEqualTo(40));
        assertThat(parts.stream().map(TextSplitterTest::bare).collect(Collectors.joining()))
                .isEqualTo(monster);
    }

    @Test
    void manyPartsLeaveRoomForTheirNumbers() {
        List<String> parts = splitter.split("y".repeat(40 * 120));
        assertThat(parts.size()).isGreaterThan(100);
        assertThat(parts.get(0)).startsWith("(1/" + parts.size() + ") ");
        assertThat(parts).allSatisfy(part -> assertThat(part.length()).isLessThanOrEqualTo(40));
    }

    @Test
    void nothingIsLostOfAnyText() {
        Random random = new Random(7);
        String alphabet = "abc de. \n!?😀é—漢";
        for (int round = 0; round < 300; round++) {
            int[] points = alphabet.codePoints().toArray();
            String text = IntStream.range(0, 41 + random.nextInt(400))
                    .map(i -> points[random.nextInt(points.length)])
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
            String joined =
                    splitter.split(text).stream().map(TextSplitterTest::bare).collect(Collectors.joining());
            assertThat(joined.replaceAll("\\s", "")).isEqualTo(text.replaceAll("\\s", ""));
        }
    }

    /** 16,000 dots once took 22 seconds, on the event loop and within a transaction. What is counted is work, not time. */
    @ParameterizedTest
    @MethodSource("hostileTexts")
    void everyCharacterIsReadABoundedNumberOfTimes(String name, String text) {
        CountedText counted = new CountedText(text);
        List<String> parts = new TextSplitter().split(counted);
        assertThat(counted.reads()).as(name).isLessThan(40L * text.length());
        assertThat(parts).allSatisfy(part -> assertThat(part.length()).isLessThanOrEqualTo(TextSplitter.LIMIT));
    }

    static Stream<Arguments> hostileTexts() {
        // The most that the ingest takes of a form.
        int length = 256 * 1024;
        return Stream.of(
                        ".",
                        "?!",
                        "…\"'",
                        "a",
                        " ",
                        "\t",
                        "\n",
                        "\r\n",
                        " \n",
                        "\n \n",
                        ". ",
                        ".\u00a0",
                        "a\u0301",
                        "\u0301",
                        "😀",
                        "\ud83d",
                        "👨\u200d",
                        "🇪🇸",
                        "漢",
                        "((([[[",
                        "a" + " ".repeat(1599))
                .map(piece -> Arguments.of(piece, piece.repeat(length / piece.length())));
    }

    private static String bare(String part) {
        return part.replaceFirst("^\\(\\d+/\\d+\\) ", "");
    }
}
