package travel.baboo.messaging.sandbox;

import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the sandbox as a process of its own, configured by environment variables, until it is asked to stop. */
public final class SandboxMain {

    private static final Logger LOG = LoggerFactory.getLogger(SandboxMain.class);

    private SandboxMain() {}

    public static void main(String[] arguments) throws InterruptedException {
        SandboxServer server = SandboxServer.start(SandboxConfig.fromEnvironment(System.getenv()));
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            server.close();
                            stopped.countDown();
                        },
                        "sandbox-stop"));
        LOG.info("Sandbox ready: page and Twilio at {}", server.twilioOrigin());
        stopped.await();
    }
}
