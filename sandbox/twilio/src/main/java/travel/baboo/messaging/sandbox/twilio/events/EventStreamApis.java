package travel.baboo.messaging.sandbox.twilio.events;

import java.time.Clock;
import travel.baboo.messaging.sandbox.twilio.TwilioRouter;

/** Routes Event Streams (events.twilio.com). */
public final class EventStreamApis {

    private EventStreamApis() {}

    public static void mount(
            TwilioRouter router,
            String origin,
            String accountSid,
            Clock clock,
            Streams streams,
            StreamDelivery delivery) {
        new SinksApi(origin, clock, streams, delivery).mount(router);
        new SubscriptionsApi(accountSid, origin, clock, streams).mount(router);
        new TypesApi(origin).mount(router);
    }
}
