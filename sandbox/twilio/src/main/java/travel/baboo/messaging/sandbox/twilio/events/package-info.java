/** Twilio Event Streams: sinks, subscriptions and types over REST, and the deliveries to webhook sinks. */
@NullMarked
package travel.baboo.messaging.sandbox.twilio.events;

import org.jspecify.annotations.NullMarked;
