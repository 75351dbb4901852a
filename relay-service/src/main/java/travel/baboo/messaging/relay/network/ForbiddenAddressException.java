package travel.baboo.messaging.relay.network;

/** The host has no allowed address. */
public final class ForbiddenAddressException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ForbiddenAddressException() {
        super("the host has no address that may be connected to");
    }
}
