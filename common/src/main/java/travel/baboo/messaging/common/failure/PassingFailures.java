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
 * Decides whether a failure of PostgreSQL passes by itself.
 *
 * <p>Only such a failure may be retried without end. Every other failure, known or not, would come back however often the same work
 * is repeated and would stop all work behind it: isolate that work and dead-letter it.
 */
public final class PassingFailures {

    /**
     * Classes of SQLSTATE that say something about the moment and nothing about the data: connection exception, transaction
     * rollback (serialization failure, deadlock), insufficient resources, operator intervention (shutdown, statement canceled).
     * Source: PostgreSQL's manual, appendix A.
     */
    private static final Set<String> PASSING_CLASSES = Set.of("08", "40", "53", "57");

    private static final int CLASS_LENGTH = 2;

    private PassingFailures() {}

    /** Whether the failure, or what caused it, is a lost connection, a time-out or a refusal that passes. */
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
     * The client reports a connection that was refused or reset as {@link IOException}, one that was closed while a statement was
     * under way as {@link VertxException}, and a pool that has none to give, in time or because it is closing, as
     * {@link NoStackTraceThrowable} (vertx-sql-client 4.5, {@code SqlConnectionPool}).
     */
    private static boolean isLostConnection(Throwable cause) {
        return cause instanceof VertxException
                || cause instanceof NoStackTraceThrowable
                || isConnectionFailure(cause)
                || cause instanceof TimeoutException
                || cause instanceof io.smallrye.mutiny.TimeoutException;
    }

    /** Not every {@link IOException}: what cannot be parsed is one too, and stays as it is. */
    private static boolean isConnectionFailure(Throwable cause) {
        return cause instanceof IOException
                && !(cause instanceof JsonProcessingException)
                && !(cause instanceof CharConversionException);
    }
}
