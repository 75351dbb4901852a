package travel.baboo.messaging.sandbox.twilio;

import io.vertx.core.Future;
import java.util.function.Function;

/** One operation of Twilio's REST API. */
@FunctionalInterface
public interface TwilioHandler {

    /**
     * Runs the operation.
     *
     * @throws TwilioException directly or in the future, answered as Twilio's error
     */
    Future<TwilioAnswer> handle(TwilioCall call);

    /** A synchronous operation. */
    static TwilioHandler direct(Function<TwilioCall, TwilioAnswer> operation) {
        return call -> Future.succeededFuture(operation.apply(call));
    }
}
