package travel.baboo.messaging.sandbox.launcher;

import java.io.IOException;

/** Stands in the launcher's tests where the sandbox is: two ports and a health check. */
final class FakeSandbox {

    private FakeSandbox() {}

    public static void main(String[] arguments) throws IOException {
        FakeService.serve(Integer.parseInt(System.getenv().getOrDefault("SANDBOX_PORT", "")));
        FakeService.serve(Integer.parseInt(System.getenv().getOrDefault("SANDBOX_GATEWAY_PORT", "")));
    }
}
