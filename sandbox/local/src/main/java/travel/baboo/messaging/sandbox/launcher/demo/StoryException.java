package travel.baboo.messaging.sandbox.launcher.demo;

/** A step of the story was not observed; the message says what was seen instead. */
final class StoryException extends RuntimeException {

    StoryException(String message) {
        super(message);
    }

    StoryException(String message, Throwable cause) {
        super(message, cause);
    }
}
