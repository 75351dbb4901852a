package travel.baboo.messaging.common.network;

import io.netty.util.NetUtil;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * An IP address as a number. An IPv4-mapped IPv6 address ({@code ::ffff:192.0.2.1}) is the IPv4 address.
 *
 * @param high the first 64 bits of an IPv6 address; 0 for IPv4
 * @param low the rest; for IPv4 the 32 bits
 */
public record IpAddress(boolean isV4, long high, long low) {

    /** Stands for all callers without an address, as one caller. */
    public static final IpAddress UNKNOWN = new IpAddress(true, 0, 0);

    private static final int V4_BYTES = 4;
    private static final long V4_MAPPED = 0xffffL;
    private static final long V4_MASK = 0xffff_ffffL;

    /** Parses an address. Never resolves names. */
    public static Optional<IpAddress> parse(String text) {
        byte[] bytes = NetUtil.createByteArrayFromIpAddressString(text);
        if (bytes == null) {
            return Optional.empty();
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        if (bytes.length == V4_BYTES) {
            return Optional.of(v4(Integer.toUnsignedLong(buffer.getInt())));
        }
        long high = buffer.getLong();
        long low = buffer.getLong();
        return Optional.of(high == 0 && low >>> 32 == V4_MAPPED ? v4(low & V4_MASK) : new IpAddress(false, high, low));
    }

    private static IpAddress v4(long bits) {
        return new IpAddress(true, 0, bits);
    }

    /** 32 or 128. */
    public int bits() {
        return isV4 ? 32 : 128;
    }

    /** The address's network: all but the leading bits are 0. */
    public IpAddress network(int prefixLength) {
        if (isV4) {
            return v4(low & mask(prefixLength + 32) & V4_MASK);
        }
        return new IpAddress(
                false, high & mask(Math.min(prefixLength, 64)), low & mask(Math.max(prefixLength - 64, 0)));
    }

    private static long mask(int ones) {
        return ones == 0 ? 0 : -1L << (64 - ones);
    }
}
