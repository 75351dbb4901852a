package travel.baboo.messaging.sandbox.launcher.demo;

import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;

/** A traveler asks, an expert answers, a scenario takes part: the way of each message through all four services. */
public final class ConversationStory {

    private final DemoSettings settings;
    private final Consumer<String> out;
    private final Clock clock;

    public ConversationStory(DemoSettings settings, Consumer<String> out, Clock clock) {
        this.settings = settings;
        this.out = out;
        this.clock = clock;
    }

    /** Plays the story to the end, or to the first step that is not observed; true only if every step was. */
    public boolean play() throws InterruptedException {
        Narrator narrator = new Narrator(out, clock);
        try {
            play(narrator);
            narrator.end();
            return true;
        } catch (StoryException e) {
            narrator.failedEnd();
            return false;
        }
    }

    private void play(Narrator narrator) throws InterruptedException {
        StackClient client = new StackClient();
        Cast cast = new Cast(ThreadLocalRandom.current().nextInt(Cast.NUMBERS));
        Opening opening = new Opening(client, settings, cast);
        narrator.step("Set-up: Twilio calls our ingest", opening::findSetUp);
        Map<String, String> expert = narrator.step("The expert logs in and gets a Twilio token", opening::logIn);
        String conversation = narrator.step(
                "A traveler's inquiry becomes a conversation", journey -> opening.inquire(journey, expert));
        Exchange exchange = new Exchange(client, settings, cast, expert, conversation);
        Journey reply = narrator.step("The traveler's phone answers", journey -> {
            exchange.text(journey, Cast.REPLY);
            return journey;
        });
        narrator.stepOn(
                "Make.com receives it and checks the signature (times since the phone wrote)",
                reply,
                journey -> exchange.receive(journey, Cast.REPLY));
        narrator.stepOn(
                "It arrives by Event Streams too (times since the phone wrote)",
                reply,
                journey -> exchange.stream(journey, Cast.REPLY));
        narrator.step("The expert answers", exchange::answer);
        narrator.step("A Make.com scenario writes, and does not receive its own message", exchange::write);
        Waiting waiting = new Waiting(client, settings, expert, conversation);
        narrator.step("Nobody reads or answers: one notice, then an alarm, which the answer clears", waiting::observe);
        Ending ending = new Ending(client, settings, expert, conversation);
        narrator.step("All of it is on record, and the conversation closes", ending::close);
    }
}
