package org.mycambridge.it;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.ToIntFunction;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A service's end of a webhook, on this machine. */
final class Receiver implements AutoCloseable {

    /** For an answer that is never given: the connection just ends. */
    static final int NO_ANSWER = 0;

    private static final Duration TOLERANCE = Duration.ofMinutes(5);

    private final String host;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Message> messages = new CopyOnWriteArrayList<>();
    private volatile ToIntFunction<Message> answer = message -> 204;
    private HttpServer http;
    private int port;

    Receiver(String host) {
        this.host = host;
        start();
    }

    /** A message as it came. */
    record Message(String id, String timestamp, String signatures, String body) {

        String text(String name) {
            return JsonPath.from(body).getString(name);
        }

        List<String> list(String name) {
            return JsonPath.from(body).getList(name);
        }

        /** What a receiver does before it believes a message (docs/api.md). */
        boolean isGenuine(String secret, Instant now) {
            Instant signed = Instant.ofEpochSecond(Long.parseLong(timestamp));
            if (Duration.between(signed, now).abs().compareTo(TOLERANCE) > 0) {
                return false;
            }
            byte[] key = Base64.getDecoder().decode(secret.substring("whsec_".length()));
            byte[] expected = bytes("v1," + mac(key, id + "." + timestamp + "." + body));
            return Arrays.stream(signatures.split(" "))
                    .anyMatch(each -> MessageDigest.isEqual(expected, bytes(each)));
        }

        private static byte[] bytes(String text) {
            return text.getBytes(StandardCharsets.UTF_8);
        }

        private static String mac(byte[] key, String content) {
            try {
                Mac mac = Mac.getInstance("HmacSHA256");
                mac.init(new SecretKeySpec(key, "HmacSHA256"));
                return Base64.getEncoder()
                        .encodeToString(mac.doFinal(content.getBytes(StandardCharsets.UTF_8)));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** Listens, at the address it had before. */
    void start() {
        try {
            InetAddress all = InetAddress.getByName("0.0.0.0");
            InetAddress any = host.equals("127.0.0.1") ? InetAddress.getByName(host) : all;
            http = HttpServer.create(new InetSocketAddress(any, port), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        http.setExecutor(threads);
        http.createContext("/", this::receive);
        http.start();
        port = http.getAddress().getPort();
    }

    /** Nobody listens any more. */
    void stop() {
        http.stop(0);
    }

    void answers(ToIntFunction<Message> status) {
        answer = status;
    }

    private void receive(HttpExchange exchange) throws IOException {
        try (exchange) {
            Message message =
                    new Message(
                            exchange.getRequestHeaders().getFirst("webhook-id"),
                            exchange.getRequestHeaders().getFirst("webhook-timestamp"),
                            exchange.getRequestHeaders().getFirst("webhook-signature"),
                            new String(
                                    exchange.getRequestBody().readAllBytes(),
                                    StandardCharsets.UTF_8));
            messages.add(message);
            int status = answer.applyAsInt(message);
            if (status != NO_ANSWER) {
                exchange.getResponseHeaders().set("Location", url() + "/elsewhere");
                exchange.sendResponseHeaders(status, -1);
            }
        }
    }

    String url() {
        return "http://" + host + ":" + port + "/hook";
    }

    /** All that came, as often as it came, in the order in which it came. */
    List<Message> messages() {
        return List.copyOf(messages);
    }

    List<Message> messages(String centre) {
        return messages.stream().filter(message -> centre.equals(message.text("centre"))).toList();
    }

    @Override
    public void close() {
        stop();
        threads.shutdownNow();
    }
}
