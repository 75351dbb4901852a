package travel.baboo.messaging.sandbox.twilio.events;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.AsyncResult;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.sandbox.fault.Faults;
import travel.baboo.messaging.sandbox.http.BoundedLog;
import travel.baboo.messaging.sandbox.http.Form;
import travel.baboo.messaging.sandbox.http.Json;
import travel.baboo.messaging.sandbox.twilio.events.StreamAttempt.Outcome;
import travel.baboo.messaging.sandbox.twilio.webhook.TwilioSigner;

/**
 * Delivers events to sinks: at least once, in no order, with back-off and jitter for four hours. Source:
 * twilio.com/docs/events/event-delivery-and-duplication.
 */
public final class StreamDelivery {

    private static final Duration LONGEST = Duration.ofHours(4);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(15);
    private static final Duration GATHERING = Duration.ofMillis(100);

    /** Twilio's former page on sinks: batches of up to 64 kB. */
    private static final int BATCH_BYTES = 64 * 1024;

    private record Pending(ObjectNode event, Instant since) {}

    private static final class Lane {
        private final Deque<Pending> waiting = new ArrayDeque<>();
        private final List<Pending> held = new ArrayList<>();
        private final Throttle throttle = new Throttle();
        private Instant cutUntil = Instant.EPOCH;
        private boolean pumping;
    }

    private final Vertx vertx;
    private final Clock clock;
    private final String accountSid;
    private final Streams streams;
    private final StreamConfig config;
    private final Faults<StreamFault> faults;
    private final BoundedLog<StreamAttempt> log;
    private final StreamSender sender;
    private final Random random = new Random();
    private final Map<String, Lane> lanes = new HashMap<>();
    private int epoch;
    private long noted;

    public StreamDelivery(
            Vertx vertx,
            Clock clock,
            String accountSid,
            TwilioSigner signer,
            Streams streams,
            StreamConfig config,
            Faults<StreamFault> faults,
            BoundedLog<StreamAttempt> log) {
        this.vertx = vertx;
        this.clock = clock;
        this.accountSid = accountSid;
        this.streams = streams;
        this.config = config;
        this.faults = faults;
        this.log = log;
        this.sender = new StreamSender(vertx, signer, config);
    }

    /**
     * Something happened at Twilio.
     *
     * @param classic the webhook's event type
     * @param firesWebhooks false for a change over REST that fires no webhook
     */
    public void happened(String classic, Form fields, boolean firesWebhooks) {
        StreamType type = StreamType.ofClassic(classic);
        if (type == null || !(firesWebhooks || config.restChanges())) {
            return;
        }
        for (Sink sink : streams.sinksOf(type.name())) {
            accept(sink, new Pending(StreamEvents.of(type, fields, accountSid, clock.instant()), clock.instant()));
        }
    }

    void test(Sink sink) {
        if (sink.isWebhook()) {
            offer(sink, new Pending(StreamEvents.test(accountSid, clock.instant()), clock.instant()));
        }
    }

    /** Cancels all deliveries in flight. */
    public void reset() {
        epoch++;
        lanes.clear();
    }

    private void accept(Sink sink, Pending event) {
        String type = event.event().path("type").asText();
        StreamFault fault = faults.next(candidate -> candidate.matches(type)).orElse(null);
        if (fault == null) {
            later(config.delay(), () -> offer(sink, event));
            return;
        }
        switch (fault.kind()) {
            case DROP -> note(sink, List.of(event), 0, Outcome.DROPPED, null);
            case DUPLICATE -> {
                later(config.delay(), () -> offer(sink, event));
                later(config.delay(), () -> offer(sink, event));
            }
            case DELAY -> later(config.delay().plus(fault.delayOrDefault()), () -> offer(sink, event));
            case REORDER ->
                later(config.delay(), () -> {
                    lane(sink).held.add(event);
                    later(fault.delayOrDefault(), () -> release(sink));
                });
            case CUT -> {
                lane(sink).cutUntil = clock.instant().plus(fault.delayOrDefault());
                later(config.delay(), () -> offer(sink, event));
            }
        }
    }

    private void offer(Sink sink, Pending event) {
        lane(sink).waiting.add(event);
        release(sink);
        pumpSoon(sink, sink.batches() ? GATHERING : Duration.ZERO);
    }

    private void release(Sink sink) {
        Lane lane = lane(sink);
        if (!lane.held.isEmpty()) {
            lane.waiting.addAll(lane.held);
            lane.held.clear();
            pumpSoon(sink, Duration.ZERO);
        }
    }

    private void pumpSoon(Sink sink, Duration pause) {
        Lane lane = lane(sink);
        if (!lane.pumping) {
            lane.pumping = true;
            later(pause, () -> pump(sink));
        }
    }

    private void pump(Sink sink) {
        Lane lane = lane(sink);
        lane.pumping = false;
        if (!lane.waiting.isEmpty()) {
            List<Pending> batch = next(lane, sink.batches());
            attempt(sink, batch, 1);
            pumpSoon(sink, lane.throttle.pause(batch.size(), clock.instant()));
        }
    }

    private static List<Pending> next(Lane lane, boolean batches) {
        List<Pending> batch = new ArrayList<>();
        int bytes = 0;
        while (!lane.waiting.isEmpty()) {
            bytes += Json.bytes(lane.waiting.element().event()).length;
            if (!batch.isEmpty() && (!batches || bytes > BATCH_BYTES)) {
                break;
            }
            batch.add(lane.waiting.remove());
        }
        return batch;
    }

    private void attempt(Sink sink, List<Pending> batch, int number) {
        if (streams.findSink(sink.sid()) == null) {
            return;
        }
        int startedIn = epoch;
        if (clock.instant().isBefore(lane(sink).cutUntil)) {
            retry(sink, batch, number, null);
            return;
        }
        ArrayNode body = Json.MAPPER.createArrayNode();
        batch.forEach(pending -> body.add(pending.event()));
        sender.send(sink, Json.bytes(body)).onComplete(answer -> {
            if (startedIn == epoch) {
                answered(sink, batch, number, answer);
            }
        });
    }

    private void answered(Sink sink, List<Pending> batch, int number, AsyncResult<Integer> answer) {
        @Nullable Integer status = answer.result();
        if (status == null) {
            retry(sink, batch, number, null);
        } else if (status / 100 == 2) {
            note(sink, batch, number, Outcome.ACCEPTED, status);
        } else if (status / 100 == 4 && status != 429) {
            note(sink, batch, number, Outcome.DISCARDED, status);
        } else {
            lane(sink).throttle.refused(clock.instant());
            retry(sink, batch, number, status);
        }
    }

    private void retry(Sink sink, List<Pending> batch, int number, @Nullable Integer status) {
        Instant deadline = batch.get(0).since().plus(LONGEST);
        if (clock.instant().isAfter(deadline)) {
            note(sink, batch, number, Outcome.EXPIRED, status);
        } else {
            note(sink, batch, number, Outcome.RETRIED, status);
            later(pause(number), () -> attempt(sink, batch, number + 1));
        }
    }

    /** Doubles with each attempt; between half and all of it. */
    private Duration pause(int number) {
        long full = config.firstPause().toMillis() << Math.min(number - 1, 20);
        long capped = Math.min(full, LONGEST_PAUSE.toMillis());
        return Duration.ofMillis(capped / 2 + random.nextLong(capped / 2 + 1));
    }

    private void note(Sink sink, List<Pending> batch, int number, Outcome outcome, @Nullable Integer status) {
        List<String> types = batch.stream().map(event -> text(event, "type")).toList();
        List<String> ids = batch.stream().map(event -> text(event, "id")).toList();
        List<String> sids =
                batch.stream().map(event -> StreamEvents.subject(event.event())).toList();
        log.add(new StreamAttempt(++noted, clock.instant(), sink.sid(), types, ids, sids, number, outcome, status));
    }

    private static String text(Pending pending, String name) {
        return pending.event().path(name).asText();
    }

    private Lane lane(Sink sink) {
        return lanes.computeIfAbsent(sink.sid(), sid -> new Lane());
    }

    private void later(Duration pause, Runnable action) {
        int startedIn = epoch;
        vertx.setTimer(Math.max(1, pause.toMillis()), fired -> {
            if (startedIn == epoch) {
                action.run();
            }
        });
    }
}
