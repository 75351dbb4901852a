package travel.baboo.messaging.conversation.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BatchPartsTest {

    private record Entry(int number, @Nullable String conversation) {}

    @Test
    void keepsASmallBatchWhole() {
        List<Entry> batch = batch(BatchParts.LARGE - 1);
        assertThat(BatchParts.of(batch, Entry::conversation)).containsExactly(batch);
    }

    @Test
    void hasNoPartOfNothing() {
        assertThat(BatchParts.of(List.<Entry>of(), Entry::conversation)).isEmpty();
    }

    @Test
    void keepsWhatBelongsToNoConversationOrToOneTogether() {
        List<Entry> one = IntStream.range(0, BatchParts.LARGE)
                .mapToObj(i -> new Entry(i, "CH1"))
                .toList();
        List<Entry> none =
                one.stream().map(entry -> new Entry(entry.number(), null)).toList();
        assertThat(BatchParts.of(one, Entry::conversation)).containsExactly(one);
        assertThat(BatchParts.of(none, Entry::conversation)).containsExactly(none);
    }

    @Test
    void cutsALargeBatchInTwoWithEachConversationInItsOrder() {
        List<Entry> batch = batch(400);
        List<List<Entry>> parts = BatchParts.of(batch, Entry::conversation);
        assertThat(parts).hasSize(2).allSatisfy(part -> assertThat(part).hasSizeBetween(100, 300));
        assertThat(parts.stream().flatMap(List::stream)).containsExactlyInAnyOrderElementsOf(batch);
        for (int i = 0; i < 17; i++) {
            String conversation = "CH" + i;
            List<Entry> wanted = batch.stream()
                    .filter(entry -> conversation.equals(entry.conversation()))
                    .toList();
            assertThat(parts.stream()
                            .map(part -> part.stream()
                                    .filter(entry -> conversation.equals(entry.conversation()))
                                    .toList())
                            .filter(found -> !found.isEmpty()))
                    .containsExactly(wanted);
        }
    }

    private static List<Entry> batch(int size) {
        return IntStream.range(0, size)
                .mapToObj(i -> new Entry(i, "CH" + i % 17))
                .toList();
    }
}
