package travel.baboo.messaging.sandbox.launcher.drill;

import java.time.Duration;

/**
 * Settings of a drill.
 *
 * @param gateway origin of the API gateway
 * @param sandbox origin of the sandbox: Twilio, phones, Make.com, login
 * @param makeHook id of the hook for messages
 * @param noticeHook id of the hook for notices and alarms
 * @param externalApiKey the key of Make.com's scenarios
 * @param seed of the plan
 * @param length of the time in which people write and things break
 * @param rate messages per second
 * @param eventStream whether Event Streams is set up, and broken too
 */
public record DrillSettings(
        String gateway,
        String sandbox,
        String makeHook,
        String noticeHook,
        String externalApiKey,
        long seed,
        Duration length,
        int rate,
        boolean eventStream) {

    /**
     * Webhooks for each message, on average: one for a traveler's or a visitor's, and for what goes to a phone one more for each of its
     * two statuses. See {@link Traffic} for who writes how often.
     */
    private static final double WEBHOOKS_PER_MESSAGE = 1.9;

    /** One for each message, and one more for what goes to a phone. */
    private static final double STREAMED_PER_MESSAGE = 1.45;

    /** Webhooks and events of Event Streams for each message, on average. */
    public static double eventsPerMessage(boolean eventStream) {
        return eventStream ? WEBHOOKS_PER_MESSAGE + STREAMED_PER_MESSAGE : WEBHOOKS_PER_MESSAGE;
    }
}
