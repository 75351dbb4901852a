package travel.baboo.messaging.relay.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Settings of the console: complete, incomplete and wrong ones. */
class ConsoleTest {

    @Test
    void completeSettingsReachThePage() {
        Console console = console("https://login.example/authorize", "https://login.example:8443/token", null);

        assertThat(console.settings())
                .hasValue(new ConsoleSettings(
                        "https://login.example/authorize",
                        "https://login.example:8443/token",
                        "baboo-console",
                        "openid",
                        null));
        assertThat(console.missing()).isEmpty();
        assertThat(console.loginOrigin()).hasValue("https://login.example:8443");
    }

    @Test
    void whatIsMissingIsNamed() {
        assertThat(console(null, null, null).missing())
                .isEqualTo(List.of("CONSOLE_AUTHORIZATION_ENDPOINT", "CONSOLE_TOKEN_ENDPOINT"));
        Console half = console("https://login.example/authorize", null, null);
        assertThat(half.missing()).containsExactly("CONSOLE_TOKEN_ENDPOINT");
        assertThat(half.settings()).isEmpty();
        assertThat(half.loginOrigin()).isEmpty();
    }

    @Test
    void aTraceLinkHasThePlaceOfTheId() {
        String url = "https://traces.example/trace/{traceId}?from=console";
        assertThat(console("https://a.example/", "https://a.example/", url)
                        .settings()
                        .map(ConsoleSettings::traceUrl))
                .hasValue(url);
        assertThatThrownBy(() -> console(null, null, "https://traces.example/"))
                .hasMessage("CONSOLE_TRACE_URL: must contain {traceId}");
    }

    /** It would end the policy's directive. */
    @Test
    void whatIsNoUrlStopsTheStart() {
        for (String wrong : List.of("login", "javascript:alert(1)", "https://login.example; script-src *")) {
            assertThatThrownBy(() -> console("https://a.example/", wrong, null))
                    .hasMessageStartingWith("CONSOLE_TOKEN_ENDPOINT: ");
        }
    }

    private static Console console(@Nullable String authorization, @Nullable String token, @Nullable String trace) {
        return new Console(new ConsoleConfig() {
            @Override
            public Optional<String> authorizationEndpoint() {
                return Optional.ofNullable(authorization);
            }

            @Override
            public Optional<String> tokenEndpoint() {
                return Optional.ofNullable(token);
            }

            @Override
            public String clientId() {
                return "baboo-console";
            }

            @Override
            public String scope() {
                return "openid";
            }

            @Override
            public Optional<String> traceUrl() {
                return Optional.ofNullable(trace);
            }
        });
    }
}
