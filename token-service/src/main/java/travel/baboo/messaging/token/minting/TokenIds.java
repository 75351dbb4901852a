package travel.baboo.messaging.token.minting;

import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Makes the part of a {@code jti} that no other token has: 64 random bits of this process and a count.
 *
 * <p>Unlike the Java SDK's, it never repeats itself within 128 seconds.
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
