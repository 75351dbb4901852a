package travel.baboo.messaging.token.signing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** An API key in two mounted files, as Kubernetes mounts a secret. Surrounding white space is ignored. */
record KeyFiles(Path sid, Path secret) {

    private static final int MAX_BYTES = 4096;

    /**
     * Reads both files.
     *
     * @throws UnusableKeyException if one is missing, unreadable or invalid
     */
    ApiKey read() throws UnusableKeyException {
        String sidText = read(sid);
        String secretText = read(secret);
        try {
            return new ApiKey(sidText, secretText);
        } catch (IllegalArgumentException e) {
            throw new UnusableKeyException(e.getMessage(), e);
        }
    }

    private static String read(Path file) throws UnusableKeyException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new UnusableKeyException(file + " has over " + MAX_BYTES + " bytes", null);
            }
            return new String(bytes, StandardCharsets.UTF_8).strip();
        } catch (NoSuchFileException e) {
            throw new UnusableKeyException(file + " is missing", e);
        } catch (IOException e) {
            throw new UnusableKeyException(
                    file + " cannot be read: " + e.getClass().getSimpleName(), e);
        }
    }
}
