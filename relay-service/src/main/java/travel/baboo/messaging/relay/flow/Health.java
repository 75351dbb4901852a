package travel.baboo.messaging.relay.flow;

/** What a request reveals about its destination as a whole. */
public enum Health {
    HEALTHY,
    /** It does not answer, or reports a failure. */
    DEGRADED,
    /** It works, but throttles us. */
    OVERLOADED,
    /** It answers but refuses us, and probably everything: a login, an address or a permission is wrong. */
    REFUSING,
    /** No request was made. */
    NOT_CALLED
}
