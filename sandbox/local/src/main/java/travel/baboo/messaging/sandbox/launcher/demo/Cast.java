package travel.baboo.messaging.sandbox.launcher.demo;

import java.util.List;
import java.util.Locale;

/**
 * The people of the demo and their messages. The number gives each run its own inquiry and phone, because at Twilio a phone can be in
 * only one open conversation with a number at a time.
 *
 * @param number 0 to 9 999 999
 */
record Cast(int number) {

    static final String EXPERT = "elena@baboo.example";
    static final String FRIENDLY_NAME = "Traveler Marta - Expert Elena";
    static final String QUESTION = "Hello, I look for two days in the Dolomites in May.";
    static final String REPLY = "There are two of us, and we love to walk.";
    static final String ANSWER = "Then take the Adolf-Munkel trail. Shall I book the hut?";
    static final String SCENARIO = "Your hut is reserved until Friday.";
    static final String THANKS = "Wonderful, please do!";
    static final String CONFIRMATION = "Done. See you in May!";

    static final int NUMBERS = 10_000_000;

    private static final String TRAVELER_LABEL = "Marta - Traveler: ";
    private static final String EXPERT_LABEL = "Elena - Local Expert: ";
    private static final String BOT_LABEL = "Bot: ";

    Cast {
        if (number < 0 || number >= NUMBERS) {
            throw new IllegalArgumentException("Not a performance: " + number);
        }
    }

    String inquiryId() {
        return String.format(Locale.ROOT, "demo-%07d", number);
    }

    String phone() {
        return String.format(Locale.ROOT, "+1555%07d", number);
    }

    /** What must be on record in the end, each message with its label. */
    static List<String> transcript() {
        return List.of(
                TRAVELER_LABEL + QUESTION,
                TRAVELER_LABEL + REPLY,
                EXPERT_LABEL + ANSWER,
                BOT_LABEL + SCENARIO,
                TRAVELER_LABEL + THANKS,
                EXPERT_LABEL + CONFIRMATION);
    }
}
