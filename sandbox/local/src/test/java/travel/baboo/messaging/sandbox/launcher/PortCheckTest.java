package travel.baboo.messaging.sandbox.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import travel.baboo.messaging.sandbox.http.FreePorts;

class PortCheckTest {

    @Test
    void namesEachTakenPortWithItsPurposeAndItsOwner() throws Exception {
        // given
        int free = FreePorts.find();
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {

            // when
            var found = PortCheck.findTaken(new TreeMap<>(Map.of(free, "the gateway", taken.getLocalPort(), "Kafka")));

            // then
            assertThat(found).singleElement().satisfies(port -> {
                assertThat(port.port()).isEqualTo(taken.getLocalPort());
                assertThat(port.purpose()).isEqualTo("Kafka");
                assertThat(port.owner())
                        .contains("process " + ProcessHandle.current().pid());
            });
        }
    }

    @Test
    void seesAListenerOnAllInterfaces() throws Exception {
        try (ServerSocket taken = new ServerSocket(0)) {
            assertThat(PortCheck.findTaken(new TreeMap<>(Map.of(taken.getLocalPort(), "Kafka"))))
                    .hasSize(1);
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void findsTheOwnerInProcAlone() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(ProcNet.findListener(taken.getLocalPort()))
                    .contains(ProcessHandle.current().pid());
        }
    }
}
