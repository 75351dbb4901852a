package travel.baboo.messaging.sandbox.make;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HookBoxTest {

    /** Readers ask for what came {@code ?after=} a number; a state that was read holds the newest deliveries only. */
    @Test
    void numbersGrowOnFromAStateThatWasRead() {
        HookBox box = new HookBox(new MakeHook("hook", null, null, null), () -> {});

        box.add(delivery(500));

        assertThat(box.nextNumber()).isEqualTo(501);
    }

    private static MakeDelivery delivery(long number) {
        return new MakeDelivery(
                number,
                Instant.EPOCH,
                "id",
                null,
                Map.of(),
                "{}",
                MakeDelivery.SignatureCheck.VALID,
                "accept",
                true,
                false);
    }
}
