package travel.baboo.messaging.token.minting;

import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Generates the unique part of a {@code jti}: 64 random bits per process and a counter.
 *
 * <p>Unlike the Java SDK's, it does not repeat within 128 seconds.
 */
public final class TokenIds {

    private final String process;
    private final AtomicLong count = new AtomicLong();

    public TokenIds() {
        this.process = Long.toUnsignedString(new SecureRandom().nextLong(), Character.MAX_RADIX);
    }

    String next() {
        return process + '-' + Long.toString(count.incrementAndGet(), Character.MAX_RADIX);
    }
}
