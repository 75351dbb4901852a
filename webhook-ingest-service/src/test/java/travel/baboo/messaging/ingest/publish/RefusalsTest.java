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
        refusals.condemn(1, "RecordTooLargeException");
        assertThat(refusals.mayCondemn()).isTrue();
        refusals.condemn(2, "RecordTooLargeException");
        assertThat(refusals.mayCondemn()).isFalse();

        now.addAndGet(Duration.ofMinutes(61).toNanos());
        assertThat(refusals.mayCondemn()).isTrue();
        assertThat(refusals.condemned(2)).contains("RecordTooLargeException");
        assertThat(refusals.condemned(3)).isEmpty();
    }

    @Test
    void whatHasLeftTheJournalIsForgotten() {
        refusals.condemn(1, "RecordTooLargeException");
        refusals.condemn(2, "RecordTooLargeException");

        refusals.passed(1);

        assertThat(refusals.condemned(1)).isEmpty();
        assertThat(refusals.condemned(2)).isPresent();
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
