package travel.baboo.messaging.token.signing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KeyRotationTest {

    private static final ApiKey OLD = key("1", "old");
    private static final ApiKey NEW = key("2", "new");

    private final KeyRotation rotation = new KeyRotation(Duration.ofSeconds(30));
    private Instant now = Instant.parse("2026-06-01T12:00:00Z");

    @BeforeEach
    void startWithAKey() {
        rotation.start(OLD, now);
    }

    @Test
    void aNewKeyCountsWhenItWasSeenTwice() {
        assertThat(look(NEW).key()).isEqualTo(OLD);
        KeyStatus status = look(NEW);
        assertThat(status.key()).isEqualTo(NEW);
        assertThat(status.since()).isEqualTo(now);
        assertThat(status.problem()).isNull();
    }

    @Test
    void aNewSidWithTheOldSecretNeverCounts() {
        ApiKey half = new ApiKey(NEW.sid(), OLD.secret());
        for (int i = 0; i < 100; i++) {
            assertThat(look(half).key()).isEqualTo(OLD);
        }
        assertThat(look(half).findProblem()).contains("the SID changed and its secret did not");
        look(NEW);
        assertThat(look(NEW).key()).isEqualTo(NEW);
    }

    @Test
    void aNewSecretUnderTheOldSidCountsOnceItHasSettled() {
        ApiKey half = new ApiKey(OLD.sid(), NEW.secret());
        look(half);
        assertThat(look(half).key()).isEqualTo(OLD);
        assertThat(look(half).problem()).startsWith("the secret changed and its SID did not");
        now = now.plusSeconds(30);
        assertThat(look(half).key()).isEqualTo(half);
    }

    @Test
    void aSecretWrittenFirstIsFollowedByItsSid() {
        ApiKey half = new ApiKey(OLD.sid(), NEW.secret());
        look(half);
        look(half);
        look(NEW);
        assertThat(look(NEW)).isEqualTo(new KeyStatus(NEW, now, null));
    }

    @Test
    void aFileThatCannotBeReadKeepsTheKeyAndSaysWhyUntilItIsGoodAgain() {
        assertThat(rotation.failed("the file is missing").problem()).isNull();
        KeyStatus status = rotation.failed("the file is missing");
        assertThat(status.key()).isEqualTo(OLD);
        assertThat(status.problem()).isEqualTo("the file is missing");
        assertThat(look(OLD).problem()).isNull();
    }

    @Test
    void aFailureBetweenTwoLooksStartsTheCountAgain() {
        look(NEW);
        rotation.failed("half-written");
        assertThat(look(NEW).key()).isEqualTo(OLD);
        assertThat(look(NEW).key()).isEqualTo(NEW);
    }

    @Test
    void aServiceThatStartedWithoutAKeyTakesTheFirstGoodOne() {
        KeyRotation empty = new KeyRotation(Duration.ofSeconds(30));
        assertThat(empty.failed("missing").key()).isNull();
        empty.found(NEW, now);
        assertThat(empty.found(NEW, now).key()).isEqualTo(NEW);
    }

    private KeyStatus look(ApiKey key) {
        now = now.plusSeconds(2);
        return rotation.found(key, now);
    }

    private static ApiKey key(String digit, String word) {
        return new ApiKey("SK" + digit.repeat(32), (word + "-").repeat(10));
    }
}
