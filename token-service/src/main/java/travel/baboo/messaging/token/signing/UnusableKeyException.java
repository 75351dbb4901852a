package travel.baboo.messaging.token.signing;

import org.jspecify.annotations.Nullable;

/** Not a valid API key. The message says why and contains no secret. */
final class UnusableKeyException extends Exception {

    private static final long serialVersionUID = 1L;

    UnusableKeyException(@Nullable String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
