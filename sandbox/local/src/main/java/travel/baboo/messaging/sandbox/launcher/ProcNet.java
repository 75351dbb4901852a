package travel.baboo.messaging.sandbox.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads from Linux' {@code /proc} which process listens on a port, without any tool. */
final class ProcNet {

    private static final Path PROC = Path.of("/proc");
    private static final String LISTENING = "0A";
    private static final int LOCAL_ADDRESS = 1;
    private static final int STATE = 3;
    private static final int INODE = 9;

    private ProcNet() {}

    static Optional<Long> findListener(int port) {
        Set<String> sockets = Stream.of("tcp", "tcp6")
                .flatMap(table -> lines(PROC.resolve("net").resolve(table)).stream())
                .map(line -> List.of(line.strip().split("\\s+", -1)))
                .filter(columns -> listensOn(columns, port))
                .map(columns -> "socket:[" + columns.get(INODE) + "]")
                .collect(Collectors.toSet());
        if (sockets.isEmpty()) {
            return Optional.empty();
        }
        return ProcessHandle.allProcesses()
                .map(ProcessHandle::pid)
                .filter(pid -> holdsOneOf(sockets, pid))
                .findFirst();
    }

    private static boolean listensOn(List<String> columns, int port) {
        return columns.size() > INODE
                && columns.get(STATE).equals(LISTENING)
                && columns.get(LOCAL_ADDRESS).endsWith(String.format(Locale.ROOT, ":%04X", port));
    }

    private static boolean holdsOneOf(Set<String> sockets, long pid) {
        try (Stream<Path> descriptors =
                Files.list(PROC.resolve(Long.toString(pid)).resolve("fd"))) {
            return descriptors.anyMatch(descriptor -> sockets.contains(target(descriptor)));
        } catch (IOException anotherUsersOrGone) {
            return false;
        }
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException gone) {
            return "";
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException unreadable) {
            return List.of();
        }
    }
}
