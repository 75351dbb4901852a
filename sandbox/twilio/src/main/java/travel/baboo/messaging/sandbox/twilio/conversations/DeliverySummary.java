package travel.baboo.messaging.sandbox.twilio.conversations;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.sandbox.http.Json;

/** A message's receipts in one object: for each status, whether all, some or none of the phones got that far. */
public final class DeliverySummary {

    private DeliverySummary() {}

    /** Null when the message went to no phone. */
    public static @Nullable ObjectNode of(List<Receipt> receipts) {
        if (receipts.isEmpty()) {
            return null;
        }
        return Json.object()
                .put("total", receipts.size())
                .put("sent", share(receipts, Set.of("sent", "delivered", "read")))
                .put("delivered", share(receipts, Set.of("delivered", "read")))
                .put("read", share(receipts, Set.of("read")))
                .put("failed", share(receipts, Set.of("failed")))
                .put("undelivered", share(receipts, Set.of("undelivered")));
    }

    private static String share(List<Receipt> receipts, Set<String> statuses) {
        long count = receipts.stream()
                .filter(receipt -> statuses.contains(receipt.status()))
                .count();
        return count == 0 ? "none" : count == receipts.size() ? "all" : "some";
    }
}
