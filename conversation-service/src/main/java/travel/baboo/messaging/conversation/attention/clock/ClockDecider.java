package travel.baboo.messaging.conversation.attention.clock;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.conversation.attention.clock.ClockOutcome.Alarm;
import travel.baboo.messaging.conversation.attention.clock.ClockOutcome.End;
import travel.baboo.messaging.conversation.attention.clock.ClockOutcome.Ended;
import travel.baboo.messaging.conversation.attention.clock.ClockOutcome.Kind;

/**
 * Decides the next state of a response clock. Decisions are idempotent: repeating one with the same facts and time emits nothing new.
 *
 * <p>A wait starts with the traveler's first unanswered message. Messages from bots are answers only if the setting says so. While the
 * conversation is handed over to the bot, no wait runs. A handover to people starts a wait for the messages that are still unanswered.
 */
public final class ClockDecider {

    private final Targets targets;
    private final boolean botsAnswer;
    private final Duration maxAge;

    /** @param maxAge maximum age of a message that starts a wait; older messages come from a backfill */
    public ClockDecider(Targets targets, boolean botsAnswer, Duration maxAge) {
        this.targets = targets;
        this.botsAnswer = botsAnswer;
        this.maxAge = maxAge;
    }

    public ClockOutcome decide(ResponseClock known, ClockFacts facts, Instant now) {
        Decision decision = new Decision(known, facts, now);
        decision.endIfNotNeeded();
        decision.applyMessages();
        decision.applyTime();
        return decision.outcome();
    }

    private boolean answers(Line line) {
        return switch (line.author()) {
            case EXPERT, TEAM -> true;
            case BOT -> botsAnswer;
            case TRAVELER, SYSTEM -> false;
        };
    }

    /** The state of one decision. */
    private final class Decision {

        private final ClockFacts facts;
        private final Instant now;
        private final List<Line> lines;
        private final List<Alarm> alarms = new ArrayList<>();
        private final List<Ended> ended = new ArrayList<>();
        private ClockState state;
        private ResponseClock.@Nullable Wait wait;
        private @Nullable Long answered;

        Decision(ResponseClock known, ClockFacts facts, Instant now) {
            this.facts = facts;
            this.now = now;
            this.lines = facts.lines().stream()
                    .sorted(Comparator.comparingLong(Line::index))
                    .toList();
            this.state = known.state();
            this.wait = known.waiting();
            this.answered = known.answeredIndex();
        }

        /** Ends the known wait if it has no answer and no longer needs one. */
        void endIfNotNeeded() {
            ResponseClock.Wait running = wait;
            if (running == null
                    || lines.stream().anyMatch(line -> line.index() > running.firstIndex() && answers(line))) {
                return;
            }
            if (covers(facts.dismissedIndex(), running.firstIndex())) {
                end(running, End.NOT_NEEDED, now, null);
            } else if (facts.closed()) {
                end(running, End.CLOSED, now, null);
            } else if (facts.withBot()) {
                end(running, End.HANDOVER, facts.decidedAt() == null ? now : facts.decidedAt(), null);
            }
        }

        /** Applies the messages in index order. */
        void applyMessages() {
            for (Line line : lines) {
                if (covers(answered, line.index())) {
                    continue;
                }
                ResponseClock.Wait running = wait;
                if (answers(line)) {
                    if (running != null && running.firstIndex() < line.index()) {
                        end(running, End.ANSWERED, line.at(), line);
                    }
                    answered = line.index();
                } else if (running == null && waits(line)) {
                    begin(line);
                }
            }
        }

        private boolean waits(Line line) {
            return line.author() == Author.TRAVELER
                    && !facts.closed()
                    && !facts.withBot()
                    && !covers(facts.dismissedIndex(), line.index())
                    && line.at().plus(maxAge).isAfter(now);
        }

        private void begin(Line asked) {
            Instant since =
                    facts.decidedAt() != null && facts.decidedAt().isAfter(asked.at()) ? facts.decidedAt() : asked.at();
            wait = targets.of(facts.tag(), facts.experts()).begin(asked.index(), answered == null, since);
            step(ClockInput.ASKED);
        }

        private void end(ResponseClock.Wait running, End why, Instant at, @Nullable Line by) {
            Target target = targets.named(running.target());
            Instant until = at.isBefore(running.since()) ? running.since() : at;
            ended.add(new Ended(
                    running,
                    why,
                    until,
                    by != null && by.author() == Author.EXPERT ? by.identity() : null,
                    target.hours().between(running.since(), until),
                    target.hours().between(running.since(), running.dueAt())));
            step(ClockInput.SETTLED);
        }

        /** Applies the targets that have passed. */
        void applyTime() {
            ResponseClock.Wait running = wait;
            if (running == null) {
                return;
            }
            if (!now.isBefore(running.dueAt())) {
                step(ClockInput.TARGET_REACHED);
            } else if (!now.isBefore(running.riskAt())) {
                step(ClockInput.RISK_REACHED);
            }
        }

        private void step(ClockInput input) {
            ClockTable.Step step = ClockTable.next(state, input);
            ResponseClock.Wait running = wait;
            if (running != null) {
                switch (step.effect()) {
                    case WARN -> alarms.add(new Alarm(Kind.AT_RISK, running));
                    case ALARM -> alarms.add(new Alarm(Kind.OVERDUE, running));
                    case CLEAR -> alarms.add(new Alarm(Kind.CLEARED, running));
                    case NONE, START, END -> {}
                }
            }
            state = step.to();
            wait = state == ClockState.IDLE ? null : running;
        }

        ClockOutcome outcome() {
            ResponseClock.Wait running = wait;
            Instant reviewAt = running == null
                    ? null
                    : Stream.of(running.riskAt(), running.dueAt())
                            .filter(time -> time.isAfter(now))
                            .min(Comparator.naturalOrder())
                            .orElse(null);
            return new ClockOutcome(new ResponseClock(state, answered, running), alarms, ended, reviewAt);
        }
    }

    private static boolean covers(@Nullable Long upTo, long index) {
        return upTo != null && upTo >= index;
    }
}
