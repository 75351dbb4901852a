package travel.baboo.messaging.sandbox.launcher.drill;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Map;

/** Reads one of the sandbox's logs. Its entries are numbered without gaps, and it keeps only the newest. Not thread-safe. */
final class FollowedLog {

    private final DrillClient client;
    private final String url;
    private long last;

    /** @param url of the log, without a query */
    FollowedLog(DrillClient client, String url) {
        this.client = client;
        this.url = url;
    }

    /** Skips what is there already. */
    void begin() throws IOException, InterruptedException {
        last = read("newest=1").at("/0/number").asLong(last);
    }

    /**
     * The entries since the last call, oldest first.
     *
     * @throws IOException if some of them are gone: what is not read cannot be proven
     */
    JsonNode next() throws IOException, InterruptedException {
        JsonNode items = read("after=" + last);
        for (JsonNode item : items) {
            long number = item.path("number").asLong();
            if (number != last + 1) {
                throw new IOException(url + " no longer has the entries " + (last + 1) + " to " + (number - 1));
            }
            last = number;
        }
        return items;
    }

    /** The number of the last entry that was read. */
    long last() {
        return last;
    }

    private JsonNode read(String query) throws IOException, InterruptedException {
        return client.require("GET", url + "?" + query, Map.of(), null).path("items");
    }
}
