package travel.baboo.messaging.ingest.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import travel.baboo.messaging.common.event.CloudEventAttributes;
import travel.baboo.messaging.common.event.TwilioEvent;
import travel.baboo.messaging.common.event.TwilioEvents;
import travel.baboo.messaging.ingest.signature.Form;
import travel.baboo.messaging.ingest.signature.SignatureVerifier;
import travel.baboo.messaging.ingest.signature.SignedRequest;
import travel.baboo.messaging.ingest.webhook.WebhookEvents;
import travel.baboo.messaging.ingest.webhook.WebhookRequest;
import travel.baboo.messaging.ingest.webhook.WebhookRequestCodec;

/**
 * What Jazzer calls with bytes of its invention, as the body of a form or of JSON or as a query. Nothing may fail, nothing may be
 * lost, and a signature made the simple way must be accepted.
 */
public final class WebhookFuzzTarget {

    private static final String ORIGIN = "https://example.com";
    private static final String TOKEN = "a-token";
    private static final String PATH = "/api/webhooks/twilio-event";
    private static final Instant RECEIVED = Instant.parse("2026-08-11T13:03:28.879Z");

    private static final ObjectMapper JSON = new ObjectMapper().registerModule(new JavaTimeModule());
    private static final WebhookEvents EVENTS = WebhookEvents.with(JSON);
    private static final SignatureVerifier VERIFIER = new SignatureVerifier(List.of(ORIGIN), List.of(TOKEN), Map.of());

    private WebhookFuzzTarget() {}

    /** One round. */
    public static void fuzzerTestOneInput(byte[] data) throws GeneralSecurityException, IOException {
        String query =
                "?" + new String(data, ISO_8859_1).replaceAll("[^!-~]", "").replace("#", "");
        check(new WebhookRequest(WebhookRequest.Kind.FORM, RECEIVED, PATH, "", data, null));
        check(new WebhookRequest(WebhookRequest.Kind.JSON, RECEIVED, PATH, query, data, "00-trace"));
        check(new WebhookRequest(WebhookRequest.Kind.QUERY, RECEIVED, PATH, query, new byte[0], null));
        checkForm(data);
        checkSignature(data, query);
    }

    private static void check(WebhookRequest request) throws IOException {
        WebhookRequest decoded = WebhookRequestCodec.decode(WebhookRequestCodec.encode(request));
        require(
                decoded.kind() == request.kind()
                        && decoded.path().equals(request.path())
                        && decoded.query().equals(request.query())
                        && Arrays.equals(decoded.body(), request.body())
                        && decoded.receivedAt().equals(request.receivedAt())
                        && Objects.equals(decoded.traceparent(), request.traceparent()),
                "the journal changed a request");
        TwilioEvent event = EVENTS.read(request);
        CloudEventAttributes attributes = CloudEventAttributes.of(event);
        require(!attributes.headers().isEmpty() && !attributes.id().isEmpty(), "an event without attributes");
        require(
                attributes
                        .id()
                        .equals(CloudEventAttributes.of(EVENTS.read(request)).id()),
                "the same request got two ids");
        require(
                JSON.readValue(JSON.writeValueAsBytes(event), TwilioEvent.class).equals(event)
                        || hasLoneSurrogate(event),
                "JSON changed an event");
    }

    /** JSON texts may hold half a character, which UTF-8 cannot. */
    private static boolean hasLoneSurrogate(TwilioEvent event) {
        return !UTF_8.newEncoder().canEncode(event.fields().values().toString());
    }

    private static void checkForm(byte[] data) {
        Optional<Map<String, List<String>>> expected = simplyDecoded(data);
        Form form = Form.decode(data);
        require(form.text().equals(expected), "forms are decoded in two ways");
        TwilioEvent event = EVENTS.read(new WebhookRequest(WebhookRequest.Kind.FORM, RECEIVED, PATH, "", data, null));
        boolean unreadable = event.eventType().equals(TwilioEvents.UNREADABLE) && event.raw() != null;
        require(unreadable == expected.isEmpty(), "what is readable is not agreed upon");
        if (unreadable) {
            require(Arrays.equals(Base64.getDecoder().decode(event.raw()), data), "an unreadable body was not kept");
        } else {
            require(event.fields().values().equals(expected.orElseThrow()), "a field was lost or changed");
        }
    }

    private static void checkSignature(byte[] data, String query) throws GeneralSecurityException {
        Optional<Map<String, List<String>>> fields = simplyDecoded(data);
        if (fields.isPresent()) {
            SignedRequest request =
                    new SignedRequest(PATH, query, "", Form.decode(data).fields(), false, data);
            String signature = simplySigned(ORIGIN + PATH + query, fields.get());
            require(VERIFIER.verify(request, signature).accepted(), "a good signature was refused");
            require(
                    !VERIFIER.verify(request, simplySigned(ORIGIN, fields.get()))
                            .accepted(),
                    "a bad one was taken");
        }
        VERIFIER.verify(new SignedRequest(PATH, query, "", List.of(), true, data), new String(data, ISO_8859_1));
    }

    /** By the letter of the URL standard's form parser, with Java's own decoder; empty when some part is no UTF-8. */
    private static Optional<Map<String, List<String>>> simplyDecoded(byte[] data) {
        Map<String, List<String>> fields = new LinkedHashMap<>();
        try {
            for (String part : new String(data, ISO_8859_1).split("&", -1)) {
                if (!part.isEmpty()) {
                    String[] pair = part.split("=", 2);
                    fields.computeIfAbsent(decoded(pair[0]), name -> new ArrayList<>())
                            .add(decoded(pair.length == 2 ? pair[1] : ""));
                }
            }
        } catch (IllegalArgumentException | CharacterCodingException notText) {
            return Optional.empty();
        }
        return Optional.of(fields);
    }

    private static String decoded(String part) throws CharacterCodingException {
        if (part.matches("(?s).*%(?![0-9A-Fa-f]{2}).*")) {
            throw new IllegalArgumentException("a percent sign that escapes nothing");
        }
        byte[] bytes = URLDecoder.decode(part, ISO_8859_1).getBytes(ISO_8859_1);
        return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    }

    private static String simplySigned(String url, Map<String, List<String>> fields) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA1");
        mac.init(new SecretKeySpec(TOKEN.getBytes(UTF_8), "HmacSHA1"));
        mac.update(url.getBytes(UTF_8));
        Map<byte[], List<String>> sorted = new TreeMap<>(Arrays::compareUnsigned);
        fields.forEach((name, values) -> sorted.put(name.getBytes(UTF_8), values));
        sorted.forEach((name, values) -> {
            TreeSet<byte[]> distinct = new TreeSet<>(Arrays::compareUnsigned);
            values.forEach(value -> distinct.add(value.getBytes(UTF_8)));
            distinct.forEach(value -> {
                mac.update(name);
                mac.update(value);
            });
        });
        return Base64.getEncoder().encodeToString(mac.doFinal());
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }
}
