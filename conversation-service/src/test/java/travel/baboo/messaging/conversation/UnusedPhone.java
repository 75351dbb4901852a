package travel.baboo.messaging.conversation;

/** Numbers that no other test of the run has: a number that is bound in an open conversation is refused elsewhere. */
public final class UnusedPhone {

    private UnusedPhone() {}

    /** One number a millisecond, for hours; whichever class loader asks. */
    public static String next() {
        return "+1555" + String.format("%07d", System.currentTimeMillis() % 10_000_000);
    }
}
