package travel.baboo.messaging.ingest.webhook;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * A webhook as bytes in the journal: version, kind, time of receipt in microseconds, then path, query, trace context and body,
 * each after its length.
 */
public final class WebhookRequestCodec {

    private static final byte VERSION = 1;
    private static final long MICROS = 1_000_000;

    private WebhookRequestCodec() {}

    public static byte[] encode(WebhookRequest request) {
        byte[] path = utf8(request.path());
        byte[] query = utf8(request.query());
        byte[] trace = request.traceparent() == null ? new byte[0] : utf8(request.traceparent());
        int length =
                2 + Long.BYTES + 4 * Integer.BYTES + path.length + query.length + trace.length + request.body().length;
        ByteBuffer buffer = ByteBuffer.allocate(length);
        buffer.put(VERSION).put(request.kind().code()).putLong(micros(request.receivedAt()));
        put(buffer, path);
        put(buffer, query);
        put(buffer, trace);
        put(buffer, request.body());
        return buffer.array();
    }

    /**
     * Reads what {@link #encode} wrote.
     *
     * @throws UnknownVersionException when another release wrote the bytes
     * @throws RuntimeException when they are damaged
     */
    public static WebhookRequest decode(byte[] bytes) throws UnknownVersionException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        byte version = buffer.get();
        if (version != VERSION) {
            throw new UnknownVersionException(version, VERSION);
        }
        WebhookRequest.Kind kind = WebhookRequest.Kind.ofCode(buffer.get());
        long micros = buffer.getLong();
        Instant receivedAt = Instant.ofEpochSecond(Math.floorDiv(micros, MICROS), Math.floorMod(micros, MICROS) * 1000);
        String path = text(buffer);
        String query = text(buffer);
        String trace = text(buffer);
        return new WebhookRequest(kind, receivedAt, path, query, get(buffer), trace.isEmpty() ? null : trace);
    }

    private static long micros(Instant instant) {
        return instant.getEpochSecond() * MICROS + instant.getNano() / 1000;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void put(ByteBuffer buffer, byte[] bytes) {
        buffer.putInt(bytes.length).put(bytes);
    }

    private static byte[] get(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.getInt()];
        buffer.get(bytes);
        return bytes;
    }

    private static String text(ByteBuffer buffer) {
        return new String(get(buffer), StandardCharsets.UTF_8);
    }
}
