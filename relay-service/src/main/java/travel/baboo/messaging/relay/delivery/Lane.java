package travel.baboo.messaging.relay.delivery;

/**
 * The deliveries of one conversation to one destination.
 *
 * @param key the conversation's SID, or another key that needs an order
 */
public record Lane(String destination, String key) {}
