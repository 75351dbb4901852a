package travel.baboo.messaging.token.benchmark;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Posts the same request over and over, in a process of its own and with as little work of its own as can be.
 *
 * <p>Arguments: port, path, bearer token, connections, seconds. Prints how many were answered 200; any other answer ends it.
 */
final class LoadClient {

    private LoadClient() {}

    public static void main(String[] args) throws InterruptedException, ExecutionException {
        int port = Integer.parseInt(args[0]);
        String request = "POST " + args[1] + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + args[2]
                + "\r\nContent-Length: 0\r\n\r\n";
        int connections = Integer.parseInt(args[3]);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(Long.parseLong(args[4]));
        ExecutorService threads = Executors.newFixedThreadPool(connections);
        List<Future<Long>> counts = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            counts.add(threads.submit(() -> post(port, request.getBytes(StandardCharsets.US_ASCII), end)));
        }
        long total = 0;
        for (Future<Long> count : counts) {
            total += count.get();
        }
        threads.shutdown();
        System.out.println(total);
    }

    private static long post(int port, byte[] request, long end) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setTcpNoDelay(true);
            OutputStream out = socket.getOutputStream();
            InputStream in = new BufferedInputStream(socket.getInputStream());
            long count = 0;
            while (System.nanoTime() < end) {
                out.write(request);
                readAnswer(in);
                count++;
            }
            return count;
        }
    }

    private static void readAnswer(InputStream in) throws IOException {
        String status = readLine(in);
        if (!status.startsWith("HTTP/1.1 200")) {
            throw new IOException("answered " + status);
        }
        int length = 0;
        for (String line = readLine(in); !line.isEmpty(); line = readLine(in)) {
            if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                length = Integer.parseInt(line.substring(15).trim());
            }
        }
        in.skipNBytes(length);
    }

    private static String readLine(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder(64);
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("the server hung up");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }
}
