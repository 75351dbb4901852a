package travel.baboo.messaging.common.problem;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A request that cannot be fulfilled, with the reason for the caller. Contains nothing secret. */
public final class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ProblemType type;
    private final transient Map<String, Object> extensions;
    private final @Nullable Duration retryAfter;

    public ProblemException(ProblemType type, String detail) {
        this(type, detail, Map.of(), null);
    }

    /**
     * @param detail shown to the caller
     * @param extensions further members of the response
     * @param retryAfter when to retry; null if a retry cannot help
     */
    public ProblemException(
            ProblemType type, String detail, Map<String, Object> extensions, @Nullable Duration retryAfter) {
        super(detail);
        this.type = type;
        this.extensions = Map.copyOf(extensions);
        this.retryAfter = retryAfter;
    }

    public static ProblemException invalid(String detail) {
        return new ProblemException(ProblemType.INVALID_REQUEST, detail);
    }

    public static ProblemException notFound(String detail) {
        return new ProblemException(ProblemType.NOT_FOUND, detail);
    }

    public static ProblemException forbidden(String detail) {
        return new ProblemException(ProblemType.FORBIDDEN, detail);
    }

    public ProblemType type() {
        return type;
    }

    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    /** The response body. */
    public Problem toProblem() {
        return Problem.of(type, getMessage(), extensions);
    }
}
