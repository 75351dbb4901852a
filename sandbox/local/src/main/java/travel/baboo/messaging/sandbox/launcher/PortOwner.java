package travel.baboo.messaging.sandbox.launcher;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds the process that listens on a port: {@code ss} knows on Linux, {@code lsof} on macOS and some Linuxes, and
 * {@code /proc} on a Linux with neither. The names of other users' processes may be unknown.
 */
final class PortOwner {

    private static final Pattern SS_PROCESS = Pattern.compile("pid=(\\d+)");
    private static final Pattern LSOF_PROCESS = Pattern.compile("(?m)^p(\\d+)$");
    private static final long TOOL_SECONDS = 5;
    private static final int LONGEST_COMMAND = 160;

    private PortOwner() {}

    static String describe(int port) {
        return findProcessId(port).map(PortOwner::describeProcess).orElse("a process that this user cannot see");
    }

    static Optional<Long> findProcessId(int port) {
        return Stream.<Source>of(
                        () -> ask(SS_PROCESS, "ss", "-Hltnp", "sport = :" + port),
                        () -> ask(LSOF_PROCESS, "lsof", "-nP", "-iTCP:" + port, "-sTCP:LISTEN", "-Fp"),
                        () -> ProcNet.findListener(port))
                .map(Source::find)
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static String describeProcess(long pid) {
        Optional<ProcessHandle> process = ProcessHandle.of(pid);
        String command = process.map(ProcessHandle::info)
                .flatMap(info -> info.commandLine().or(info::command))
                .orElse("command unknown");
        return "process " + pid + " (" + shortened(command) + ")";
    }

    private static String shortened(String command) {
        return command.length() <= LONGEST_COMMAND ? command : command.substring(0, LONGEST_COMMAND) + "…";
    }

    private static Optional<Long> ask(Pattern answer, String... command) {
        try {
            Process tool = new ProcessBuilder(List.of(command))
                    .redirectError(Redirect.DISCARD)
                    .start();
            String output = new String(tool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!tool.waitFor(TOOL_SECONDS, TimeUnit.SECONDS)) {
                tool.destroyForcibly();
            }
            Matcher matcher = answer.matcher(output);
            return matcher.find() ? Optional.of(Long.valueOf(matcher.group(1))) : Optional.empty();
        } catch (IOException toolIsMissing) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** One way to find a listener's process. */
    private interface Source {
        Optional<Long> find();
    }
}
