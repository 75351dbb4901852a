package travel.baboo.messaging.common.database;

import org.jspecify.annotations.Nullable;

/** What the SQL states mean with which PostgreSQL refuses a statement (its manual, appendix A). */
public final class SqlStates {

    private SqlStates() {}

    /** Whether it would be refused again however often: classes 22, 23 and 54, the data itself does not fit or is too large. */
    public static boolean isPermanent(@Nullable String state) {
        return state != null && (state.startsWith("22") || state.startsWith("23") || state.startsWith("54"));
    }
}
