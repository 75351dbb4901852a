package travel.baboo.messaging.relay.destination;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What is sent to a destination, and how. */
public interface Channel {

    /** A description for people. */
    String kind();

    /** {@code make} or {@code text}. */
    String type();

    /**
     * The payloads, one for each delivery that the event becomes; at least one. Called once: payloads are stored before the
     * first attempt, so that every attempt sends the same.
     */
    List<String> payloads(Outgoing outgoing);

    /** Whether an event may become several deliveries. They are created when the event is next, not on receipt. */
    default boolean splits() {
        return false;
    }

    /** The number of requests that a payload counts for. */
    default int weight(String payload) {
        return 1;
    }

    /** The receiver's address in the provider's reports; null if there are none. */
    default @Nullable String address(Outgoing outgoing) {
        return null;
    }

    /** Looks up everything needed to send the payload. Nothing is sent yet, so a failure leaves nothing unknown. */
    Uni<Prepared> prepare(Outgoing outgoing, String payload);

    /**
     * The request for a payload, for operators; empty if none is ever made for it.
     *
     * @param payload null if the relay does not have it
     */
    Uni<Optional<RequestView>> describe(Outgoing outgoing, @Nullable String payload);

    /** Sends an event that is about nothing, to try the destination out; empty if it cannot be tried out. */
    default Optional<Call> test(UUID id, Instant now) {
        return Optional.empty();
    }

    /**
     * Asks the provider what it accepted for this receiver since then. Fails if it cannot say.
     *
     * @param since when the attempt of unknown fate started
     */
    default Uni<List<Trace>> find(Outgoing outgoing, String payload, Instant since) {
        return Uni.createFrom().failure(new UnsupportedOperationException("this provider cannot be asked"));
    }

    /**
     * Something that the provider accepted.
     *
     * @param same whether its content matches the payload
     */
    record Trace(String sid, boolean same) {}

    /** A delivery that is ready to be sent, or one that must not be. */
    sealed interface Prepared {

        /** Decided without a request. */
        record Decided(Outcome outcome) implements Prepared {}

        /** To be sent by this call. */
        record Ready(Call call) implements Prepared {}
    }

    /** An attempt. */
    @FunctionalInterface
    interface Call {

        /**
         * Makes the request. Never fails: every ending is an outcome.
         *
         * @param traceparent the attempt's span; null if not traced
         */
        Uni<Outcome> make(@Nullable String traceparent);
    }
}
