package travel.baboo.messaging.sandbox.launcher;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import travel.baboo.messaging.sandbox.launcher.drill.Processes;

/**
 * The whole system on this machine. Parts start in parallel, each as soon as its dependencies are ready, and stop in the order that
 * lets each finish: services, sandbox, Kafka, PostgreSQL.
 */
final class Stack {

    static final String SANDBOX = "sandbox";

    private final LocalFiles files;
    private final StackPorts ports;
    private final Set<StackService> without;
    private final ServicePrograms programs;
    private final ServiceEnvironment environment;
    private final StackServers servers;
    private final Optional<ShiftableClocks> clocks;
    private final boolean eventStream;
    private final StackWatch watch;
    private final Cancellation cancellation = new Cancellation();
    private final Readiness readiness = new Readiness(cancellation);
    private final ParallelStart parallel = new ParallelStart(cancellation);
    private final StackProcesses services;
    private final Collection<StackProcess> sandboxes = new ConcurrentLinkedQueue<>();

    /** @param eventStream whether Twilio is set up to deliver by Event Streams as well */
    Stack(
            LocalFiles files,
            StackPorts ports,
            Set<StackService> without,
            ServicePrograms programs,
            ServiceEnvironment environment,
            Optional<ShiftableClocks> clocks,
            boolean eventStream,
            StackWatch watch) {
        this.files = files;
        this.ports = ports;
        this.without = Set.copyOf(without);
        this.programs = programs;
        this.environment = environment;
        this.servers = new StackServers(files, ports);
        this.services = new StackProcesses(files, servers, clocks);
        this.clocks = clocks;
        this.eventStream = eventStream;
        this.watch = watch;
    }

    /** Returns when every part is ready; throws when one is not, with the reason and the end of its log. */
    void start() throws InterruptedException {
        CompletableFuture<?> sandbox = parallel.run(this::startSandbox);
        CompletableFuture<?> kafka = parallel.run(this::startKafka);
        CompletableFuture<?> postgres = parallel.run(this::startPostgres);
        CompletableFuture<SortedMap<String, String>> settings = parallel.run(this::provision, sandbox);
        List<CompletableFuture<?>> parts = new ArrayList<>(List.of(postgres, kafka, settings));
        for (StackService service : StackService.values()) {
            List<CompletableFuture<?>> needs =
                    switch (service) {
                        case TOKEN -> List.of(settings);
                        case WEBHOOK_INGEST -> List.of(settings, kafka);
                        case CONVERSATION, RELAY -> List.of(settings, kafka, postgres);
                    };
            parts.add(parallel.run(() -> startService(service, settings.join()), needs));
        }
        parallel.await(parts);
    }

    /**
     * Stops everything that was started, also after a start that failed or was interrupted.
     *
     * @return whether there was anything to stop
     */
    boolean stop() throws IOException, InterruptedException {
        watch.end();
        parallel.drain();
        boolean wasStarted = watch.hasSeenAProcess();
        try {
            stopAll(services.running());
            stopAll(sandboxes);
            servers.stopKafka();
        } finally {
            servers.stopPostgres();
        }
        watch.forgetAll();
        return wasStarted;
    }

    private boolean startPostgres() throws IOException, InterruptedException {
        ProcessHandle process = servers.startPostgres();
        watch.started(StackServers.POSTGRES, process, ports.postgres(), Optional.empty());
        watch.ready(StackServers.POSTGRES);
        return true;
    }

    private boolean startKafka() throws IOException, InterruptedException {
        ProcessHandle process = servers.startKafka();
        watch.started(StackServers.KAFKA, process, ports.kafka(), Optional.empty());
        watch.ready(StackServers.KAFKA);
        return true;
    }

    private boolean startSandbox() throws IOException, InterruptedException {
        Program program = Program.ofMainClass(SANDBOX, LocalSandboxMain.class.getName(), files.classData());
        URI health = URI.create(ports.sandboxOrigin() + "/health");
        StackProcess process = StackProcess.start(program, environment.ofSandbox(), files.freshLog(program.name()));
        sandboxes.add(process);
        awaitReady(process, ports.sandbox(), health);
        return true;
    }

    private SortedMap<String, String> provision() throws IOException, InterruptedException {
        // The doctor reports why provisioning fails.
        writeEnvironments(Map.of());
        SortedMap<String, String> settings =
                new Provisioning(files, environment, programs, cancellation).run(eventStream);
        writeEnvironments(settings);
        watch.ready("provisioning");
        return settings;
    }

    private void writeEnvironments(Map<String, String> settings) throws IOException {
        for (StackService service : StackService.values()) {
            new EnvironmentFile(files.environments(), service).write(environment.of(service, settings));
        }
    }

    private boolean startService(StackService service, Map<String, String> settings)
            throws IOException, InterruptedException {
        if (!without.contains(service)) {
            for (int instance = 0; instance < environment.instances(); instance++) {
                SortedMap<String, String> variables = environment.of(service, instance, settings);
                if (clocks.isPresent()) {
                    variables.putAll(
                            clocks.get().environment(ServiceEnvironment.named(service.moduleName(), instance)));
                }
                startService(service, instance, variables);
            }
        }
        return true;
    }

    private void startService(StackService service, int instance, Map<String, String> settings)
            throws IOException, InterruptedException {
        String name = ServiceEnvironment.named(service.moduleName(), instance);
        Program program = programs.of(service, name, List.of());
        URI health = URI.create(ports.managementOrigin(service, instance) + "/q/health/ready");
        StackProcess process = StackProcess.start(program, settings, files.freshLog(name));
        services.add(new StackProcesses.Part(service, program, settings, health, process));
        awaitReady(process, ports.http(service, instance), health);
    }

    private void awaitReady(StackProcess process, int port, URI health) throws IOException, InterruptedException {
        watch.started(process.name(), process.handle(), port, Optional.of(health));
        readiness.await(process, health);
        watch.ready(process.name());
    }

    /** What a drill may break, once everything is ready. */
    Processes processes() {
        return services;
    }

    private static void stopAll(Collection<StackProcess> processes) throws InterruptedException {
        processes.forEach(StackProcess::askToStop);
        for (StackProcess process : processes) {
            process.stop();
        }
    }
}
