package travel.baboo.messaging.sandbox.launcher;

import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import travel.baboo.messaging.sandbox.SandboxConfig;
import travel.baboo.messaging.sandbox.SandboxServer;
import travel.baboo.messaging.sandbox.gateway.GatewayConfig;
import travel.baboo.messaging.sandbox.gateway.GatewayServer;

/** Runs the sandbox and the gateway in one process, configured by environment variables, until it is asked to stop. */
public final class LocalSandboxMain {

    private static final Logger LOG = LoggerFactory.getLogger(LocalSandboxMain.class);

    private LocalSandboxMain() {}

    public static void main(String[] arguments) throws InterruptedException {
        Map<String, String> environment = System.getenv();
        GatewayServer gateway = GatewayServer.start(GatewayConfig.fromEnvironment(environment));
        SandboxServer sandbox = SandboxServer.start(SandboxConfig.fromEnvironment(environment));
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            gateway.close();
                            sandbox.close();
                            stopped.countDown();
                        },
                        "sandbox-stop"));
        LOG.info("Sandbox ready: page and Twilio at {}, gateway at {}", sandbox.twilioOrigin(), gateway.origin());
        stopped.await();
    }
}
