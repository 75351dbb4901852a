package travel.baboo.messaging.ingest.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.NotLeaderOrFollowerException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Test;

class RefusalsTest {

    private final AtomicLong now = new AtomicLong();
    private final Refusals refusals = new Refusals(2, now::get);

    @Test
    void onlyARefusalTwiceInARowMakesARecordTheSuspect() {
        assertThat(refusals.suspect(7)).isFalse();
        assertThat(refusals.suspect(8)).isFalse();
        assertThat(refusals.suspect(7)).isFalse();
        assertThat(refusals.suspect(7)).isTrue();
    }

    @Test
    void onlyAFewAreCondemnedWithinAnHour() {
        refusals.markUndeliverable(1, "RecordTooLargeException");
        assertThat(refusals.mayMarkUndeliverable()).isTrue();
        refusals.markUndeliverable(2, "RecordTooLargeException");
        assertThat(refusals.mayMarkUndeliverable()).isFalse();

        now.addAndGet(Duration.ofMinutes(61).toNanos());
        assertThat(refusals.mayMarkUndeliverable()).isTrue();
        assertThat(refusals.undeliverable(2)).contains("RecordTooLargeException");
        assertThat(refusals.undeliverable(3)).isEmpty();
    }

    @Test
    void whatHasLeftTheJournalIsForgotten() {
        refusals.markUndeliverable(1, "RecordTooLargeException");
        refusals.markUndeliverable(2, "RecordTooLargeException");

        refusals.passed(1);

        assertThat(refusals.undeliverable(1)).isEmpty();
        assertThat(refusals.undeliverable(2)).isPresent();
    }

    @Test
    void aFailureThatPassesIsNoRefusal() {
        assertThat(Refusals.isAboutTheRecord(new RecordTooLargeException())).isTrue();
        assertThat(Refusals.isAboutTheRecord(new InvalidTimestampException("in the future")))
                .isTrue();
        assertThat(Refusals.isAboutTheRecord(new TimeoutException())).isFalse();
        assertThat(Refusals.isAboutTheRecord(new NotLeaderOrFollowerException()))
                .isFalse();
        assertThat(Refusals.isAboutTheRecord(new TopicAuthorizationException("no right")))
                .isFalse();
    }

    @Test
    void aNegativeMaximumIsRefusedByItsSetting() {
        assertThatThrownBy(() -> new Refusals(-1, now::get))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("baboo.ingest.publish.max-refused-per-hour");
    }
}
