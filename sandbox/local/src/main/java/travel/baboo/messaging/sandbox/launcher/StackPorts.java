package travel.baboo.messaging.sandbox.launcher;

import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Every port of the stack, all moved by one offset so that two stacks can run side by side.
 *
 * @param offset added to each port, 0 to {@value #HIGHEST_OFFSET}
 */
record StackPorts(int offset) {

    static final int HIGHEST_OFFSET = 55_000;

    private static final int INSTANCE_DISTANCE = 100;

    StackPorts {
        if (offset < 0 || offset > HIGHEST_OFFSET) {
            throw new UsageException("The port offset is a number from 0 to " + HIGHEST_OFFSET + ", not " + offset);
        }
    }

    int gateway() {
        return 8080 + offset;
    }

    int sandbox() {
        return 8090 + offset;
    }

    int postgres() {
        return 5433 + offset;
    }

    int kafka() {
        return 9093 + offset;
    }

    int kafkaController() {
        return 9094 + offset;
    }

    int http(StackService service) {
        return service.port() + offset;
    }

    int management(StackService service) {
        return service.managementPort() + offset;
    }

    /** @param instance 0 for the first one */
    int http(StackService service, int instance) {
        return http(service) + INSTANCE_DISTANCE * instance;
    }

    int management(StackService service, int instance) {
        return management(service) + INSTANCE_DISTANCE * instance;
    }

    /** What the stack needs each port for, without the services that someone else runs. */
    SortedMap<Integer, String> purposes(Set<StackService> without) {
        return purposes(without, 1);
    }

    /** @param instances of each service */
    SortedMap<Integer, String> purposes(Set<StackService> without, int instances) {
        SortedMap<Integer, String> purposes = new TreeMap<>();
        purposes.put(gateway(), "the gateway");
        purposes.put(sandbox(), "the sandbox");
        purposes.put(postgres(), "PostgreSQL");
        purposes.put(kafka(), "Kafka");
        purposes.put(kafkaController(), "Kafka's controller");
        for (StackService service : StackService.values()) {
            if (!without.contains(service)) {
                for (int instance = 0; instance < instances; instance++) {
                    purposes.put(http(service, instance), service.moduleName());
                    purposes.put(management(service, instance), service.moduleName() + "'s health and metrics");
                }
            }
        }
        return purposes;
    }

    String sandboxOrigin() {
        return "http://localhost:" + sandbox();
    }

    /** Who issues the app's tokens, in the sandbox' own words. */
    String loginIssuer() {
        return "http://127.0.0.1:" + sandbox() + "/login";
    }

    String gatewayOrigin() {
        return "http://localhost:" + gateway();
    }

    /** Of the first instance. */
    String httpOrigin(StackService service) {
        return httpOrigins(service, 1);
    }

    /** Of all instances, separated by commas. */
    String httpOrigins(StackService service, int instances) {
        return IntStream.range(0, instances)
                .mapToObj(instance -> "http://localhost:" + http(service, instance))
                .collect(Collectors.joining(","));
    }

    String managementOrigin(StackService service, int instance) {
        return "http://localhost:" + management(service, instance);
    }
}
