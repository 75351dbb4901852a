package travel.baboo.messaging.conversation.attention.notice;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import travel.baboo.messaging.conversation.attention.hours.QuietHours;

/**
 * When members are notified.
 *
 * @param roles who is
 * @param quiet how long nobody has written before a notice goes out
 * @param quietByRole the same for particular roles
 * @param longest the longest that a message waits for others to stop
 * @param pause the least time between two notices for one member of a conversation
 * @param reminders how long after a notice to remind, in ascending order; empty for never
 * @param quietHours when nobody is notified
 * @param maxAge older messages are not notified of: they come from a backfill
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
                throw new IllegalArgumentException("reminders are in ascending order");
            }
        }
    }

    Duration quiet(String role) {
        return quietByRole.getOrDefault(role, quiet);
    }
}
