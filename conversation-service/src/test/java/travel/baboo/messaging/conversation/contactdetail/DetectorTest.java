package travel.baboo.messaging.conversation.contactdetail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is recognized as contact details, and what is not. */
class DetectorTest {

    private static final Detector DETECTOR =
            new Detector(EnumSet.allOf(Kind.class), Set.of("baboo.travel", "maps.example"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+49 171 2345678",
                "+491712345678",
                "+49 (0) 171 / 234 56 78",
                "(+39) 333 123 4567",
                "+39.333.123.4567",
                "0049 171 2345678",
                "00491712345678",
                "0171-2345678",
                "0171/2345678",
                "(030) 123456-78",
                "06 12 34 56 78",
                "06.12.34.56.78",
                "030.12345678",
                "(415) 555-2671",
                "415-555-2671",
                "415 555 2671",
                "4155552671",
                "612 345 678",
                "333 123 4567",
                "020 7946 0958",
                "+1\u00a0415\u2013555\u20112671",
                "0\u200b171\u200b2345678",
                "\uff10\uff11\uff17\uff11 \uff12\uff13\uff14\uff15\uff16\uff17\uff18"
            })
    void aPhoneNumberIsFound(String number) {
        for (String text : new String[] {
            number, "Call me: " + number + ".", "my number is " + number + "\nAnn", "WhatsApp " + number
        }) {
            assertThat(mask(text)).as(text).isEqualTo(text.replace(number, "<phone>"));
        }
    }

    @Test
    void severalNumbersAreFoundOneByOne() {
        assertThat(mask("0171 1234567 / 0172 7654321")).isEqualTo("<phone> / <phone>");
        assertThat(mask("0171 1234567 or 0172 7654321")).isEqualTo("<phone> or <phone>");
        assertThat(mask("0171 1234567 0172 7654321")).isEqualTo("<phone> <phone>");
        assertThat(mask("+491711234567+491721234567")).isEqualTo("<phone><phone>");
        assertThat(mask("from 24.12.2026 0171 2345678")).isEqualTo("from 24.12.2026 <phone>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.250.000 is a lot",
                "EUR 1 250 000 000",
                "1 250 000 000 EUR",
                "€ 1250000000",
                "1.234.567,00",
                "120000000 Euro in total",
                "24.12.2026",
                "24.12.2026 - 31.12.2026",
                "24/12/2026-31/12/2026",
                "2026-12-24",
                "2026-12-24 2026-12-31",
                "from 24.12.26 on",
                "20261224",
                "202612241830",
                "24.12.2026 18.30",
                "at 10:30 or 11:45",
                "booking 123456789",
                "Booking number is 0123456789",
                "booking no. 1234567890",
                "Buchungsnummer 123456789",
                "Buchungsnr. 0123456789",
                "Reservierung: 987654321",
                "prenotazione n. 123456789",
                "réservation n° 123456789",
                "your order: 4711471147",
                "BK-20261234567",
                "INV/2026/1234567",
                "#123456789",
                "123456789X",
                "DE89 3704 0044 0532 0130 00",
                "4111 1111 1111 1111",
                "47.1234567, 11.1234567",
                "192.168.100.100",
                "room 12, floor 3, 2026-2027",
                "39100 Bolzano",
                "8 adults, 2 children, 14 days"
            })
    void otherNumbersAreNot(String text) {
        assertThat(mask(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ann@example.com",
                "ann.b+trips@mail.example.co.uk",
                "ann @ example.com",
                "ann (at) example.com",
                "ann(at)example(dot)com",
                "ann [at] example [dot] com",
                "ann{at}example.com",
                "ann at example dot com",
                "ANN@EXAMPLE.COM",
                "jörg@müller.de"
            })
    void anEmailAddressIsFound(String address) {
        for (String text :
                new String[] {address, "Write to: " + address + ".", "<" + address + ">", address + ", please"}) {
            assertThat(mask(text)).as(text).isEqualTo(text.replace(address, "<email>"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://example.com",
                "http://example.com/a?b=c#d",
                "HTTPS://EXAMPLE.COM/A",
                "https://user:secret@example.com/",
                "https://baboo.travel@example.com/",
                "https://baboo.travel.example.com",
                "https://example.com\\@baboo.travel",
                "http://192.0.2.1/a",
                "www.example.com",
                "www.example.photography",
                "example.com",
                "sub.example.co.uk/path",
                "notbaboo.travel",
                "wa.me/491712345678",
                "t.me/ann",
                "EXAMPLE.COM",
                "example.com:8443/a"
            })
    void aLinkIsFound(String link) {
        for (String text :
                new String[] {link, "see " + link + " for more", "(" + link + ")", "see " + link + ", or not"}) {
            assertThat(mask(text)).as(text).isEqualTo(text.replace(link, "<link>"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://baboo.travel/trips/0171234567890",
                "baboo.travel",
                "www.baboo.travel/a",
                "https://app.baboo.travel/inbox?id=12345678901",
                "maps.example",
                "https://maps.example/@47.1234567,11.1234567",
                "hello@baboo.travel",
                "The hotel.We liked it",
                "Fine.It was good",
                "e.g. this, z.B. das, u.a. auch, i.e. that",
                "at 10.am or 8.pm",
                "Mr.Smith and St.Moritz",
                "photo.jpg and plan.pdf",
                "version 1.2.3",
                "@ann, look",
                "we meet at the hotel"
            })
    void whatIsAllowedOrNoLinkIsNot(String text) {
        assertThat(mask(text)).isEqualTo(text);
    }

    @Test
    void onlyTheKindsThatAreSetAreFound() {
        String text = "ann@example.com, 0171 2345678, example.com";

        assertThat(mask(new Detector(Set.of(Kind.PHONE), Set.of()), text))
                .isEqualTo("ann@example.com, <phone>, example.com");
        assertThat(mask(new Detector(Set.of(Kind.EMAIL), Set.of()), text))
                .isEqualTo("<email>, 0171 2345678, example.com");
    }

    @Test
    void eachKindIsCounted() {
        Detection found = DETECTOR.find("0171 2345678 or 0171 2345679 or ann@example.com");

        assertThat(found.counts()).containsExactly(new HiddenDetail("phone", 2), new HiddenDetail("email", 1));
    }

    @Test
    void aTextNeverBecomesTooLong() {
        String text = "0171 2345678 ".repeat(123).strip();

        String replaced = DETECTOR.find(text).replaced("[hidden until the booking]", 1600);

        assertThat(text).hasSizeLessThanOrEqualTo(1600);
        assertThat(replaced)
                .hasSizeLessThanOrEqualTo(1600)
                .doesNotContain("0171")
                .startsWith("*** ***");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1",
                "1 ",
                "1.",
                "(1)",
                "+1",
                "+",
                "0/",
                "00 ",
                "a.",
                "a",
                "-",
                ".",
                "@",
                "a@",
                "a@a.",
                "(at)",
                "a (at) a (dot) ",
                " at ",
                "://",
                "a://",
                "http://",
                "http://a@",
                "http:///",
                "www.",
                "[",
                "( ",
                "24.12.2026 ",
                "booking ",
                "a.com",
                "a.com/",
                "😀",
                "\u200b"
            })
    @Timeout(value = 20, unit = TimeUnit.SECONDS)
    void noTextTakesMuchTime(String part) {
        for (int length : new int[] {1_600, 32_768}) {
            String text = part.repeat(length / part.length());
            long start = System.nanoTime();
            assertThatCode(() -> mask(text)).doesNotThrowAnyException();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
        }
    }

    private static String mask(String text) {
        return mask(DETECTOR, text);
    }

    private static String mask(Detector detector, String text) {
        Detection found = detector.find(text);
        StringBuilder masked = new StringBuilder();
        int at = 0;
        for (Span span : found.spans()) {
            Kind kind = span.kind();
            masked.append(text, at, span.start())
                    .append('<')
                    .append(kind == null ? "" : kind.text())
                    .append('>');
            at = span.end();
        }
        return masked.append(text.substring(at)).toString();
    }
}
