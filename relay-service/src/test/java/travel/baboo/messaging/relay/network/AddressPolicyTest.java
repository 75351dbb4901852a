package travel.baboo.messaging.relay.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import travel.baboo.messaging.common.network.IpAddress;

class AddressPolicyTest {

    private final AddressPolicy strict = new AddressPolicy(new TestNetwork(false, List.of()));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.8.8.8",
                "0.0.0.0",
                "10.1.2.3",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.1.1",
                "169.254.169.254",
                "168.63.129.16",
                "100.64.0.1",
                "224.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::ffff:127.0.0.1",
                "::ffff:169.254.169.254",
                "::127.0.0.1",
                "64:ff9b::a00:1",
                "64:ff9b::7f00:1",
                "2002:7f00:1::",
                "2002:a9fe:a9fe::1",
                "2001:0:1::1",
                "fc00::1",
                "fd00:ec2::254",
                "fe80::1",
                "fec0::1",
                "ff02::1"
            })
    void addressesInsideAreForbiddenHoweverTheyAreWritten(String address) {
        assertThat(strict.allows(IpAddress.parse(address).orElseThrow())).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "54.77.1.2",
                "172.32.0.1",
                "100.128.0.1",
                "2a05:d018::1",
                "64:ff9b::101:101",
                "2002:101:101::"
            })
    void addressesOutsideAreAllowed(String address) {
        assertThat(strict.allows(IpAddress.parse(address).orElseThrow())).isTrue();
    }

    @Test
    void aSettingAllowsARangeAndNothingElse() {
        AddressPolicy policy = new AddressPolicy(new TestNetwork(false, List.of("10.1.0.0/16", "::1")));
        assertThat(policy.allows(IpAddress.parse("10.1.9.9").orElseThrow())).isTrue();
        assertThat(policy.allows(IpAddress.parse("10.2.0.1").orElseThrow())).isFalse();
        assertThat(policy.allows(IpAddress.parse("::1").orElseThrow())).isTrue();
        assertThat(policy.allows(IpAddress.parse("127.0.0.1").orElseThrow())).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://hook.example.com/x",
                "ftp://hook.example.com/x",
                "https:///x",
                "https://user@hook.example.com/x",
                "https://hook.example.com/x#y",
                "hook.example.com"
            })
    void aUrlThatCanNeverBeUsedIsReported(String url) {
        assertThatThrownBy(() -> strict.requireAllowed("make", URI.create(url)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void plainHttpNeedsItsSetting() {
        strict.requireAllowed("make", URI.create("https://hook.eu1.make.com/abc"));
        new AddressPolicy(new TestNetwork(true, List.of())).requireAllowed("make", URI.create("http://localhost/abc"));
    }
}
