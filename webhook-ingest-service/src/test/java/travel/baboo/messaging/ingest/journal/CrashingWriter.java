package travel.baboo.messaging.ingest.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

/** The process that the crash test kills: appends without end and prints the id of every record that is durable. */
final class CrashingWriter {

    static final int SEGMENT_SIZE = 64 * 1024;
    static final long MAX_SIZE = 1L << 30;
    private static final int THREADS = 4;
    private static final int KEYS_PER_THREAD = 3;

    private CrashingWriter() {}

    /**
     * Writes until it is killed, or until its standard input ends because the test is no more.
     *
     * @param args the journal's folder, and the round that the ids begin with
     */
    public static void main(String[] args) throws IOException {
        Journal journal =
                Journal.open(JournalSettings.of(Path.of(args[0]), SEGMENT_SIZE, MAX_SIZE), (records, nanos) -> {});
        FileOutputStream out = new FileOutputStream(FileDescriptor.out);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            int thread = i;
            threads.add(new Thread(() -> write(journal, out, args[1], thread)));
        }
        threads.forEach(Thread::start);
        while (System.in.read() >= 0) {
            Thread.onSpinWait();
        }
        Runtime.getRuntime().halt(0);
    }

    private static void write(Journal journal, FileOutputStream out, String round, int thread) {
        Random random = new Random();
        for (int number = 0; ; number++) {
            List<String> ids = new ArrayList<>();
            List<CompletableFuture<Long>> appends = new ArrayList<>();
            for (int key = 0; key < KEYS_PER_THREAD; key++) {
                String id = "k" + (thread * KEYS_PER_THREAD + key) + ":" + round + ":" + number;
                ids.add(id);
                appends.add(journal.append((id + " " + "x".repeat(random.nextInt(700))).getBytes(UTF_8)));
            }
            for (int i = 0; i < ids.size(); i++) {
                appends.get(i).join();
                print(out, ids.get(i));
            }
        }
    }

    /** One write a line, so that a line that is there is there whole. */
    private static void print(FileOutputStream out, String id) {
        try {
            synchronized (out) {
                out.write((id + "\n").getBytes(UTF_8));
            }
        } catch (IOException e) {
            throw new IllegalStateException("nobody listens", e);
        }
    }
}
