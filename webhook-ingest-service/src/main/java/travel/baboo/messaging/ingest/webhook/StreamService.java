package travel.baboo.messaging.ingest.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import jakarta.inject.Singleton;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jboss.logging.Logger;
import travel.baboo.messaging.common.log.LogLimit;
import travel.baboo.messaging.ingest.journal.Journal;
import travel.baboo.messaging.ingest.signature.SignedRequest;
import travel.baboo.messaging.ingest.webhook.StreamVerifier.Judgment;

/**
 * Takes a request of Twilio Event Streams: verifies it, makes each of its events durable, then answers.
 *
 * <p>One answer covers all events of a request, and a 4xx would make Twilio discard them all. So what cannot be read, or is too large, is
 * kept and answered 200, as Twilio would only send it again; {@link Judgment#refusal} has the answers to what is not Twilio's. Without any
 * key the service does not start, and Twilio retries.
 */
@Singleton
class StreamService {

    private static final Logger LOG = Logger.getLogger(StreamService.class);

    /** What is read of a body; Twilio's batches have at most 64 kB. */
    static final int LARGEST_BODY = 1 << 20;

    /** Of an event, or of bytes that are none: in Base64 it still fits into a record of Kafka. */
    private static final int LARGEST_RECORD = 512 * 1024;

    private static final int LOGGED = 100;
    private static final String TEST_EVENT = "com.twilio.eventstreams.test-event";

    private final StreamVerifier verifier;
    private final Journal journal;
    private final ObjectMapper json;
    private final StreamMetrics metrics;
    private final LogLimit warnings = new LogLimit(1);

    StreamService(StreamVerifier verifier, Journal journal, ObjectMapper json, StreamMetrics metrics) {
        this.verifier = verifier;
        this.journal = journal;
        this.json = json;
        this.metrics = metrics;
    }

    /** The status to answer, when everything is durable. */
    CompletionStage<Integer> receive(StreamedBatch request, Instant now) {
        Judgment judgment = verifier.judge(request);
        if (judgment != Judgment.GENUINE) {
            warn(judgment, request);
        }
        int refusal = verifier.refusal(judgment);
        if (refusal > 0) {
            // An unsigned body is not parsed.
            return CompletableFuture.completedFuture(refusal);
        }
        Records records = new Records(request, judgment == Judgment.GENUINE);
        int foreign = verifier.refusal(Judgment.FORGED);
        if (foreign > 0 && records.areAllForeign()) {
            return CompletableFuture.completedFuture(foreign);
        }
        return append(request, records.all, now).handle((done, failure) -> {
            metrics.received(failure == null ? "taken" : "unavailable", records.all.size());
            return failure == null ? 200 : 503;
        });
    }

    private CompletableFuture<Void> append(StreamedBatch request, List<byte[]> records, Instant now) {
        try {
            return CompletableFuture.allOf(records.stream()
                    .map(body -> new WebhookRequest(
                            WebhookRequest.Kind.CLOUD_EVENT, now, request.path(), "", body, request.traceparent()))
                    .map(WebhookRequestCodec::encode)
                    .map(journal::append)
                    .toArray(CompletableFuture[]::new));
        } catch (RuntimeException unavailable) {
            return CompletableFuture.failedFuture(unavailable);
        }
    }

    /** What to keep of a request: one record for each event, and what is none. The test event is not kept. */
    private final class Records {

        private final List<byte[]> all = new ArrayList<>();
        private final Map<String, Boolean> signedAccounts = new HashMap<>();
        private final boolean genuine;
        private int events;
        private int foreign;

        /** @param genuine whether it is known who signed, and so which accounts' events there may be */
        Records(StreamedBatch request, boolean genuine) {
            this.genuine = genuine;
            StreamBody body = StreamBody.cut(request.body());
            ByteArrayOutputStream unreadable = new ByteArrayOutputStream();
            for (byte[] element : body.elements()) {
                JsonNode event = parsed(element);
                if (event.path("type").asText().equals(TEST_EVENT)) {
                    metrics.received("test", 1);
                    events++;
                } else if (StreamedEvents.isEvent(event) && element.length <= LARGEST_RECORD) {
                    add(request, element, event);
                } else {
                    unreadable.writeBytes(element);
                    unreadable.write('\n');
                }
            }
            unreadable.writeBytes(body.rest());
            boolean empty = body.elements().isEmpty() && body.rest().length == 0;
            if (empty) {
                unreadable.writeBytes(request.body());
            }
            if (empty || unreadable.size() > 0) {
                warn(request.cut() ? "too-large" : "unreadable", "body");
                keep(unreadable.toByteArray());
            }
        }

        private void add(StreamedBatch request, byte[] element, JsonNode event) {
            String account = event.at("/data/AccountSid").asText(SignedRequest.ANY_ACCOUNT);
            events++;
            if (!genuine || signedAccounts.computeIfAbsent(account, sid -> verifier.isSignedFor(request, sid))) {
                all.add(element);
                return;
            }
            foreign++;
            warn("refused", "account");
            if (verifier.refusal(Judgment.FORGED) == 0) {
                all.add(element);
            } else {
                // An event of an account whose key did not sign is kept beside the others, but never taken for one.
                ByteArrayOutputStream wrapped = new ByteArrayOutputStream();
                wrapped.write('[');
                wrapped.writeBytes(element);
                wrapped.write(']');
                all.add(wrapped.toByteArray());
            }
        }

        private void keep(byte[] bytes) {
            int from = 0;
            do {
                all.add(Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + LARGEST_RECORD)));
                from += LARGEST_RECORD;
            } while (from < bytes.length);
        }

        /** Whether the key that signed is not the key of the account of any event. */
        private boolean areAllForeign() {
            return events > 0 && foreign == events;
        }
    }

    private JsonNode parsed(byte[] element) {
        try {
            return json.readTree(element);
        } catch (IOException notJson) {
            return MissingNode.getInstance();
        }
    }

    private void warn(Judgment judgment, StreamedBatch request) {
        switch (judgment) {
            case UNKNOWN_SCHEME ->
                warn(
                        "unknown-scheme",
                        printable(String.valueOf(request.signature().settings())));
            case WRONG_LOGIN -> warn("refused", "login");
            case FORGED, GENUINE -> warn("refused", "signature");
        }
    }

    private void warn(String outcome, String what) {
        metrics.received(outcome, 1);
        warnings.tryAcquire()
                .ifPresent(silent -> LOG.errorf(
                        "outcome=%s reason=%s unlogged=%d A request of Event Streams was not taken as it should be",
                        outcome, what, silent));
    }

    /** A header that anybody may have sent, for a log line. */
    private static String printable(String header) {
        String bounded = header.length() > LOGGED ? header.substring(0, LOGGED) : header;
        return bounded.replaceAll("[^A-Za-z0-9=,_.-]", "?");
    }
}
