package travel.baboo.messaging.relay.destination;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.directory.DirectoryEntry;

/** What is sent to a destination, and how. */
public interface Channel {

    /** What it is, for people. */
    String kind();

    /**
     * What is sent, one payload for each delivery that the event becomes; at least one. Asked for once: the payloads are kept before the
     * first attempt, so that every attempt sends the same.
     */
    List<String> payloads(Outgoing outgoing);

    /** Whether an event may become several deliveries. They are made when the event's turn comes, not on receipt. */
    default boolean splits() {
        return false;
    }

    /** For how many requests a payload counts. */
    default int weight(String payload) {
        return 1;
    }

    /** The receiver's address, by which the provider's reports find the delivery; null where there are none. */
    default @Nullable String address(@Nullable DirectoryEntry entry) {
        return null;
    }

    /** Looks up whatever decides whether and how the payload can be sent. Nothing is sent, so a failure leaves nothing unknown. */
    Uni<Prepared> prepare(Outgoing outgoing, String payload);

    /**
     * Asks the provider what it took for this receiver since then. Fails when it cannot say.
     *
     * @param since when the attempt began whose fate is unknown
     */
    default Uni<List<Trace>> find(Outgoing outgoing, String payload, Instant since) {
        return Uni.createFrom().failure(new UnsupportedOperationException("this provider cannot be asked"));
    }

    /**
     * Something that the provider took.
     *
     * @param same whether its content is the payload's
     */
    record Trace(String sid, boolean same) {}

    /** A delivery that is ready to be sent, or one that must not be. */
    sealed interface Prepared {

        /** Decided without a request. */
        record Decided(Outcome outcome) implements Prepared {}

        /** To be sent by this call. */
        record Ready(Call call) implements Prepared {}
    }

    /** One attempt. */
    @FunctionalInterface
    interface Call {

        /**
         * Makes the request. Never fails: every way it can end is an outcome.
         *
         * @param traceparent the attempt's span; null when it is not traced
         */
        Uni<Outcome> make(@Nullable String traceparent);
    }
}
