package org.mycambridge.benchmarks.peers;

import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/**
 * Requests of many lines, whose answers are read while they are still being sent, as the import
 * door gives them. Java's own clients send all of it first.
 */
final class ImportStream {

    /** Some 7 MB; the server takes 10 in one request. */
    private static final int TOGETHER = 50_000;

    private ImportStream() {}

    /**
     * Sends the lines and reads what becomes of each.
     *
     * @param line the line with a number, from 0
     * @param answered told of each answer as it comes
     */
    static void send(
            URI door,
            String token,
            int lines,
            IntFunction<String> line,
            Consumer<String> answered) {
        for (int from = 0; from < lines; from += TOGETHER) {
            int first = from;
            one(
                    door,
                    token,
                    Math.min(TOGETHER, lines - from),
                    number -> line.apply(first + number),
                    answered);
        }
    }

    private static void one(
            URI door,
            String token,
            int lines,
            IntFunction<String> line,
            Consumer<String> answered) {
        try (Socket socket = new Socket(door.getHost(), door.getPort())) {
            Thread sender =
                    new Thread(() -> write(socket, door, token, lines, line), "sends the import");
            sender.setDaemon(true);
            sender.start();
            BufferedReader answers =
                    new BufferedReader(
                            new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            String status = answers.readLine();
            if (status == null || !status.contains(" 207 ")) {
                throw new IllegalStateException("The import answers " + status);
            }
            // What is between the answers is the form in which they are sent, in parts.
            for (String text = answers.readLine(); text != null; text = answers.readLine()) {
                if (text.startsWith("{\"line\"")) {
                    answered.accept(text);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The import broke off", e);
        }
    }

    private static void write(
            Socket socket, URI door, String token, int lines, IntFunction<String> line) {
        try {
            OutputStream out = new BufferedOutputStream(socket.getOutputStream(), 1 << 16);
            out.write(
                    ("POST "
                                    + door.getRawPath()
                                    + " HTTP/1.1\r\nHost: "
                                    + door.getRawAuthority()
                                    + "\r\nConnection: close\r\nAuthorization: Bearer "
                                    + token
                                    + "\r\nContent-Type: application/jsonl\r\n"
                                    + "Transfer-Encoding: chunked\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            for (int number = 0; number < lines; number++) {
                byte[] text = (line.apply(number) + "\n").getBytes(StandardCharsets.UTF_8);
                out.write(
                        (Integer.toHexString(text.length) + "\r\n")
                                .getBytes(StandardCharsets.US_ASCII));
                out.write(text);
                out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
            }
            out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("The import could not be sent", e);
        }
    }
}
