package travel.baboo.messaging.ingest.webhook;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;
import travel.baboo.messaging.common.account.TwilioConfig;
import travel.baboo.messaging.common.event.TwilioEvent;
import travel.baboo.messaging.common.log.LogLimit;
import travel.baboo.messaging.ingest.journal.Journal;
import travel.baboo.messaging.ingest.signature.Form;
import travel.baboo.messaging.ingest.signature.FormField;
import travel.baboo.messaging.ingest.signature.RequestOrigins;
import travel.baboo.messaging.ingest.signature.Signature;
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

    private static final Logger LOG = Logger.getLogger(WebhookService.class);

    /** The outcome of a webhook. */
    public enum Outcome {
        /** It is durable. */
        TAKEN,
        /** It asked whether something may happen: yes. Nothing was kept. */
        PRE_EVENT,
        /** It is not Twilio's. Nothing was kept. */
        REFUSED
    }

    /** What must be known of a webhook at once; the rest is read when it is published. */
    private record RequestIdentity(String accountSid, String eventType, List<FormField> signedForm) {}

    private final SignatureVerifier verifier;
    private final boolean enforce;
    private final WebhookEvents events;
    private final Journal journal;
    private final WebhookMetrics metrics;
    private final LogLimit refusals = new LogLimit(1);

    WebhookService(
            SignatureConfig signatures,
            TwilioConfig twilio,
            WebhookEvents events,
            Journal journal,
            WebhookMetrics metrics) {
        this.verifier = SignatureVerifier.of(signatures, twilio.authToken());
        this.enforce = signatures.mode() == SignatureConfig.Mode.ENFORCE;
        this.events = events;
        this.journal = journal;
        this.metrics = metrics;
    }

    /**
     * Takes one webhook.
     *
     * @param origins what the request says about where it was sent
     * @param span what is logged about the webhook belongs to
     * @return fails only when the event could not be made durable
     */
    CompletionStage<Outcome> receive(WebhookRequest request, Signature signature, RequestOrigins origins, Span span) {
        long start = System.nanoTime();
        Optional<RequestIdentity> taken = verified(request, signature, origins, span);
        if (taken.isEmpty()) {
            return CompletableFuture.completedFuture(Outcome.REFUSED);
        }
        RequestIdentity identity = taken.get();
        if (WebhookEvents.isPreEvent(identity.eventType())) {
            metrics.preEvent(System.nanoTime() - start);
            return CompletableFuture.completedFuture(Outcome.PRE_EVENT);
        }
        return journal.append(WebhookRequestCodec.encode(request)).handle((sequence, failure) -> {
            if (failure != null) {
                metrics.unavailable();
                throw new CompletionException(failure);
            }
            metrics.taken(System.nanoTime() - start);
            return Outcome.TAKEN;
        });
    }

    /** What is known of a request that passes; empty for one that does not. Of JSON nothing is read before it is verified. */
    private Optional<RequestIdentity> verified(
            WebhookRequest request, Signature signature, RequestOrigins origins, Span span) {
        if (request.kind() == WebhookRequest.Kind.JSON) {
            RequestIdentity unread = new RequestIdentity(SignedRequest.ANY_ACCOUNT, "", List.of());
            if (!passes(verifier.verify(signed(request, unread), signature, origins), request, span)) {
                return Optional.empty();
            }
            // The key is known to be one of ours; it has to be the key of the account that the event names, too.
            RequestIdentity identity = identity(events.read(request));
            Verdict verdict = verifier.verify(signed(request, identity), signature, origins);
            return verdict.accepted() || !enforce || refuse(verdict, request, span)
                    ? Optional.of(identity)
                    : Optional.empty();
        }
        Form form = request.form();
        RequestIdentity identity = new RequestIdentity(
                form.find("AccountSid").orElse(""),
                form.find("EventType").orElse(""),
                request.kind() == WebhookRequest.Kind.FORM ? form.fields() : List.of());
        return passes(verifier.verify(signed(request, identity), signature, origins), request, span)
                ? Optional.of(identity)
                : Optional.empty();
    }

    private static RequestIdentity identity(TwilioEvent event) {
        return new RequestIdentity(event.accountSid() == null ? "" : event.accountSid(), event.eventType(), List.of());
    }

    private static SignedRequest signed(WebhookRequest request, RequestIdentity identity) {
        return new SignedRequest(
                request.path(),
                request.query(),
                identity.accountSid(),
                identity.signedForm(),
                request.kind() == WebhookRequest.Kind.JSON,
                request.body());
    }

    private boolean passes(Verdict verdict, WebhookRequest request, Span span) {
        if (verdict.accepted() && enforce) {
            return true;
        }
        return enforce ? refuse(verdict, request, span) : inTrace(span, () -> observe(verdict, request));
    }

    private static boolean inTrace(Span span, BooleanSupplier work) {
        return Context.current().with(span).wrapSupplier(work::getAsBoolean).get();
    }

    private boolean refuse(Verdict verdict, WebhookRequest request, Span span) {
        return inTrace(span, () -> refuse(verdict, request));
    }

    private boolean refuse(Verdict verdict, WebhookRequest request) {
        Verdict.Reason reason = Objects.requireNonNull(verdict.reason());
        metrics.refused(reason);
        refusals.tryAcquire()
                .ifPresent(silent -> LOG.warnf(
                        "reason=%s path=%s unlogged=%d A webhook without a valid signature was rejected",
                        reason.label(), request.path(), silent));
        return false;
    }

    private boolean observe(Verdict verdict, WebhookRequest request) {
        Verdict.Reason reason = verdict.reason();
        if (reason == null) {
            metrics.matched(String.valueOf(verdict.key()), String.valueOf(verdict.urlForm()));
            LOG.infof("key=%s urlForm=%s The signature matches", verdict.key(), verdict.urlForm());
        } else {
            metrics.observed(reason);
            LOG.warnf(
                    "reason=%s path=%s No key and no form of the URL matches; the webhook was accepted in observe mode",
                    reason.label(), request.path());
        }
        return true;
    }
}
