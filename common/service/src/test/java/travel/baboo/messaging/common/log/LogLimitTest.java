package travel.baboo.messaging.common.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogLimitTest {

    private final AtomicLong time = new AtomicLong(Long.MAX_VALUE - 5);

    @ParameterizedTest
    @ValueSource(ints = {1, 100})
    void soManyASecondPassHoweverManyCome(int perSecond) {
        LogLimit limit = new LogLimit(perSecond, time::get);
        assertThat(passed(limit, 1_000)).isEqualTo(perSecond);
        time.addAndGet(TimeUnit.SECONDS.toNanos(1));
        assertThat(passed(limit, 1_000)).isEqualTo(perSecond);
        time.addAndGet(TimeUnit.HOURS.toNanos(1));
        assertThat(passed(limit, 1_000)).isEqualTo(perSecond);
    }

    @Test
    void theNextLineTellsHowManyWereSilent() {
        LogLimit limit = new LogLimit(1, time::get);
        assertThat(limit.tryAcquire()).hasValue(0);
        assertThat(passed(limit, 7)).isZero();
        time.addAndGet(TimeUnit.SECONDS.toNanos(1));
        assertThat(limit.tryAcquire()).hasValue(7);
    }

    private static long passed(LogLimit limit, int tries) {
        return IntStream.range(0, tries)
                .mapToObj(i -> limit.tryAcquire())
                .filter(OptionalLong::isPresent)
                .count();
    }
}
