package travel.baboo.messaging.sandbox.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class OrphanGuardTest {

    @Test
    void endsWhatAKilledJvmHasLeftBehind() throws Exception {
        // given
        Process parent = new ProcessBuilder(JavaCommand.ofMainClass(List.of(), Parent.class.getName(), List.of()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        ProcessHandle child;
        try (BufferedReader output = parent.inputReader()) {
            child = ProcessHandle.of(Long.parseLong(output.readLine())).orElseThrow();
            assertThat(child.isAlive()).isTrue();

            // when
            parent.destroyForcibly().waitFor();
        }

        // then
        child.onExit().get(30, TimeUnit.SECONDS);
        assertThat(child.isAlive()).isFalse();
    }

    /** Starts a process that would survive it, prints its id and waits to be killed. */
    static final class Parent {

        private Parent() {}

        public static void main(String[] arguments) throws Exception {
            Process child = new ProcessBuilder("sleep", "600").start();
            OrphanGuard.shared().watch(child.toHandle());
            System.out.println(child.pid());
            child.waitFor();
        }
    }
}
