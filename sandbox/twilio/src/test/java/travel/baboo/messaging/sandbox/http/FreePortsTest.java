package travel.baboo.messaging.sandbox.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FreePortsTest {

    @Test
    void noPortIsGivenTwice() {
        List<Integer> ports = Stream.generate(FreePorts::find).limit(300).toList();

        assertThat(ports).doesNotHaveDuplicates();
    }

    @Test
    void noOutgoingConnectionMayTakeOne() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket outgoing = new Socket(server.getInetAddress(), server.getLocalPort())) {
            assertThat(Stream.generate(FreePorts::find).limit(300))
                    .allSatisfy(port -> assertThat(port).isBetween(20_000, 32_767));
            assertThat(outgoing.getLocalPort()).isGreaterThan(32_767);
        }
    }

    @Test
    void whatIsListenedOnIsNotFree() throws IOException {
        int port = FreePorts.find();
        assertThat(FreePorts.isFree(port)).isTrue();
        try (ServerSocket server = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            assertThat(FreePorts.isFree(server.getLocalPort())).isFalse();
        }
    }
}
