package travel.baboo.messaging.relay.flow;

/** What a request shows of its destination as a whole. */
public enum Health {
    HEALTHY,
    /** It does not answer, or answers that it fails. */
    DEGRADED,
    /** It works, but wants fewer requests. */
    OVERLOADED,
    /** It answers and refuses us, as it may refuse everything: a login, an address or a permission is wrong. */
    REFUSING,
    /** No request was made. */
    NOT_CALLED
}
