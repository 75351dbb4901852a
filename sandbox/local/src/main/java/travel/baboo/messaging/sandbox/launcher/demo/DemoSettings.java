package travel.baboo.messaging.sandbox.launcher.demo;

import java.nio.file.Path;

/**
 * The addresses of the stack that the demo runs on.
 *
 * @param gateway origin of the API
 * @param sandbox origin of Twilio, Make.com, login and control API
 * @param makeHook the hook the relay delivers to
 * @param noticeHook the hook for unread notices and alarms
 * @param externalApiKey with which Make.com calls us
 * @param messagingPackage folder of the package for browser apps; with Twilio's SDK in it once npm has fetched that
 */
public record DemoSettings(
        String gateway,
        String sandbox,
        String makeHook,
        String noticeHook,
        String externalApiKey,
        Path messagingPackage) {}
