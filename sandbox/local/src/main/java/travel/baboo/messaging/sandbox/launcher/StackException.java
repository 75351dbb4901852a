package travel.baboo.messaging.sandbox.launcher;

/** The stack cannot do what was asked of it; the message is written for the person at the terminal. */
final class StackException extends RuntimeException {

    StackException(String message) {
        super(message);
    }

    StackException(String message, Throwable cause) {
        super(message, cause);
    }
}
