package travel.baboo.messaging.relay.grouping;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GroupWriterTest {

    private final List<List<String>> written = new ArrayList<>();
    private final List<CompletableFuture<Void>> writes = new ArrayList<>();
    private final List<String> ended = new ArrayList<>();
    private final GroupWriter<String> groups = new GroupWriter<>(
            entry -> entry.equals("large") ? 500 : 1,
            this::write,
            (entry, failure) -> ended.add(failure == null ? entry : entry + " " + failure.getMessage()));

    private Uni<Void> write(List<String> group) {
        written.add(group);
        CompletableFuture<Void> write = new CompletableFuture<>();
        writes.add(write);
        return Uni.createFrom().completionStage(write);
    }

    @Test
    void whatComesWhileAGroupIsWrittenGathersForTheNext() {
        List.of("a", "b", "c").forEach(groups::add);
        assertThat(written).containsExactly(List.of("a"));
        assertThat(ended).isEmpty();

        writes.get(0).complete(null);
        assertThat(ended).containsExactly("a");
        assertThat(written).containsExactly(List.of("a"), List.of("b", "c"));

        writes.get(1).complete(null);
        assertThat(ended).containsExactly("a", "b", "c");
        groups.add("d");
        assertThat(written).hasSize(3).last().isEqualTo(List.of("d"));
    }

    @Test
    void aFullGroupLeavesTheRestToTheNext() {
        groups.add("first");
        List.of("large", "b").forEach(groups::add);
        IntStream.range(0, 600).forEach(i -> groups.add("s"));
        IntStream.range(0, 4).forEach(i -> writes.get(i).complete(null));

        assertThat(written).extracting(List::size).containsExactly(1, 1, 500, 101);
        assertThat(ended).hasSize(603);
    }

    @Test
    void aFailureIsReportedToEachAndTheNextOnesContinue() {
        List.of("a", "b", "c").forEach(groups::add);
        writes.get(0).complete(null);
        writes.get(1).completeExceptionally(new IllegalStateException("away"));
        groups.add("d");
        writes.get(2).complete(null);

        assertThat(ended).containsExactly("a", "b away", "c away", "d");
    }

    @Test
    void aWriteThatCannotEvenBeginHasFailed() {
        List<String> answers = new ArrayList<>();
        GroupWriter<String> refusing = new GroupWriter<>(
                entry -> 1,
                group -> {
                    throw new IllegalStateException("no");
                },
                (entry, failure) -> answers.add(entry + " " + (failure == null ? "" : failure.getMessage())));
        List.of("a", "b").forEach(refusing::add);

        assertThat(answers).containsExactly("a no", "b no");
    }

    @Test
    void aListenerThatFailsHoldsNothingUp() {
        List<String> taken = new ArrayList<>();
        GroupWriter<String> rude = new GroupWriter<>(
                entry -> 1,
                group -> {
                    taken.addAll(group);
                    return Uni.createFrom().voidItem();
                },
                (entry, failure) -> {
                    throw new IllegalArgumentException(entry);
                });
        for (String entry : List.of("a", "b")) {
            rude.add(entry);
        }

        assertThat(taken).containsExactly("a", "b");
    }
}
