package travel.baboo.messaging.relay.intake;

/**
 * An event that can never be processed.
 *
 * @param reason without content of the event
 */
record Refused(Received received, String reason) {}
