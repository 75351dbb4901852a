package travel.baboo.messaging.conversation.attention.notice;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import travel.baboo.messaging.conversation.attention.hours.QuietHours;

/**
 * When members get notices.
 *
 * @param roles roles that get notices
 * @param quiet time without a new message after which a notice is sent
 * @param quietByRole quiet time by role; other roles use {@code quiet}
 * @param longest maximum delay of a notice while messages keep arriving, from the first of them
 * @param pause minimum time between two notices for a member of a conversation
 * @param reminders delays of the reminders from the notice, in ascending order; empty for none
 * @param quietHours hours without notices
 * @param maxAge maximum age of a message that causes a notice; older messages come from a backfill
 */
public record NoticePolicy(
        Set<String> roles,
        Duration quiet,
        Map<String, Duration> quietByRole,
        Duration longest,
        Duration pause,
        List<Duration> reminders,
        QuietHours quietHours,
        Duration maxAge) {

    public NoticePolicy {
        roles = Set.copyOf(roles);
        quietByRole = Map.copyOf(quietByRole);
        reminders = List.copyOf(reminders);
        for (int i = 0; i < reminders.size(); i++) {
            if (reminders.get(i).isNegative() || (i > 0 && reminders.get(i).compareTo(reminders.get(i - 1)) <= 0)) {
                throw new IllegalArgumentException("reminders must be in ascending order");
            }
        }
    }

    Duration quiet(String role) {
        return quietByRole.getOrDefault(role, quiet);
    }
}
