package travel.baboo.messaging.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page: its policy and its files. Twilio's SDK is served from where npm put it, and nothing is missing without it. */
class PageTest {

    private static final String SDK = "/sdk/twilio-conversations.min.js";

    @TempDir
    Path folder;

    @Test
    void servesTheSdkThatNpmFetched() throws IOException {
        Files.writeString(
                Files.createDirectory(folder.resolve("builds")).resolve("twilio-conversations.min.js"),
                "/* @license */");
        try (SandboxServer sandbox = start(Map.of("SANDBOX_SDK_DIRECTORY", folder.toString()))) {
            assertThat(get(sandbox, SDK).text()).isEqualTo("/* @license */");
            assertThat(get(sandbox, SDK).headers().firstValue("Content-Type"))
                    .hasValueSatisfying(type -> assertThat(type).startsWith("text/javascript"));
        }
    }

    @Test
    void saysNothingInPlaceOfAnSdkThatIsNotThere() {
        try (SandboxServer sandbox = start(Map.of())) {
            assertThat(get(sandbox, SDK).status()).isEqualTo(200);
            assertThat(get(sandbox, SDK).text()).isEmpty();
        }
        try (SandboxServer sandbox = start(Map.of("SANDBOX_SDK_DIRECTORY", folder.toString()))) {
            assertThat(get(sandbox, SDK).status()).isEqualTo(404);
        }
    }

    @Test
    void mayLoadFilesOfTheSandboxAndConnectToItAndTheGatewayOnly() {
        try (SandboxServer sandbox = start(Map.of())) {
            String own = sandbox.twilioOrigin().replace("http://", "");

            Reply page = get(sandbox, "/");

            assertThat(page.headers().firstValue("Content-Type")).hasValue("text/html; charset=utf-8");
            assertThat(page.headers().firstValue("Content-Security-Policy"))
                    .hasValue("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
                            + " connect-src 'self' ws://" + own + " wss://" + own + " http://127.0.0.1:8080;"
                            + " base-uri 'none'; form-action 'none'; frame-ancestors 'none';"
                            + " require-trusted-types-for 'script'");
        }
    }

    /** A policy without {@code 'unsafe-inline'} would silently leave out what is written inline. */
    @Test
    void hasNothingInlineAndNothingFromElsewhere() {
        try (SandboxServer sandbox = start(Map.of())) {
            assertThat(get(sandbox, "/").text())
                    .doesNotContain("<style", "style=", "<script>", "src=\"http", "href=\"http", "://")
                    .doesNotContainPattern("\\son\\w+=");
        }
    }

    @Test
    void servesEveryFileThatItAsksFor() {
        Pattern asked = Pattern.compile("(?:src|href)=\"([\\w./-]+)\"|from '\\./([\\w.]+)'");
        Set<String> seen = new HashSet<>();
        Deque<String> next = new ArrayDeque<>(List.of("/"));
        try (SandboxServer sandbox = start(Map.of())) {
            while (!next.isEmpty()) {
                String path = next.removeFirst();
                Reply file = get(sandbox, path);
                assertThat(file.status()).as(path).isEqualTo(200);
                assertThat(file.text()).as(path).doesNotContain("innerHTML", "insertAdjacentHTML", "eval(");
                asked.matcher(file.text())
                        .results()
                        .map(found -> found.group(1) != null ? "/" + found.group(1) : "/page/" + found.group(2))
                        .filter(seen::add)
                        .forEach(next::add);
            }
        }
        assertThat(seen).contains("/page.css", "/icon.svg", "/page/app.js", "/page/trail.js", SDK);
    }

    private static SandboxServer start(Map<String, String> more) {
        Map<String, String> environment = new HashMap<>(more);
        environment.put("SANDBOX_PORT", "0");
        return SandboxServer.start(SandboxConfig.fromEnvironment(environment));
    }

    private static Reply get(SandboxServer sandbox, String path) {
        return Http.send("GET", sandbox.twilioOrigin() + path, null, Map.of());
    }
}
