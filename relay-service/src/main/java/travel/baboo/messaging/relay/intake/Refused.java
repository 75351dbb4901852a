package travel.baboo.messaging.relay.intake;

/**
 * An event that cannot be taken, however often it is tried.
 *
 * @param reason without any content of the event
 */
record Refused(Received received, String reason) {}
