package travel.baboo.messaging.sandbox.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import travel.baboo.messaging.sandbox.embedded.JavaCommand;

class StackLockTest {

    private static final Instant NOW = Instant.parse("2026-08-11T13:03:28.879Z");

    @TempDir
    Path folder;

    @Test
    void anotherProcessCannotTakeItAndSeesWhoHasIt() throws Exception {
        // given
        Path file = folder.resolve("lock");
        Process holder = startHolder(file);
        try {
            // when
            Optional<StackLock> second = StackLock.tryAcquire(file, LockHolder.thisProcess(NOW, 0));

            // then
            assertThat(second).isEmpty();
            assertThat(StackLock.findHolder(file)).contains(new LockHolder(holder.pid(), NOW, 7));
        } finally {
            holder.destroyForcibly().waitFor();
        }
    }

    @Test
    void isFreeAgainWhenItsHolderWasKilled() throws Exception {
        // given
        Path file = folder.resolve("lock");
        startHolder(file).destroyForcibly().waitFor();
        assertThat(file).exists();

        // when
        Optional<StackLock> lock = StackLock.tryAcquire(file, LockHolder.thisProcess(NOW, 0));

        // then
        assertThat(lock).isPresent();
        lock.orElseThrow().close();
        assertThat(file).doesNotExist();
        assertThat(StackLock.findHolder(file)).isEmpty();
    }

    @Test
    void aHolderThatIsHalfWrittenIsNoHolder() throws Exception {
        // given
        Path file = Files.writeString(folder.resolve("lock"), "4711 2026-08");

        // when, then
        assertThat(StackLock.findHolder(file)).isEmpty();
        assertThat(LockHolder.parse("4711 2026-08")).isEmpty();
        assertThat(LockHolder.parse("pid yesterday 0\n")).isEmpty();
    }

    private static Process startHolder(Path file) throws Exception {
        Process holder = new ProcessBuilder(
                        JavaCommand.ofMainClass(List.of(), Holder.class.getName(), List.of(file.toString())))
                .start();
        BufferedReader output = holder.inputReader();
        assertThat(output.readLine()).isEqualTo("held");
        return holder;
    }

    /** Takes the lock and keeps it until it is killed. */
    static final class Holder {

        private Holder() {}

        public static void main(String[] arguments) throws Exception {
            Optional<StackLock> lock = StackLock.tryAcquire(Path.of(arguments[0]), LockHolder.thisProcess(NOW, 7));
            System.out.println(lock.isPresent() ? "held" : "refused");
            Thread.currentThread().join();
        }
    }
}
