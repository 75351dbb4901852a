package travel.baboo.messaging.token.signing;

import org.jspecify.annotations.Nullable;

/** What was found is not an API key. The message says why and quotes nothing that could be a secret. */
final class UnusableKeyException extends Exception {

    private static final long serialVersionUID = 1L;

    UnusableKeyException(@Nullable String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
