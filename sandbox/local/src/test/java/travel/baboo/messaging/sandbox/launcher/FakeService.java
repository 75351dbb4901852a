package travel.baboo.messaging.sandbox.launcher;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;

/**
 * A process that behaves towards the launcher as a service does, and needs no Quarkus build: takes its ports from the environment,
 * answers its health check, provisions on demand. {@code GET /die} ends it; with FAKE_FAILURE set it never gets ready.
 */
final class FakeService {

    private FakeService() {}

    public static void main(String[] arguments) throws IOException {
        Map<String, String> environment = System.getenv();
        if (arguments.length > 0) {
            System.out.println("Set up " + environment.get("TWILIO_ORIGIN"));
            System.out.println("TWILIO_CONVERSATIONS_SERVICE_SID=IS00000000000000000000000000000001");
            return;
        }
        if (environment.containsKey("FAKE_FAILURE")) {
            System.out.println("I cannot: " + environment.get("FAKE_FAILURE"));
            System.exit(3);
        }
        System.out.println("Serves " + environment.get("TWILIO_CONVERSATIONS_SERVICE_SID"));
        serve(Integer.parseInt(environment.getOrDefault("QUARKUS_HTTP_PORT", "")));
        serve(Integer.parseInt(environment.getOrDefault("QUARKUS_MANAGEMENT_PORT", "")));
    }

    static void serve(int port) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/", exchange -> {
            if (exchange.getRequestURI().getPath().equals("/die")) {
                System.out.println("Dies as asked");
                Runtime.getRuntime().halt(7);
            }
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
    }
}
