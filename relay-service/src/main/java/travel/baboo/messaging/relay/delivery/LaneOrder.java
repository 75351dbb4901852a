package travel.baboo.messaging.relay.delivery;

/**
 * The order of a lane's deliveries: as they were added; a message that came after one that follows it in the conversation goes before
 * that; the parts of a text are together.
 */
final class LaneOrder {

    /** Of deliveries {@code d}; the first is the column of the index {@code delivery_open_in_turn}. */
    static final String BY = "coalesce(d.turn, d.position), d.message_index, d.part";

    /** The condition of that index, word for word. */
    static final String OPEN = "d.state in ('waiting', 'held', 'unknown')";

    private LaneOrder() {}
}
