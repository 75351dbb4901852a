package travel.baboo.messaging.ingest.webhook;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.event.TwilioEvent;
import travel.baboo.messaging.common.twilio.TwilioConfig;
import travel.baboo.messaging.ingest.journal.Journal;
import travel.baboo.messaging.ingest.signature.SignatureConfig;
import travel.baboo.messaging.ingest.signature.SignatureVerifier;
import travel.baboo.messaging.ingest.signature.SignedRequest;
import travel.baboo.messaging.ingest.signature.Verdict;

/**
 * Takes a webhook: verifies it, makes it durable, says so.
 *
 * <p>Promise: {@link Outcome#TAKEN} means that the event is on disk and will reach Kafka.
 */
@Singleton
public class WebhookService {

    /** Counter: every request that was read; tag {@code outcome}. */
    public static final String RECEIVED_METRIC = "baboo.ingest.webhooks";

    /** Timer: from the request being read to its outcome. */
    public static final String TIME_METRIC = "baboo.ingest.webhook.duration";

    private static final Logger LOG = Logger.getLogger(WebhookService.class);

    /** What became of a webhook. */
    public enum Outcome {
        /** It is durable. */
        TAKEN,
        /** It asked whether something may happen: yes. Nothing was kept. */
        PRE_EVENT,
        /** It is not Twilio's. Nothing was kept. */
        REFUSED
    }

    private final SignatureVerifier verifier;
    private final boolean enforce;
    private final WebhookEvents events;
    private final Journal journal;
    private final MeterRegistry meters;
    private final Timer time;

    WebhookService(
            SignatureConfig signatures,
            TwilioConfig twilio,
            WebhookEvents events,
            Journal journal,
            MeterRegistry meters) {
        List<String> tokens = Stream.of(twilio.authToken(), signatures.nextAuthToken())
                .flatMap(Optional::stream)
                .toList();
        this.verifier = new SignatureVerifier(signatures.publicBaseUrls(), tokens, signatures.subAccountTokens());
        this.enforce = signatures.mode() == SignatureConfig.Mode.ENFORCE;
        this.events = events;
        this.journal = journal;
        this.meters = meters;
        this.time = Timer.builder(TIME_METRIC)
                .serviceLevelObjectives(Stream.of(1, 2, 5, 10, 25, 50, 100)
                        .map(Duration::ofMillis)
                        .toArray(Duration[]::new))
                .register(meters);
    }

    /**
     * Takes one webhook.
     *
     * @param signature the value of {@code X-Twilio-Signature}; null when it was missing
     * @return fails only when the event could not be made durable
     */
    CompletionStage<Outcome> receive(WebhookRequest request, @Nullable String signature) {
        long start = System.nanoTime();
        TwilioEvent event = events.read(request);
        Verdict verdict = verifier.verify(signed(request, event), signature);
        if (!verdict.accepted()) {
            String reason = verdict.reason() == null ? "none" : verdict.reason().label();
            if (enforce) {
                count("refused-" + reason);
                LOG.warnf("reason=%s path=%s A webhook without a good signature was refused", reason, request.path());
                return CompletableFuture.completedFuture(Outcome.REFUSED);
            }
            count("observed-" + reason);
            LOG.warnf("reason=%s path=%s A webhook without a good signature was taken", reason, request.path());
        } else if (!enforce) {
            LOG.infof("key=%s urlForm=%s The signature matches", verdict.key(), verdict.urlForm());
        }
        if (events.isPreEvent(event)) {
            count("pre-event");
            return CompletableFuture.completedFuture(Outcome.PRE_EVENT);
        }
        return journal.append(WebhookRequestCodec.encode(request)).handle((sequence, failure) -> {
            time.record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
            count(failure == null ? "taken" : "unavailable");
            if (failure != null) {
                throw new CompletionException(failure);
            }
            return Outcome.TAKEN;
        });
    }

    private static SignedRequest signed(WebhookRequest request, TwilioEvent event) {
        String account = event.accountSid() == null ? "" : event.accountSid();
        boolean form = request.kind() == WebhookRequest.Kind.FORM;
        return new SignedRequest(
                request.path(),
                request.query(),
                account,
                form ? request.form().fields() : List.of(),
                request.kind() == WebhookRequest.Kind.JSON,
                request.body());
    }

    private void count(String outcome) {
        meters.counter(RECEIVED_METRIC, "outcome", outcome).increment();
    }
}
