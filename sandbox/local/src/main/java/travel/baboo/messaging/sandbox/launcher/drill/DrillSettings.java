package travel.baboo.messaging.sandbox.launcher.drill;

import java.time.Duration;

/**
 * What a drill needs to know.
 *
 * @param gateway origin of the API gateway
 * @param sandbox origin of the sandbox: Twilio, phones, Make.com, login
 * @param makeHook the hook's id
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
        String externalApiKey,
        long seed,
        Duration length,
        int rate,
        boolean eventStream) {}
