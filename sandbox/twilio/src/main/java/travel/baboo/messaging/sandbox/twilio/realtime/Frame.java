package travel.baboo.messaging.sandbox.twilio.realtime;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import travel.baboo.messaging.sandbox.http.Json;

/**
 * One binary web-socket message of the protocol: {@code TWILSOCK V3.0 <header bytes>\r\n<header>\r\n<payload>}. Lengths are bytes.
 *
 * @param header with {@code method} and {@code id}; {@code payload_size} is written here
 * @param payload empty when there is none
 */
record Frame(ObjectNode header, byte[] payload) {

    private static final String START = "TWILSOCK V3.0 ";
    private static final byte[] LINE_END = {'\r', '\n'};
    private static final int LONGEST_FIRST_LINE = 40;

    static Frame of(ObjectNode header) {
        return new Frame(header, new byte[0]);
    }

    static Frame of(ObjectNode header, JsonNode payload) {
        return new Frame(header.put("payload_type", "application/json"), Json.bytes(payload));
    }

    String method() {
        return header.path("method").asText();
    }

    String id() {
        return header.path("id").asText();
    }

    /** The payload as JSON; an empty one is an empty object. @throws IllegalArgumentException if it is not JSON */
    JsonNode json() {
        try {
            return payload.length == 0 ? Json.object() : Json.MAPPER.readTree(text());
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("The payload is not JSON", e);
        }
    }

    String text() {
        return new String(payload, StandardCharsets.UTF_8);
    }

    /** @throws IllegalArgumentException if the bytes are no frame */
    static Frame parse(Buffer bytes) {
        int lineEnd = bytes.getString(0, Math.min(bytes.length(), LONGEST_FIRST_LINE), "ISO-8859-1")
                .indexOf("\r\n");
        if (lineEnd < 0 || !bytes.getString(0, lineEnd).startsWith(START)) {
            throw new IllegalArgumentException("A frame begins with " + START);
        }
        int headerStart = lineEnd + 2;
        try {
            int headerEnd = Math.addExact(headerStart, Integer.parseInt(bytes.getString(START.length(), lineEnd)));
            if (headerEnd > bytes.length()
                    || !(Json.MAPPER.readTree(bytes.getBytes(headerStart, headerEnd)) instanceof ObjectNode header)) {
                throw new IllegalArgumentException("The frame's header is cut off or no JSON object");
            }
            int payloadStart = headerEnd + 2;
            int size = header.path("payload_size").asInt();
            if (size < 0 || (size > 0 && payloadStart + size > bytes.length())) {
                throw new IllegalArgumentException("The frame's payload is cut off");
            }
            return new Frame(header, size == 0 ? new byte[0] : bytes.getBytes(payloadStart, payloadStart + size));
        } catch (java.io.IOException | NumberFormatException | ArithmeticException e) {
            throw new IllegalArgumentException("The frame's header cannot be read", e);
        }
    }

    Buffer toBuffer() {
        byte[] head = Json.bytes(header.put("payload_size", payload.length));
        return Buffer.buffer(START.length() + 8 + head.length + payload.length)
                .appendString(START + head.length)
                .appendBytes(LINE_END)
                .appendBytes(head)
                .appendBytes(LINE_END)
                .appendBytes(payload);
    }
}
