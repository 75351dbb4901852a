package travel.baboo.messaging.conversation.work;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class PassesTest {

    private final List<UniEmitter<? super Boolean>> begun = new ArrayList<>();
    private final List<Throwable> failures = new ArrayList<>();
    private final Passes passes = new Passes(() -> Uni.createFrom().emitter(begun::add), failures::add);

    @Test
    void onePassAtATime() {
        passes.wake();
        passes.run().subscribe().with(done -> {});

        assertThat(begun).hasSize(1);
    }

    @Test
    void whatComesDuringAPassBeginsAnother() {
        passes.wake();
        passes.wake();
        begun.get(0).complete(false);

        assertThat(begun).hasSize(2);
        begun.get(1).complete(false);
        assertThat(begun).hasSize(2);
    }

    @Test
    void aPassThatFoundWorkIsFollowedByTheNext() {
        passes.wake();
        begun.get(0).complete(true);

        assertThat(begun).hasSize(2);
    }

    @Test
    void aFailureIsReportedAndEndsThePass() {
        IllegalStateException failure = new IllegalStateException("away");
        passes.wake();
        begun.get(0).fail(failure);

        assertThat(failures).containsExactly(failure);
        assertThat(begun).hasSize(1);
        passes.wake();
        assertThat(begun).hasSize(2);
    }

    @Test
    void aRunEndsWithThePassThatIsUnderWay() {
        passes.wake();
        CompletableFuture<Void> run = passes.run().subscribeAsCompletionStage();
        assertThat(run).isNotDone();

        begun.get(0).complete(false);

        assertThat(run).isCompleted();
    }

    @Test
    void afterTheStopNoPassBegins() {
        passes.wake();
        assertThat(passes.stop().toCompletableFuture()).isNotDone();
        begun.get(0).complete(true);

        assertThat(passes.stop().toCompletableFuture()).isCompleted();
        passes.wake();
        assertThat(begun).hasSize(1);
        assertThat(passes.isStopped()).isTrue();
    }
}
