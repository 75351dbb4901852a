package travel.baboo.messaging.conversation.request;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.problem.ProblemException;
import travel.baboo.messaging.common.problem.ProblemType;

/**
 * Optimistic concurrency: a caller changes only the version it has read. A version is a hash of the changeable fields alone, so that it is
 * the same here and at Twilio; {@code If-Match} carries it as an entity tag (RFC 9110, 13.1.1).
 */
public final class Versions {

    private static final int BYTES = 8;

    private Versions() {}

    /** The version for these values. */
    public static String of(@Nullable Object... values) {
        String all = Arrays.stream(values).map(String::valueOf).collect(Collectors.joining("\u0000"));
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(all.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** The entity tag of a version. */
    public static String tag(String version) {
        return '"' + version + '"';
    }

    /**
     * Continues if {@code If-Match} contains the current version or {@code *}.
     *
     * @param ifMatch the header; null if absent
     */
    public static void requireMatch(@Nullable String ifMatch, String present) {
        boolean matches = ifMatch == null
                || Arrays.stream(ifMatch.split(",", -1))
                        .map(String::strip)
                        .anyMatch(wanted -> wanted.equals("*") || wanted.equals(tag(present)));
        if (!matches) {
            throw new ProblemException(
                    ProblemType.PRECONDITION_FAILED, "It has changed since: read it again, then decide.");
        }
    }
}
