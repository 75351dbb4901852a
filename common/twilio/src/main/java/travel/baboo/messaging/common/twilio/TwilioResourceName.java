package travel.baboo.messaging.common.twilio;

import java.util.ArrayList;
import java.util.List;

/** Names the resource in a Twilio path without ids, for metric labels. */
final class TwilioResourceName {

    private TwilioResourceName() {}

    /** {@code /v1/Services/IS…/Conversations/inquiry_7/Messages} becomes {@code Services.Conversations.Messages}. */
    static String of(String path) {
        List<String> names = new ArrayList<>();
        String[] segments = path.split("/", -1);
        // A path alternates: version, collection, id, collection, id, … Only Configuration has no id.
        boolean expectName = true;
        for (int i = 2; i < segments.length; i++) {
            String segment = segments[i];
            if (expectName) {
                names.add(segment.endsWith(".json") ? segment.substring(0, segment.length() - 5) : segment);
                expectName = segment.equals("Configuration");
            } else {
                expectName = true;
            }
        }
        return String.join(".", names);
    }
}
