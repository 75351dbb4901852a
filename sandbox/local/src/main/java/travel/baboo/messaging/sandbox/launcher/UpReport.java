package travel.baboo.messaging.sandbox.launcher;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import travel.baboo.messaging.sandbox.launcher.text.TextTable;

/** What the person at the terminal wants to know once the stack is up: where everything is and what to do next. */
final class UpReport {

    private final StackPorts ports;
    private final Set<StackService> without;
    private final Optional<TwilioAccess> twilio;

    UpReport(StackPorts ports, Set<StackService> without, Optional<TwilioAccess> twilio) {
        this.ports = ports;
        this.without = Set.copyOf(without);
        this.twilio = twilio;
    }

    String text(Duration startTime) {
        return String.format(Locale.ROOT, "%nBaboo Messaging is up after %.1f s.%n%n", startTime.toMillis() / 1000.0)
                + table()
                + "\nA login token for the API, as an expert (groups: admin, expert, traveler, bot):\n\n"
                + "  curl -s -X POST " + ports.sandboxOrigin() + "/login/token -H 'Content-Type: application/json' \\\n"
                + "    -d '{\"email\":\"elena@baboo.example\",\"name\":\"Elena\",\"groups\":[\"expert\"]}'\n"
                + sdk()
                + "\nLogs: ./local logs [service] [-f]. Ctrl-C here or ./local down takes everything down.\n";
    }

    private String sdk() {
        if (twilio.isPresent()) {
            return "";
        }
        return "\nTwilio's SDK connects here with the option { Twilsock: { uri: '"
                + ports.sandboxOrigin().replaceFirst("http", "ws") + "/v3/wsconnect' } },\n"
                + "or with none on a page that loads " + ports.sandboxOrigin() + "/sdk-shim.js first.\n"
                + "An app that does: examples/inbox (npm install && npm start, then http://localhost:4200/).\n";
    }

    private TextTable table() {
        TextTable table = new TextTable();
        twilio.ifPresent(real ->
                table.row("Twilio", real.accountSid(), "calls " + real.publicUrl() + "/api/webhooks/twilio-event"));
        table.row(
                        "Sandbox page",
                        ports.sandboxOrigin() + "/",
                        twilio.isPresent()
                                ? "the login and Make.com; its phones take no part"
                                : "conversations, chat, phones, webhooks, Make.com, faults")
                .row("Console", ports.gatewayOrigin() + "/console/", "for operators: sign in as Nora, who is an admin")
                .row("API gateway", ports.gatewayOrigin(), "the one address for apps, widget and webhooks");
        for (StackService service : StackService.values()) {
            table.row(
                    service.moduleName(),
                    ports.httpOrigin(service),
                    without.contains(service)
                            ? "yours to run: source .local/environment/" + service.moduleName() + ".env"
                            : "health " + ports.managementOrigin(service, 0) + "/q/health");
        }
        return table.row(
                        "PostgreSQL",
                        "localhost:" + ports.postgres(),
                        "database " + LocalCredentials.DATABASE + ", user " + LocalCredentials.DATABASE_USER
                                + ", password " + LocalCredentials.DATABASE_PASSWORD)
                .row(
                        "Kafka",
                        "localhost:" + ports.kafka(),
                        "topics twilio.events, conversation.directory, conversation.attention");
    }
}
