package travel.baboo.messaging.sandbox.launcher;

/** The command line asks for something that does not exist; the message tells the user what does. */
final class UsageException extends RuntimeException {

    UsageException(String message) {
        super(message);
    }
}
