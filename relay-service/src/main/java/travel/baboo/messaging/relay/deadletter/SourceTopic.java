package travel.baboo.messaging.relay.deadletter;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import travel.baboo.messaging.common.attention.AttentionEvent;
import travel.baboo.messaging.common.directory.DirectoryEntry;
import travel.baboo.messaging.common.event.TwilioEvent;

/** The relay's source topics, each with its dead-letter topic. */
public enum SourceTopic {
    EVENTS(TwilioEvent.TOPIC),
    DIRECTORY(DirectoryEntry.TOPIC),
    ATTENTION(AttentionEvent.TOPIC);

    /** All names, for display. */
    public static final String NAMES =
            Arrays.stream(values()).map(topic -> topic.name).collect(Collectors.joining(", "));

    private final String name;

    SourceTopic(String name) {
        this.name = name;
    }

    /** The topic for records that cannot be processed. */
    public String deadLetterTopic() {
        return name + ".relay.dlq";
    }

    public static Optional<SourceTopic> find(String name) {
        return Arrays.stream(values()).filter(topic -> topic.name.equals(name)).findFirst();
    }

    /** The topic named by {@code --topic}; events by default; empty for an unknown one. */
    public static Optional<SourceTopic> of(List<String> words) {
        int place = words.indexOf("--topic");
        if (place < 0) {
            return Optional.of(EVENTS);
        }
        return place + 1 < words.size() ? find(words.get(place + 1)) : Optional.empty();
    }
}
