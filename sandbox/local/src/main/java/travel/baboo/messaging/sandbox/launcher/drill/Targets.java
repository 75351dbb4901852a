package travel.baboo.messaging.sandbox.launcher.drill;

import java.util.List;

/**
 * What a drill may break, by name. A list is empty where this machine cannot cause the fault.
 *
 * @param processes instances of services, Kafka and PostgreSQL: killed and frozen
 * @param services upgraded one instance after the other
 * @param disks instances that keep data on their own disk
 * @param clocks instances whose clock can be shifted
 * @param nodes instances that are lost together, their names with a space between
 */
public record Targets(
        List<String> processes, List<String> services, List<String> disks, List<String> clocks, List<String> nodes) {

    public Targets {
        processes = List.copyOf(processes);
        services = List.copyOf(services);
        disks = List.copyOf(disks);
        clocks = List.copyOf(clocks);
        nodes = List.copyOf(nodes);
    }

    List<String> of(FaultKind kind) {
        return switch (kind) {
            case KILL, FREEZE -> processes;
            case NODE_LOST -> nodes;
            case UPGRADE -> services;
            case DISK_FULL -> disks;
            case CLOCK_SHIFTED -> clocks;
            default -> List.of();
        };
    }
}
