package travel.baboo.messaging.sandbox.embedded;

import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.Objects;
import java.util.zip.CRC32;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * PostgreSQL's programs, unpacked once for each user and version, because a user can neither repair nor complete another user's copy. The
 * copy appears atomically, so an existing copy is complete.
 */
final class PostgresBinaries {

    private PostgresBinaries() {}

    /** The folder that holds {@code bin/postgres}. */
    static Path unpacked() throws IOException {
        byte[] archive = archive();
        CRC32 checksum = new CRC32();
        checksum.update(archive);
        Path parent =
                Path.of(System.getProperty("java.io.tmpdir"), "baboo-postgres-" + System.getProperty("user.name"));
        Path home = parent.resolve("binaries-" + Long.toHexString(checksum.getValue()));
        if (!Files.isExecutable(home.resolve("bin/postgres"))) {
            Directories.delete(home);
            Files.createDirectories(parent);
            Path draft = Files.createTempDirectory(parent, "draft-");
            unpack(archive, draft);
            publish(draft, home);
        }
        return home;
    }

    private static byte[] archive() throws IOException {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("mac") ? "Darwin" : "Linux";
        String architecture = System.getProperty("os.arch");
        try (InputStream stream = DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(
                system, architecture.equals("amd64") ? "x86_64" : architecture)) {
            return stream.readAllBytes();
        } catch (IllegalStateException e) {
            // Tests of packaged services have their class path twice; the resolver wants every archive once.
            String name = "postgres-" + system.toLowerCase(Locale.ROOT) + "-"
                    + (architecture.equals("amd64") ? "x86_64" : "arm_64") + ".txz";
            try (InputStream first = PostgresBinaries.class.getClassLoader().getResourceAsStream(name)) {
                if (first != null) {
                    return first.readAllBytes();
                }
            }
            throw new IOException("There is no PostgreSQL for " + system + " on " + architecture, e);
        }
    }

    private static void publish(Path draft, Path home) throws IOException {
        try {
            Files.move(draft, home, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            Directories.delete(draft);
            if (!Files.isExecutable(home.resolve("bin/postgres"))) {
                throw e;
            }
        }
    }

    private static void unpack(byte[] archive, Path target) throws IOException {
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(new XZInputStream(new ByteArrayInputStream(archive)))) {
            TarArchiveEntry entry = tar.getNextEntry();
            while (entry != null) {
                unpack(entry, tar, target.resolve(entry.getName()).normalize());
                entry = tar.getNextEntry();
            }
        }
    }

    private static void unpack(TarArchiveEntry entry, InputStream content, Path target) throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Path folder = Objects.requireNonNull(target.getParent(), "A file lies in a folder");
        Files.createDirectories(folder);
        if (entry.isSymbolicLink() || entry.isLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(content, target);
        boolean executable = folder.endsWith("bin");
        if (executable && !target.toFile().setExecutable(true, false)) {
            throw new IOException("Cannot make executable: " + target);
        }
    }
}
