package travel.baboo.messaging.relay.sms;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SmsSegmentsTest {

    @Test
    void segmentsAreCountedAsTheNetworksCountThem() {
        assertThat(SmsSegments.count("a".repeat(160))).isEqualTo(1);
        assertThat(SmsSegments.count("a".repeat(161))).isEqualTo(2);
        assertThat(SmsSegments.count("a".repeat(1600))).isEqualTo(11);
        assertThat(SmsSegments.count("€".repeat(80))).isEqualTo(1);
        assertThat(SmsSegments.count("€".repeat(81))).isEqualTo(2);
        assertThat(SmsSegments.count("漢".repeat(70))).isEqualTo(1);
        assertThat(SmsSegments.count("漢".repeat(71))).isEqualTo(2);
        assertThat(SmsSegments.count("😀".repeat(35))).isEqualTo(1);
    }
}
