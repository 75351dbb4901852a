package travel.baboo.messaging.relay.delivery;

/**
 * The order of a lane's deliveries: by insertion, except that a late message goes before the messages that follow it in the
 * conversation; parts of a text stay together.
 */
final class LaneOrder {

    /** For deliveries {@code d}; the first column is that of the index {@code delivery_open_in_turn}. */
    static final String BY = "coalesce(d.turn, d.position), d.message_index, d.part";

    /** Must match the condition of that index exactly. */
    static final String OPEN = "d.state in ('waiting', 'held', 'unknown')";

    private LaneOrder() {}
}
