package travel.baboo.messaging.ingest.benchmark;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.LongPredicate;
import org.HdrHistogram.Histogram;

/** Sends webhooks over kept connections from one thread, either as fast as they are answered or at a rate. */
final class LoadGenerator {

    private static final long PATIENCE_NANOS = Duration.ofSeconds(30).toNanos();

    private final List<byte[]> requests;
    private final int connections;
    private int nextRequest;

    LoadGenerator(List<byte[]> requests, int connections) {
        this.requests = requests;
        this.connections = connections;
    }

    /** Every connection sends as soon as it has its answer. */
    Load saturate(int port, Duration duration) throws IOException {
        long end = System.nanoTime() + duration.toNanos();
        return new Run(port, Double.POSITIVE_INFINITY).until(sent -> System.nanoTime() >= end);
    }

    /** So many requests, as fast as they are answered. */
    Load send(int port, long count) throws IOException {
        return new Run(port, Double.POSITIVE_INFINITY).until(sent -> sent >= count);
    }

    /** Sends at times that are fixed beforehand; a request that waits for a free connection is late by its own latency. */
    Load atRate(int port, double perSecond, Duration duration) throws IOException {
        long count = Math.round(perSecond * duration.toNanos() / 1e9);
        return new Run(port, perSecond).until(sent -> sent >= count);
    }

    private final class Run {

        private final int port;
        private final double perSecond;
        private final Histogram latency = new Histogram(3);
        private final Deque<Connection> idle = new ArrayDeque<>();
        private final long start = System.nanoTime();
        private long lastAnswer = start;
        private long sent;
        private long answered;
        private long refused;

        Run(int port, double perSecond) {
            this.port = port;
            this.perSecond = perSecond;
        }

        Load until(LongPredicate enough) throws IOException {
            try (Selector selector = Selector.open()) {
                List<Connection> all = new ArrayList<>();
                for (int i = 0; i < connections; i++) {
                    all.add(new Connection(port, selector));
                }
                idle.addAll(all);
                while (answered + refused < sent || !enough.test(sent)) {
                    while (!idle.isEmpty() && !enough.test(sent) && due() <= System.nanoTime()) {
                        Connection connection = idle.remove();
                        connection.send(nextRequest(), since(connection));
                        sent++;
                    }
                    await(selector);
                }
                for (Connection connection : all) {
                    connection.close();
                }
            }
            return new Load(answered, refused, System.nanoTime() - start, latency);
        }

        private long due() {
            return perSecond == Double.POSITIVE_INFINITY ? start : start + (long) (sent * 1e9 / perSecond);
        }

        /** From now; but a request that had to wait for a free connection counts from when it was due. */
        private long since(Connection connection) {
            boolean waited = perSecond != Double.POSITIVE_INFINITY && due() < connection.idleSince();
            return waited ? due() : System.nanoTime();
        }

        private void await(Selector selector) throws IOException {
            long pause = (due() - System.nanoTime()) / 1_000_000;
            if (idle.isEmpty() || pause > 0) {
                selector.select(Math.max(1, Math.min(pause, 100)));
            } else {
                selector.selectNow();
            }
            for (SelectionKey key : selector.selectedKeys()) {
                Connection connection = (Connection) key.attachment();
                if (key.isWritable()) {
                    connection.write();
                } else {
                    answered(connection);
                }
            }
            selector.selectedKeys().clear();
            if (System.nanoTime() - lastAnswer > PATIENCE_NANOS) {
                throw new IOException((sent - answered - refused) + " requests have no answer after 30 s");
            }
        }

        private void answered(Connection connection) throws IOException {
            int status = connection.read();
            if (status == 0) {
                return;
            }
            lastAnswer = connection.idleSince();
            latency.recordValue(lastAnswer - connection.sentAt());
            if (status == 200) {
                answered++;
            } else {
                refused++;
            }
            idle.add(connection);
        }

        private byte[] nextRequest() {
            nextRequest = (nextRequest + 1) % requests.size();
            return requests.get(nextRequest);
        }
    }
}
