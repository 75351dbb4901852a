package travel.baboo.messaging.conversation.attention.review;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import travel.baboo.messaging.conversation.attention.arrival.ArrivalDecider;
import travel.baboo.messaging.conversation.attention.arrival.ArrivalFacts;
import travel.baboo.messaging.conversation.attention.arrival.ArrivalOutcome;
import travel.baboo.messaging.conversation.attention.arrival.ArrivalState;
import travel.baboo.messaging.conversation.attention.arrival.Failure;
import travel.baboo.messaging.conversation.attention.arrival.Phone;
import travel.baboo.messaging.conversation.attention.away.AwayDecider;
import travel.baboo.messaging.conversation.attention.away.AwayFacts;
import travel.baboo.messaging.conversation.attention.away.AwayPolicy;
import travel.baboo.messaging.conversation.attention.away.AwayReply;
import travel.baboo.messaging.conversation.attention.clock.Author;
import travel.baboo.messaging.conversation.attention.clock.ClockDecider;
import travel.baboo.messaging.conversation.attention.clock.ClockFacts;
import travel.baboo.messaging.conversation.attention.clock.ClockOutcome;
import travel.baboo.messaging.conversation.attention.clock.ClockState;
import travel.baboo.messaging.conversation.attention.clock.Line;
import travel.baboo.messaging.conversation.attention.clock.ResponseClock;
import travel.baboo.messaging.conversation.attention.clock.Target;
import travel.baboo.messaging.conversation.attention.clock.Targets;
import travel.baboo.messaging.conversation.attention.hours.BusinessHours;
import travel.baboo.messaging.conversation.attention.hours.QuietHours;
import travel.baboo.messaging.conversation.attention.notice.NoticeDecider;
import travel.baboo.messaging.conversation.attention.notice.NoticeFacts;
import travel.baboo.messaging.conversation.attention.notice.NoticePolicy;
import travel.baboo.messaging.conversation.attention.notice.Notified;

/**
 * Events reach the mirror late, twice and in any order, and reviews fail. Each decision is published once, and none is missing
 * in the end. Time is simulated, and each history is generated from a seed.
 */
class AnyOrderTest {

    private static final Instant START = Instant.parse("2026-08-11T08:00:00Z");
    private static final List<String> MEMBERS = List.of("maria", "ann");

    private static final ClockDecider CLOCKS = new ClockDecider(
            new Targets(
                    List.of(),
                    new Target(
                            Target.DEFAULT,
                            Set.of(),
                            Set.of(),
                            Duration.ofMinutes(60),
                            Duration.ofMinutes(90),
                            0.5,
                            BusinessHours.ALWAYS,
                            null)),
            false,
            Duration.ofDays(30));

    private static final NoticeDecider NOTICES = new NoticeDecider(new NoticePolicy(
            Set.of("expert", "traveler"),
            Duration.ofMinutes(5),
            Map.of(),
            Duration.ofMinutes(30),
            Duration.ofMinutes(10),
            List.of(Duration.ofMinutes(60), Duration.ofMinutes(600)),
            QuietHours.NONE,
            Duration.ofDays(30)));

    private static final ArrivalDecider ARRIVALS = new ArrivalDecider(true, Duration.ofHours(5), Duration.ofDays(30));

    private static final BusinessHours OFFICE = BusinessHours.of(
            ZoneId.of("UTC"),
            Arrays.stream(DayOfWeek.values()).collect(Collectors.toMap(day -> day, day -> "08:00-12:00")),
            Set.of());

    private static final Duration AWAY_PAUSE = Duration.ofHours(3);

    private static final AwayDecider AWAY =
            new AwayDecider(new AwayPolicy(true, OFFICE, AWAY_PAUSE, Map.of("en", "Away"), "en"));

    /** A change at Twilio: a message, a failed delivery of the message with that index, an opt-out, or a read horizon. */
    private record Change(Kind kind, Instant at, @Nullable Line line, String member, long index) {}

    private enum Kind {
        MESSAGE,
        FAILURE,
        OPT_OUT,
        READ
    }

    /** The arrival of a change at the mirror, possibly a repeated one. */
    private record Arrival(Instant at, Change change) {}

    private final List<Change> history = new ArrayList<>();
    private final Map<Long, Line> mirror = new TreeMap<>();
    private final Map<String, Long> reads = new HashMap<>();
    private final Map<String, Notified> notified = new HashMap<>();
    private final List<String> ids = new ArrayList<>();
    private final List<ClockOutcome.Alarm> alarms = new ArrayList<>();
    private final Map<String, Long> lastNoticed = new HashMap<>();
    private final Set<Long> failed = new TreeSet<>();
    private final Set<Long> settled = new HashSet<>();
    private final Set<Long> undelivered = new TreeSet<>();
    private final Set<Instant> windows = new HashSet<>();
    private final Set<Instant> optOuts = new HashSet<>();
    private ResponseClock clock = ResponseClock.NEW;
    private ArrivalState arrivals = ArrivalState.NEW;
    private AwayFacts away = new AwayFacts(null, null, null, true);
    private @Nullable Instant optedOutAt;
    private @Nullable Instant due;

    @RepeatedTest(300)
    void eachNoticeAndEachAlarmIsPublishedOnce(RepetitionInfo repetition) {
        Random random = new Random(20261129L + repetition.getCurrentRepetition());
        generateHistory(random);
        simulate(arrivals(random), random);
        Instant end = START.plus(Duration.ofDays(10));
        boolean downUntilTheEnd = random.nextBoolean();
        while (due != null) {
            review(due.isAfter(end) || !downUntilTheEnd ? due : end, random);
        }

        assertThat(ids).doesNotHaveDuplicates();
        assertUndeliveredMessagesAndOptOutsAreReported();
        if (!downUntilTheEnd) {
            assertTheLastWindowIsReportedIfTheTravelerWaits();
        }
        assertUnansweredMessagesAreOverdue();
        assertUnreadMessagesHaveANotice();
    }

    private void generateHistory(Random random) {
        Instant now = START;
        long index = 0;
        for (int i = 0; i < 3 + random.nextInt(12); i++) {
            now = now.plus(Duration.ofMinutes(random.nextInt(60)));
            int kind = random.nextInt(12);
            if (kind == 10 && index > 0) {
                long of = random.nextInt((int) index);
                history.add(new Change(Kind.FAILURE, now, null, "", of));
            } else if (kind == 11 && random.nextInt(4) == 0) {
                history.add(new Change(Kind.OPT_OUT, now, null, "", -1));
            } else if (kind < 5) {
                history.add(message(now, index++, Author.TRAVELER, "ann"));
            } else if (kind < 7) {
                history.add(message(now, index++, Author.EXPERT, "maria"));
            } else if (kind < 8) {
                history.add(message(now, index++, Author.BOT, "bot"));
            } else if (kind < 10 && index > 0) {
                history.add(
                        new Change(Kind.READ, now, null, MEMBERS.get(random.nextInt(2)), random.nextInt((int) index)));
            }
        }
    }

    private static Change message(Instant at, long index, Author author, String identity) {
        return new Change(Kind.MESSAGE, at, new Line(index, author, identity, at), identity, index);
    }

    /** Most changes arrive at once, some up to five hours late, some twice. */
    private List<Arrival> arrivals(Random random) {
        List<Arrival> arrivals = new ArrayList<>();
        for (Change change : history) {
            int copies = random.nextInt(5) == 0 ? 2 : 1;
            for (int copy = 0; copy < copies; copy++) {
                int late = random.nextInt(4) == 0 ? random.nextInt(300) : 0;
                arrivals.add(new Arrival(change.at().plus(Duration.ofMinutes(late)), change));
            }
        }
        arrivals.sort((a, b) -> a.at().compareTo(b.at()));
        return arrivals;
    }

    private void simulate(List<Arrival> arrivals, Random random) {
        for (Arrival arrival : arrivals) {
            while (due != null && !due.isAfter(arrival.at())) {
                // The service may be down for a while.
                Instant now = due.plus(Duration.ofMinutes(random.nextInt(6) == 0 ? random.nextInt(120) : 0));
                review(now.isAfter(arrival.at()) ? arrival.at() : now, random);
            }
            apply(arrival.change());
            Instant soon = arrival.at().plusSeconds(1);
            due = due == null || soon.isBefore(due) ? soon : due;
        }
    }

    private void apply(Change change) {
        switch (change.kind()) {
            case MESSAGE -> mirror.put(change.index(), Objects.requireNonNull(change.line()));
            case FAILURE -> failed.add(change.index());
            case OPT_OUT -> optedOutAt = later(optedOutAt, change.at());
            case READ -> reads.merge(change.member(), change.index(), Math::max);
        }
    }

    private static Instant later(@Nullable Instant a, Instant b) {
        return a == null || b.isAfter(a) ? b : a;
    }

    /** A review that may fail before it is stored. A failed review has no effect and is repeated. */
    private void review(Instant now, Random random) {
        Decision decision = Decision.of(facts(now), CLOCKS, ARRIVALS, AWAY, NOTICES);
        if (random.nextInt(4) == 0) {
            return;
        }
        clock = decision.clock().clock();
        decision.clock().alarms().forEach(alarm -> {
            alarms.add(alarm);
            ids.add(alarm.kind() + ":" + alarm.waiting().firstIndex());
        });
        decision.members().stream().filter(Decision.Member::changed).forEach(member -> {
            Notified stored = Objects.requireNonNull(member.outcome().notified());
            notified.put(member.facts().participantSid(), stored);
        });
        decision.sending().forEach(member -> {
            Notified sent = Objects.requireNonNull(member.outcome().notified());
            ids.add(member.facts().identity() + ":" + sent.firstIndex() + ":" + sent.stage());
            lastNoticed.merge(member.facts().identity(), sent.lastIndex(), Math::max);
        });
        store(decision.arrivals());
        store(decision.away(), now);
        due = decision.reviewAt();
        assertThat(due == null || due.isAfter(now)).isTrue();
        assertARepeatedReviewEmitsNothing(now);
    }

    private void assertARepeatedReviewEmitsNothing(Instant now) {
        Decision again = Decision.of(facts(now), CLOCKS, ARRIVALS, AWAY, NOTICES);
        assertThat(again.clock().alarms()).isEmpty();
        assertThat(again.sending()).isEmpty();
        assertThat(again.arrivals().undelivered()).isEmpty();
        assertThat(again.arrivals().closing()).isNull();
        assertThat(again.arrivals().optedOutAt()).isNull();
        assertThat(again.away()).isNull();
    }

    private void store(ArrivalOutcome outcome) {
        arrivals = outcome.state();
        outcome.settled().forEach(sid -> settled.add(Long.valueOf(sid)));
        outcome.undelivered().forEach(failure -> {
            undelivered.add(failure.index());
            ids.add("undelivered:" + failure.index());
        });
        ArrivalOutcome.Closing closing = outcome.closing();
        if (closing != null) {
            windows.add(closing.lastInboundAt());
            ids.add("window:" + closing.lastInboundAt());
        }
        Instant optedOut = outcome.optedOutAt();
        if (optedOut != null) {
            optOuts.add(optedOut);
            ids.add("opt-out:" + optedOut);
        }
    }

    private void store(@Nullable AwayReply reply, Instant now) {
        if (reply == null) {
            return;
        }
        ids.add("away:" + reply.firstIndex());
        assertThat(OFFICE.contains(now)).isFalse();
        assertThat(away.decidedAt() == null
                        || !away.decidedAt().plus(AWAY_PAUSE).isAfter(now))
                .isTrue();
        away = new AwayFacts(now, reply.firstIndex(), null, true);
    }

    private Facts facts(Instant now) {
        List<Line> lines = List.copyOf(mirror.values());
        return new Facts(
                new Claim("CH", UUID.randomUUID(), 0, null, now),
                new ClockFacts(false, false, null, null, null, Set.of("maria"), lines),
                MEMBERS.stream()
                        .map(identity -> new NoticeFacts(
                                "MB" + identity,
                                identity,
                                identity.equals("maria") ? "expert" : "traveler",
                                reads.get(identity),
                                null,
                                true,
                                lines))
                        .toList(),
                new ArrivalFacts(false, phone(), lastOf(Author.TRAVELER), failures()),
                away,
                clock,
                arrivals,
                notified);
    }

    /** The traveler writes by WhatsApp. */
    private Phone phone() {
        Long last = lastOf(Author.TRAVELER);
        Instant inbound = mirror.values().stream()
                .filter(line -> line.author() == Author.TRAVELER)
                .map(Line::at)
                .max(Instant::compareTo)
                .orElse(null);
        return new Phone("whatsapp", true, last == null ? null : inbound, optedOutAt);
    }

    private @Nullable Long lastOf(Author author) {
        return mirror.values().stream()
                .filter(line -> line.author() == author)
                .map(Line::index)
                .max(Long::compareTo)
                .orElse(null);
    }

    /** Failed deliveries of messages that the mirror has. */
    private List<Failure> failures() {
        return failed.stream()
                .filter(mirror::containsKey)
                .map(index -> {
                    Line line = Objects.requireNonNull(mirror.get(index));
                    return new Failure(
                            Long.toString(index),
                            index,
                            line.author(),
                            line.identity(),
                            line.at(),
                            30003,
                            settled.contains(index));
                })
                .toList();
    }

    private void assertUndeliveredMessagesAndOptOutsAreReported() {
        Set<Long> ours = failed.stream()
                .filter(index -> Objects.requireNonNull(mirror.get(index)).author() != Author.TRAVELER)
                .collect(Collectors.toSet());
        assertThat(undelivered).isEqualTo(ours);
        Long inbound = lastOf(Author.TRAVELER);
        assertThat(arrivals.undelivered()).isEqualTo((int) ours.stream()
                .filter(index -> inbound == null || index > inbound)
                .count());
        if (optedOutAt != null) {
            assertThat(optOuts).contains(optedOutAt);
        }
    }

    /** Downtimes are shorter than the time between the warning and the end of the window. */
    private void assertTheLastWindowIsReportedIfTheTravelerWaits() {
        Instant inbound = phone().lastInboundAt();
        if (clock.waiting() != null && optedOutAt == null) {
            assertThat(windows).contains(Objects.requireNonNull(inbound));
        }
    }

    private void assertUnansweredMessagesAreOverdue() {
        Set<Long> open = new HashSet<>();
        for (Line line : mirror.values()) {
            if (line.author() == Author.TRAVELER) {
                open.add(line.index());
            } else if (line.author() == Author.EXPERT) {
                open.clear();
            }
        }
        List<ClockOutcome.Kind> last = alarms.stream()
                .filter(alarm -> open.contains(alarm.waiting().firstIndex()))
                .map(ClockOutcome.Alarm::kind)
                .toList();
        if (open.isEmpty()) {
            assertThat(clock.state()).isEqualTo(ClockState.IDLE);
        } else {
            assertThat(clock.state()).isEqualTo(ClockState.OVERDUE);
            assertThat(last).containsOnlyOnce(ClockOutcome.Kind.OVERDUE).doesNotContain(ClockOutcome.Kind.CLEARED);
        }
        Set<Long> alarmed = alarms.stream()
                .map(alarm -> alarm.waiting().firstIndex())
                .filter(index -> !open.contains(index))
                .collect(Collectors.toSet());
        assertThat(alarms.stream()
                        .filter(alarm -> alarm.kind() == ClockOutcome.Kind.CLEARED)
                        .map(alarm -> alarm.waiting().firstIndex()))
                .as("every alarm of a wait that ended was cleared once")
                .containsExactlyInAnyOrderElementsOf(alarmed);
    }

    private void assertUnreadMessagesHaveANotice() {
        for (String member : MEMBERS) {
            long read = Math.max(
                    reads.getOrDefault(member, -1L),
                    mirror.values().stream()
                            .filter(line -> member.equals(line.identity()))
                            .mapToLong(Line::index)
                            .max()
                            .orElse(-1));
            mirror.values().stream()
                    .filter(line -> line.index() > read && !member.equals(line.identity()))
                    .forEach(line -> assertThat(lastNoticed.getOrDefault(member, -1L))
                            .as("%s of message %d", member, line.index())
                            .isGreaterThanOrEqualTo(line.index()));
        }
    }
}
