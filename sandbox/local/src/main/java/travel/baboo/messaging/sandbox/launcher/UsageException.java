package travel.baboo.messaging.sandbox.launcher;

/** The command line is invalid. The message says what is valid. */
final class UsageException extends RuntimeException {

    UsageException(String message) {
        super(message);
    }
}
