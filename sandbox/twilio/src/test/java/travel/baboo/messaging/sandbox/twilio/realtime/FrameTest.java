package travel.baboo.messaging.sandbox.twilio.realtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import travel.baboo.messaging.sandbox.http.Json;

class FrameTest {

    /** The two examples of the protocol's description, byte for byte. */
    @Test
    void readsWhatTheSdkAndTwilioSend() {
        String init =
                "{\"id\":\"TM1\",\"method\":\"init\",\"token\":\"<jwt>\",\"continuation_token\":null,\"metadata\":{},\"registrations\":[],"
                        + "\"tweaks\":null,\"capabilities\":[\"client_update\"],\"payload_size\":0}";
        String reply = "{\"method\":\"reply\",\"id\":\"TM2\",\"payload_size\":20,\"payload_type\":\"application/json\","
                + "\"status\":{\"code\":200,\"status\":\"OK\"},\"http_status\":{\"code\":200,\"status\":\"OK\"}}";

        Frame first = Frame.parse(Buffer.buffer("TWILSOCK V3.0 " + init.length() + "\r\n" + init + "\r\n"));
        Frame second = Frame.parse(
                Buffer.buffer("TWILSOCK V3.0 " + reply.length() + "\r\n" + reply + "\r\n{\"typing_timeout\":5}\r\n"));

        assertThat(first.method()).isEqualTo("init");
        assertThat(first.json()).isEmpty();
        assertThat(second.id()).isEqualTo("TM2");
        assertThat(second.json().path("typing_timeout").asInt()).isEqualTo(5);
    }

    @Test
    void countsBytesNotCharacters() {
        Frame frame = Frame.of(
                Json.object().put("method", "message").put("id", "é😀"),
                Json.object().put("a", "ü😀"));

        Frame read = Frame.parse(frame.toBuffer());

        assertThat(read.id()).isEqualTo("é😀");
        assertThat(read.json().path("a").asText()).isEqualTo("ü😀");
        assertThat(read.header().path("payload_size").asInt()).isEqualTo(read.payload().length);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "GET / HTTP/1.1\r\n\r\n",
                "TWILSOCK V3.0 ",
                "TWILSOCK V3.0 x\r\n{}\r\n",
                "TWILSOCK V3.0 -1\r\n{}\r\n",
                "TWILSOCK V3.0 2147483647\r\n{}\r\n",
                "TWILSOCK V3.0 2\r\n[]\r\n",
                "TWILSOCK V3.0 2\r\n{\r\n",
                "TWILSOCK V3.0 20\r\n{\"payload_size\":1000}\r\nshort",
                "TWILSOCK V3.0 21\r\n{\"payload_size\":-1   }\r\n"
            })
    void refusesWhatIsNoFrame(String bytes) {
        assertThatIllegalArgumentException().isThrownBy(() -> Frame.parse(Buffer.buffer(bytes)));
    }
}
