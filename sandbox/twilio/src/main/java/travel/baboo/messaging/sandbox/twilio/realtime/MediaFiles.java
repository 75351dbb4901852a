package travel.baboo.messaging.sandbox.twilio.realtime;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The bytes of uploaded media: in files beside the sandbox's state, or in memory when it keeps none. */
public final class MediaFiles {

    private final Vertx vertx;
    private final @Nullable Path folder;
    private final Map<String, Buffer> memory = new HashMap<>();

    public MediaFiles(Vertx vertx, @Nullable Path dataDirectory) {
        this.vertx = vertx;
        this.folder = dataDirectory == null ? null : dataDirectory.resolve("media");
    }

    /** @param sid checked by the caller to be a media SID: it becomes a file's name */
    Future<Void> write(String sid, Buffer bytes) {
        if (folder == null) {
            memory.put(sid, bytes);
            return Future.succeededFuture();
        }
        return vertx.fileSystem().mkdirs(folder.toString()).compose(made -> vertx.fileSystem()
                .writeFile(folder.resolve(sid).toString(), bytes));
    }

    /** Fails if there are none. */
    Future<Buffer> read(String sid) {
        if (folder == null) {
            Buffer bytes = memory.get(sid);
            return bytes == null
                    ? Future.failedFuture(new IllegalStateException("There are no bytes of " + sid))
                    : Future.succeededFuture(bytes);
        }
        return vertx.fileSystem().readFile(folder.resolve(sid).toString());
    }
}
