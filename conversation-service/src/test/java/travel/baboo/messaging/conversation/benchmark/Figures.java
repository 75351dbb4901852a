package travel.baboo.messaging.conversation.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.SQLException;
import java.util.Locale;
import travel.baboo.messaging.conversation.benchmark.Load.Result;
import travel.baboo.messaging.sandbox.benchmark.DatabaseCost;
import travel.baboo.messaging.sandbox.benchmark.Latency;
import travel.baboo.messaging.sandbox.benchmark.Recording;

/** What was measured: printed as it comes, and recorded with the slowest of each kind. */
final class Figures {

    private final Recording recording;
    private double slowestPage;
    private double slowestSearch;
    private double deepest;

    Figures(Recording recording) {
        this.recording = recording;
    }

    void page(String name, Result result) {
        report(name, result);
        slowestPage = Math.max(slowestPage, result.p99());
    }

    void search(String name, Result result) {
        report(name, result);
        slowestSearch = Math.max(slowestSearch, result.p99());
    }

    /** A time of requests that failed says nothing. */
    void report(String name, Result result) {
        System.out.printf("%-64s %s%n", name, result);
        assertThat(result.failures()).as(name).isZero();
        recording.latency(Latency.of(name, result.millis()));
    }

    /** What lies deep may cost no more than what lies on top. */
    void depth(String name, Result first, Result deep) {
        double ratio = deep.p50() / first.p50();
        System.out.printf("%s: deep beside first, p50: %.2f%n", name, ratio);
        deepest = Math.max(deepest, ratio);
    }

    /** The slowest of all pages and searches so far. */
    void summary(int messages) {
        String among = String.format(Locale.ROOT, " among %,d messages, slowest p99", messages);
        recording.figure("pages" + among, positive(slowestPage), "ms");
        recording.figure("searches" + among, positive(slowestSearch), "ms");
        recording.figure("deep pages beside first ones, largest ratio of p50", positive(deepest), "×");
    }

    /** What was left out is no figure. */
    private static double positive(double measured) {
        return measured > 0 ? measured : Double.NaN;
    }

    void mirror(double perSecond, DatabaseCost cost, int events) throws SQLException, InterruptedException {
        System.out.printf("the mirror: %.0f events/s%n", perSecond);
        recording.figure("mirror", perSecond, "events/s");
        cost.report(recording, "mirror", events);
    }

    void write() throws IOException {
        recording.write();
    }
}
