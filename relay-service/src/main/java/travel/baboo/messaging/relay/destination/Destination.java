package travel.baboo.messaging.relay.destination;

/**
 * Somewhere that messages go.
 *
 * @param name in settings, metrics and the database
 * @param filter which events it gets
 * @param policy when, how fast and how often they are sent
 * @param channel what is sent, and how
 */
public record Destination(String name, Filter filter, Policy policy, Channel channel) {

    @Override
    public String toString() {
        return name + " (" + channel.kind() + ")";
    }
}
