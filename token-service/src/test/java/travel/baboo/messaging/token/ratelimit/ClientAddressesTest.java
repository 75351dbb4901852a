package travel.baboo.messaging.token.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import travel.baboo.messaging.common.network.AddressRange;
import travel.baboo.messaging.common.network.IpAddress;

class ClientAddressesTest {

    private final ClientAddresses addresses = new ClientAddresses(
            List.of(AddressRange.parse("10.0.0.0/8"), AddressRange.parse("fd00::/8"), AddressRange.parse("192.0.2.7")));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // A stranger's header is not believed.
                "203.0.113.9     | 198.51.100.1                       | 203.0.113.9",
                // One proxy, two proxies, one of them by itself.
                "10.1.2.3        | 198.51.100.1                       | 198.51.100.1",
                "10.1.2.3        | 198.51.100.1, 10.9.9.9             | 198.51.100.1",
                "192.0.2.7       | 198.51.100.1                       | 198.51.100.1",
                "192.0.2.8       | 198.51.100.1                       | 192.0.2.8",
                // What the client itself wrote to the left is not believed.
                "10.1.2.3        | 1.1.1.1, 198.51.100.1              | 198.51.100.1",
                "10.1.2.3        | 10.0.0.1, 198.51.100.1, 10.9.9.9   | 198.51.100.1",
                // Only proxies: the farthest.
                "10.1.2.3        | 10.4.4.4                           | 10.4.4.4",
                "10.1.2.3        | ''                                 | 10.1.2.3",
                // Nonsense ends the search at the proxy that wrote it.
                "10.1.2.3        | 198.51.100.1, localhost            | 10.1.2.3",
                "10.1.2.3        | 198.51.100.1,, 10.9.9.9            | 10.9.9.9",
                // Ports, IPv6, and IPv4 in its clothes.
                "10.1.2.3        | 198.51.100.1:4711                  | 198.51.100.1",
                "fd00::1         | [2001:db8::1]:4711                 | 2001:db8::1",
                "fd00::1         | 2001:db8::1                        | 2001:db8::1",
                "::ffff:10.1.2.3 | 198.51.100.1                       | 198.51.100.1",
            })
    void theClientIsTheNearestThatIsNotAProxyOfOurs(String peer, String header, String client) {
        assertThat(addresses.find(peer, List.of(header))).isEqualTo(address(client));
    }

    @Test
    void severalHeadersAreOneList() {
        assertThat(addresses.find("10.1.2.3", Arrays.asList("1.1.1.1", "198.51.100.1, 10.9.9.9")))
                .isEqualTo(address("198.51.100.1"));
    }

    @Test
    void aPeerWithoutAnAddressIsOneClient() {
        assertThat(addresses.find(null, List.of("198.51.100.1"))).isEqualTo(IpAddress.UNKNOWN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"10.0.0.0/33", "10.0.0.0/-1", "fd00::/129", "proxy.example.com", "10.0.0.0/x", "", "10.0.0/8"})
    void aRangeThatIsNoneIsRefused(String cidr) {
        assertThatIllegalArgumentException().isThrownBy(() -> AddressRange.parse(cidr));
    }

    @ParameterizedTest
    @CsvSource({
        "0.0.0.0/0,203.0.113.9,true",
        "10.0.0.0/8,10.255.255.255,true",
        "10.0.0.0/8,11.0.0.0,false",
        "10.1.2.3/31,10.1.2.2,true",
        "2001:db8::/33,2001:db8:7fff::1,true",
        "2001:db8::/33,2001:db8:8000::1,false",
        "2001:db8::/96,2001:db8::ffff:ffff,true",
        "2001:db8::/96,2001:db8::1:0:0,false",
        "::/0,10.0.0.1,false"
    })
    void aRangeContainsWhatSharesItsPrefix(String cidr, String address, boolean contained) {
        assertThat(AddressRange.parse(cidr).contains(address(address))).isEqualTo(contained);
    }

    private static IpAddress address(String text) {
        return IpAddress.parse(text).orElseThrow();
    }
}
