package travel.baboo.messaging.endtoend;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** How fast a core is just now: on a machine that is shared it is not the same all day, and what is measured goes with it. */
final class CoreSpeed {

    private static final int ROUNDS = 10;
    private static final int MEGABYTES = 10;

    private CoreSpeed() {}

    /** Prints how many megabytes a second one thread hashes, in the best of some rounds. */
    static void print(String when) throws NoSuchAlgorithmException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        byte[] megabyte = new byte[1 << 20];
        long best = Long.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            long start = System.nanoTime();
            for (int i = 0; i < MEGABYTES; i++) {
                digest.update(megabyte);
            }
            best = Math.min(best, System.nanoTime() - start);
        }
        System.out.printf("%s: a core hashes %.0f MB/s%n", when, MEGABYTES * 1e9 / best);
    }
}
