package travel.baboo.messaging.common.failure;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.vertx.core.VertxException;
import io.vertx.core.impl.NoStackTraceThrowable;
import io.vertx.sqlclient.DatabaseException;
import java.io.CharConversionException;
import java.io.IOException;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Recognizes transient failures of PostgreSQL.
 *
 * <p>Only these may be retried without end. Any other failure would recur however often the same work
 * is retried, and would block the work behind it: isolate that work and dead-letter it.
 */
public final class PassingFailures {

    /**
     * SQLSTATE classes that concern the moment and not the data: connection exception, transaction
     * rollback (serialization failure, deadlock), insufficient resources, operator intervention (shutdown, statement canceled).
     * Source: PostgreSQL's manual, appendix A.
     */
    private static final Set<String> PASSING_CLASSES = Set.of("08", "40", "53", "57");

    private static final int CLASS_LENGTH = 2;

    private PassingFailures() {}

    /** Whether the failure or its cause is a lost connection, a timeout or a transient refusal. */
    public static boolean isPassing(Throwable failure) {
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        for (@Nullable Throwable cause = failure; cause != null && seen.add(cause); cause = cause.getCause()) {
            if (cause instanceof DatabaseException refusal) {
                return isPassingState(refusal.getSqlState());
            }
            if (isLostConnection(cause)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isPassingState(@Nullable String state) {
        return state != null
                && state.length() > CLASS_LENGTH
                && PASSING_CLASSES.contains(state.substring(0, CLASS_LENGTH));
    }

    /**
     * The client reports a refused or reset connection as {@link IOException}, one closed during a statement
     * as {@link VertxException}, and a pool without a free connection, in time or because it is closing, as
     * {@link NoStackTraceThrowable} (vertx-sql-client 4.5, {@code SqlConnectionPool}).
     */
    private static boolean isLostConnection(Throwable cause) {
        return cause instanceof VertxException
                || (cause instanceof NoStackTraceThrowable && !isUnencodable(cause))
                || isConnectionFailure(cause)
                || cause instanceof TimeoutException
                || cause instanceof io.smallrye.mutiny.TimeoutException;
    }

    /** A statement's values do not fit its parameters (vertx-sql-client 4.5, {@code ErrorMessageFactory}): they never will. */
    private static boolean isUnencodable(Throwable cause) {
        String message = String.valueOf(cause.getMessage());
        return message.startsWith("Parameter at position[")
                || message.startsWith("The number of parameters to execute");
    }

    /** Not every {@link IOException}: parse failures are also one, and are permanent. */
    private static boolean isConnectionFailure(Throwable cause) {
        return cause instanceof IOException
                && !(cause instanceof JsonProcessingException)
                && !(cause instanceof CharConversionException);
    }
}
