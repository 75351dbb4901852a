package travel.baboo.messaging.relay.destination;

/**
 * A receiver of events.
 *
 * @param name in settings, metrics and the database
 * @param filter which events it gets
 * @param policy when, how fast and how often to send
 * @param channel what to send, and how
 */
public record Destination(String name, Filter filter, Policy policy, Channel channel) {

    @Override
    public String toString() {
        return name + " (" + channel.kind() + ")";
    }
}
