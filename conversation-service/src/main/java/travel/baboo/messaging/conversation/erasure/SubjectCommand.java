package travel.baboo.messaging.conversation.erasure;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code export|erase --identity ID | --address ADDRESS | --conversation CH… [--dry-run]}: the admin calls as a command of the service's
 * image. Needs {@code BABOO_ADMIN_URL}, the origin of the service or the gateway, and {@code BABOO_ADMIN_TOKEN}, an admin's token.
 *
 * <p>An export streams to standard output. An erasure is awaited; its progress goes to standard error, its receipt to
 * standard output.
 */
public final class SubjectCommand {

    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);
    private static final Map<String, String> OPTIONS =
            Map.of("--identity", "identity", "--address", "address", "--conversation", "conversationSid");

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
    private final ObjectMapper json = new ObjectMapper();
    private final String origin;
    private final String token;
    private final PrintStream out;
    private final PrintStream err;

    private SubjectCommand(String origin, String token, PrintStream out, PrintStream err) {
        this.origin = origin;
        this.token = token;
        this.out = out;
        this.err = err;
    }

    /** Runs the command; exit code 0 done, 1 refused or failed, 2 wrong arguments or settings. */
    public static int run(
            String command, List<String> arguments, Map<String, String> environment, PrintStream out, PrintStream err) {
        String origin = environment.getOrDefault("BABOO_ADMIN_URL", "");
        String token = environment.getOrDefault("BABOO_ADMIN_TOKEN", "");
        Optional<ObjectNode> request = request(arguments);
        if (request.isEmpty()) {
            err.println("usage: " + command + " --identity ID | --address ADDRESS | --conversation SID [--dry-run]");
            return 2;
        }
        if (origin.isBlank() || token.isBlank()) {
            err.println("BABOO_ADMIN_URL and BABOO_ADMIN_TOKEN are needed.");
            return 2;
        }
        try {
            SubjectCommand subject = new SubjectCommand(origin, token, out, err);
            return command.equals("export") ? subject.export(request.get()) : subject.erase(request.get());
        } catch (IOException failure) {
            err.println("The service cannot be reached: " + failure.getClass().getSimpleName());
            return 1;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return 1;
        }
    }

    private static Optional<ObjectNode> request(List<String> arguments) {
        ObjectNode request = new ObjectMapper().createObjectNode();
        for (int i = 0; i < arguments.size(); i++) {
            String name = OPTIONS.get(arguments.get(i));
            if (arguments.get(i).equals("--dry-run")) {
                request.put("dryRun", true);
            } else if (name != null && i + 1 < arguments.size()) {
                request.put(name, arguments.get(++i));
            } else {
                return Optional.empty();
            }
        }
        long subjects = OPTIONS.values().stream().filter(request::has).count();
        return subjects == 1 ? Optional.of(request) : Optional.empty();
    }

    private int export(ObjectNode request) throws IOException, InterruptedException {
        HttpResponse<InputStream> answer =
                http.send(post("exports", request), HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream body = answer.body()) {
            body.transferTo(answer.statusCode() == 200 ? out : err);
        }
        return answer.statusCode() == 200 ? 0 : 1;
    }

    private int erase(ObjectNode request) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(post("erasures", request), HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() == 200) {
            out.println(answer.body());
            return 0;
        }
        if (answer.statusCode() != 202) {
            err.println(answer.body());
            return 1;
        }
        String id = member(answer.body(), "id");
        while (true) {
            HttpResponse<String> view =
                    http.send(builder("erasures/" + id).GET().build(), HttpResponse.BodyHandlers.ofString());
            if (view.statusCode() == 200 && member(view.body(), "state").equals("finished")) {
                out.println(view.body());
                return 0;
            }
            err.println(view.body());
            Thread.sleep(LOOK_AGAIN.toMillis());
        }
    }

    private String member(String body, String name) throws JsonProcessingException {
        return json.readTree(body).path(name).asText();
    }

    private HttpRequest post(String path, ObjectNode request) {
        return builder(path)
                .POST(HttpRequest.BodyPublishers.ofString(request.toString(), StandardCharsets.UTF_8))
                .build();
    }

    private HttpRequest.Builder builder(String path) {
        return HttpRequest.newBuilder(URI.create(origin + "/api/admin/" + path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json");
    }
}
