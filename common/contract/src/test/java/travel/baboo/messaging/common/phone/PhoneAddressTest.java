package travel.baboo.messaging.common.phone;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PhoneAddressTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+15558675310",
                "whatsapp:+15558675310",
                "whatsapp:US.13491208655302741918",
                "whatsapp:DE.aB3",
                "+12345"
            })
    void anAddressIsKeptAsItIs(String text) {
        assertThat(PhoneAddress.find(text)).map(PhoneAddress::value).contains(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "15558675310",
                "+",
                "+1555867x",
                "elena@baboo.example",
                "whatsapp:",
                "whatsapp:elena",
                "whatsapp:US.",
                "whatsapp:us.1",
                "messenger:123",
                "system",
                "+1555 867",
                "whatsapp:US.1/..",
                "+12345678901234567"
            })
    void everythingElseIsNone(String text) {
        assertThat(PhoneAddress.find(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "whatsapp:+5215512345678, whatsapp:+525512345678",
        "+5215512345678, +525512345678",
        "whatsapp:+541158749895, whatsapp:+5491158749895",
        "whatsapp:+552187654321, whatsapp:+5521987654321",
        "whatsapp:+22997123456, whatsapp:+2290197123456",
        "whatsapp:+22507123456, whatsapp:+2250707123456"
    })
    void twoSpellingsOfANumberAreOnePerson(String older, String present) {
        assertThat(new PhoneAddress(older).person()).isEqualTo(new PhoneAddress(present).person());
    }

    @ParameterizedTest
    @CsvSource({
        "+15512345678, +525512345678",
        "whatsapp:+525512345678, +525512345678",
        "+552133334444, +5521933334444",
        "whatsapp:US.1, whatsapp:US.2"
    })
    void differentPeopleStayDifferent(String one, String other) {
        assertThat(new PhoneAddress(one).person()).isNotEqualTo(new PhoneAddress(other).person());
    }
}
