package travel.baboo.messaging.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A self-signed certificate of this machine, made by the JDK's {@code keytool}.
 *
 * @param keyStore PKCS #12, password {@code sandbox}
 * @param pem the certificate without its key, for clients
 */
record Certificate(Path keyStore, Path pem) {

    private static final String PASSWORD = "sandbox";

    static Certificate create(Path folder) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        Certificate certificate = new Certificate(folder.resolve("sandbox.p12"), folder.resolve("sandbox.pem"));
        Files.deleteIfExists(certificate.keyStore());
        keytool(
                "-genkeypair",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost,ip:127.0.0.1",
                "-storetype",
                "PKCS12",
                "-keystore",
                certificate.keyStore().toString());
        keytool(
                "-exportcert",
                "-rfc",
                "-keystore",
                certificate.keyStore().toString(),
                "-file",
                certificate.pem().toString());
        return certificate;
    }

    private static void keytool(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("-alias", "sandbox", "-storepass", PASSWORD));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
    }
}
