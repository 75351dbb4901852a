package travel.baboo.messaging.endtoend.deployment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import travel.baboo.messaging.endtoend.Project;

/** A copy of the manifests in which an operator has filled in what operations.md names. */
record FilledIn(Path k8s) {

    /** What stands there to be replaced, and with what. */
    static final Map<String, String> VALUES = values();

    private static Map<String, String> values() {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("registry.example/baboo", "ghcr.io/acme/baboo");
        values.put("baboo.example", "acme.travel");
        values.put("AC" + "0".repeat(32), "AC" + "1".repeat(32));
        values.put("MG" + "0".repeat(32), "MG" + "1".repeat(32));
        values.put("+10000000000", "+14155550100");
        values.put("192.0.2.0/24", "10.20.0.0/20");
        values.put("s3://fill-in", "s3://acme-backups");
        values.put("value: fill-in", "value: cilium");
        return values;
    }

    static FilledIn copyTo(Path folder) throws IOException {
        return copyTo(folder, List.of());
    }

    /** @param left what the operator has forgotten */
    static FilledIn copyTo(Path folder, List<String> left) throws IOException {
        Path k8s = folder.resolve("k8s");
        Manifests.copy(Project.ROOT.resolve("k8s"), k8s);
        try (Stream<Path> files = Files.walk(k8s.resolve("overlays"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String text = Files.readString(file);
                for (Map.Entry<String, String> value : VALUES.entrySet()) {
                    if (!left.contains(value.getKey())) {
                        text = text.replace(value.getKey(), value.getValue());
                    }
                }
                Files.writeString(file, text);
            }
        }
        return new FilledIn(k8s);
    }

    /** Runs one of the scripts beside the overlays. */
    ProcessBuilder script(String name, String overlay) {
        return new ProcessBuilder(k8s.resolve(name).toString(), overlay).redirectErrorStream(true);
    }
}
