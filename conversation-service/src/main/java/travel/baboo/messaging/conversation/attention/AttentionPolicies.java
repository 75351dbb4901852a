package travel.baboo.messaging.conversation.attention;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import travel.baboo.messaging.common.setting.Setting;
import travel.baboo.messaging.conversation.attention.arrival.ArrivalDecider;
import travel.baboo.messaging.conversation.attention.arrival.FallbackPolicy;
import travel.baboo.messaging.conversation.attention.away.AwayDecider;
import travel.baboo.messaging.conversation.attention.away.AwayPolicy;
import travel.baboo.messaging.conversation.attention.clock.ClockDecider;
import travel.baboo.messaging.conversation.attention.clock.Target;
import travel.baboo.messaging.conversation.attention.clock.Targets;
import travel.baboo.messaging.conversation.attention.hours.BusinessHours;
import travel.baboo.messaging.conversation.attention.hours.QuietHours;
import travel.baboo.messaging.conversation.attention.notice.NoticeDecider;
import travel.baboo.messaging.conversation.attention.notice.NoticePolicy;
import travel.baboo.messaging.conversation.message.MessageRequest;

/** Creates the deciders from the settings. An invalid setting fails the start with its name. */
@Singleton
class AttentionPolicies {

    private static final String PREFIX = "baboo.conversation.attention.";

    private final AttentionConfig config;

    AttentionPolicies(AttentionConfig config) {
        this.config = config;
    }

    @Produces
    @Singleton
    NoticeDecider noticeDecider() {
        AttentionConfig.Notices notice = config.notice();
        QuietHours quietHours = notice.quietHours()
                .map(text -> Setting.parse(
                        PREFIX + "notice.quiet-hours",
                        text,
                        spans -> QuietHours.of(zone("notice", notice.zone()), spans)))
                .orElse(QuietHours.NONE);
        return new NoticeDecider(new NoticePolicy(
                notice.roles(),
                notice.quiet(),
                notice.quietByRole(),
                notice.longest(),
                notice.pause(),
                notice.reminders().orElse(List.of()),
                quietHours,
                config.maxAge()));
    }

    @Produces
    @Singleton
    Targets targets() {
        Map<String, BusinessHours> hours = hours();
        AttentionConfig.Clocks clock = config.clock();
        List<Target> specific = new ArrayList<>();
        new TreeMap<>(clock.target()).forEach((name, target) -> specific.add(target(name, target, hours)));
        return new Targets(
                specific,
                new Target(
                        Target.DEFAULT,
                        Set.of(),
                        Set.of(),
                        clock.firstReply(),
                        clock.nextReply(),
                        clock.atRiskShare(),
                        hours.getOrDefault(Target.DEFAULT, BusinessHours.ALWAYS),
                        clock.escalateTo().orElse(null)));
    }

    @Produces
    @Singleton
    ClockDecider clockDecider(Targets targets) {
        return new ClockDecider(targets, config.clock().botsAnswer(), config.maxAge());
    }

    @Produces
    @Singleton
    ArrivalDecider arrivalDecider() {
        AttentionConfig.Arrivals arrival = config.arrival();
        try {
            return new ArrivalDecider(arrival.enabled(), arrival.windowWarning(), config.maxAge());
        } catch (IllegalArgumentException invalid) {
            throw new IllegalArgumentException(PREFIX + "arrival.window-warning " + invalid.getMessage(), invalid);
        }
    }

    @Produces
    @Singleton
    FallbackPolicy fallbackPolicy() {
        AttentionConfig.Arrivals arrival = config.arrival();
        return new FallbackPolicy(arrival.fallback(), arrival.fallbackErrorCodes(), arrival.fallbackMaxAge());
    }

    @Produces
    @Singleton
    AwayDecider awayDecider() {
        AttentionConfig.Away away = config.away();
        BusinessHours schedule = hours().get(away.hours());
        if (away.enabled() && schedule == null) {
            throw new IllegalArgumentException(PREFIX + "away.hours names business hours that are not set");
        }
        Map<String, String> texts = new HashMap<>();
        away.text().forEach((language, text) -> texts.put(language.toLowerCase(Locale.ROOT), text));
        try {
            texts.values().forEach(MessageRequest::checkBody);
            return new AwayDecider(new AwayPolicy(
                    away.enabled(),
                    schedule == null ? BusinessHours.ALWAYS : schedule,
                    away.pause(),
                    texts,
                    away.language().toLowerCase(Locale.ROOT)));
        } catch (IllegalArgumentException invalid) {
            throw new IllegalArgumentException(PREFIX + "away.text " + invalid.getMessage(), invalid);
        }
    }

    private Target target(String name, AttentionConfig.Clocks.Targets target, Map<String, BusinessHours> hours) {
        AttentionConfig.Clocks clock = config.clock();
        String wanted = target.hours().orElse(Target.DEFAULT);
        if (target.hours().isPresent() && !hours.containsKey(wanted)) {
            throw new IllegalArgumentException(
                    PREFIX + "clock.target." + name + ".hours names business hours that are not set");
        }
        return new Target(
                name,
                target.tags().orElse(Set.of()),
                target.experts().orElse(Set.of()),
                target.firstReply().orElse(clock.firstReply()),
                target.nextReply().orElse(clock.nextReply()),
                clock.atRiskShare(),
                hours.getOrDefault(wanted, BusinessHours.ALWAYS),
                target.escalateTo().or(clock::escalateTo).orElse(null));
    }

    private Map<String, BusinessHours> hours() {
        Map<String, BusinessHours> hours = new HashMap<>();
        config.hours().forEach((name, schedule) -> {
            Map<DayOfWeek, String> week = new HashMap<>();
            schedule.days().forEach((day, spans) -> week.put(day(name, day), spans));
            hours.put(name, schedule("hours." + name, schedule, week));
        });
        return hours;
    }

    private static BusinessHours schedule(String name, AttentionConfig.Hours schedule, Map<DayOfWeek, String> week) {
        Set<LocalDate> holidays = new HashSet<>(Setting.parseAll(
                PREFIX + name + ".holidays", schedule.holidays().orElse(List.of()), AttentionPolicies::date));
        try {
            return BusinessHours.of(zone(name, schedule.zone()), week, holidays);
        } catch (IllegalArgumentException invalid) {
            throw new IllegalArgumentException(PREFIX + name + " " + invalid.getMessage(), invalid);
        }
    }

    private static ZoneId zone(String name, String text) {
        try {
            return ZoneId.of(Setting.clean(text));
        } catch (DateTimeException unknown) {
            throw new IllegalArgumentException(PREFIX + name + ".zone is not a time zone such as Europe/Rome", unknown);
        }
    }

    private static LocalDate date(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException notADate) {
            throw new IllegalArgumentException("must be a date such as 2026-12-25", notADate);
        }
    }

    private static DayOfWeek day(String name, String day) {
        return Arrays.stream(DayOfWeek.values())
                .filter(known -> known.name().equals(day.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        PREFIX + "hours." + name + ".days has a day other than monday to sunday"));
    }
}
