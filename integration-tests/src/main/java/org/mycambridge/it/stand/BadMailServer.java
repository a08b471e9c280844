package org.mycambridge.it.stand;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A mail server that does not behave: it answers what its manners say, and where they say nothing
 * it takes the mail like any other.
 */
public final class BadMailServer implements AutoCloseable {

    /** Instead of an answer: the connection ends. */
    public static final String DROP = "drop";

    /** What it says, instead of what a good one would. */
    @FunctionalInterface
    public interface Manners {

        /**
         * Its answer; empty for a good server's.
         *
         * @param step {@code CONNECT}, a command of SMTP, or {@code BODY} after a mail's text
         * @param line the command as it came
         */
        String answer(String step, String line);
    }

    private final Inbox inbox;
    private final Manners manners;
    private final ServerSocket socket;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Socket> clients = new CopyOnWriteArrayList<>();
    private final AtomicInteger visits = new AtomicInteger();

    BadMailServer(int port, Inbox inbox, Manners manners) {
        this.inbox = inbox;
        this.manners = manners;
        try {
            socket = new ServerSocket(port, 100, InetAddress.getByName("127.0.0.1"));
        } catch (IOException e) {
            throw new UncheckedIOException("No mail server at port " + port, e);
        }
        threads.execute(this::listen);
    }

    /** How many times somebody has come with a mail. */
    public int visits() {
        return visits.get();
    }

    private void listen() {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                clients.add(client);
                visits.incrementAndGet();
                threads.execute(() -> serve(client));
            } catch (IOException e) {
                return; // it was closed
            }
        }
    }

    private void serve(Socket client) {
        try (client;
                BufferedReader in =
                        new BufferedReader(
                                new InputStreamReader(
                                        client.getInputStream(), StandardCharsets.ISO_8859_1))) {
            OutputStream out = client.getOutputStream();
            List<String> recipients = new ArrayList<>();
            String from = "";
            if (!say(out, "CONNECT", "", "220 localhost")) {
                return;
            }
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String step = line.split("[ :]", 2)[0].toUpperCase(Locale.ROOT);
                String good =
                        switch (step) {
                            case "QUIT" -> "221 bye";
                            case "DATA" -> "354 go on";
                            case "EHLO", "HELO", "MAIL", "RCPT", "RSET", "NOOP" -> "250 ok";
                            default -> "502 unknown";
                        };
                if (!say(out, step, line, good)) {
                    return;
                }
                switch (step) {
                    case "MAIL" -> from = address(line);
                    case "RCPT" -> recipients.add(address(line));
                    case "DATA" -> {
                        String text = text(in);
                        if (!say(out, "BODY", "", "")) {
                            return;
                        }
                        if (manners.answer("BODY", "").isEmpty()) {
                            keep(text, from, recipients);
                            write(out, "250 taken");
                        }
                        recipients.clear();
                    }
                    case "QUIT" -> {
                        return;
                    }
                    default -> {
                        // Nothing to keep.
                    }
                }
            }
        } catch (IOException e) {
            // Whoever came has gone.
            return;
        }
    }

    /** Whether the conversation goes on. */
    private boolean say(OutputStream out, String step, String line, String good)
            throws IOException {
        String answer = manners.answer(step, line);
        if (answer.equals(DROP)) {
            return false;
        }
        String said = answer.isEmpty() ? good : answer;
        if (!said.isEmpty()) {
            write(out, said);
        }
        return true;
    }

    private static void write(OutputStream out, String line) throws IOException {
        out.write((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    private static String text(BufferedReader in) throws IOException {
        StringBuilder text = new StringBuilder();
        for (String line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
            text.append(line.startsWith("..") ? line.substring(1) : line).append("\r\n");
        }
        return text.toString();
    }

    private static String address(String line) {
        return line.substring(line.indexOf('<') + 1, line.indexOf('>'));
    }

    private void keep(String text, String from, List<String> recipients) throws IOException {
        try {
            MimeMessage message =
                    new MimeMessage(
                            Session.getInstance(new Properties()),
                            new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1)));
            for (String to : recipients) {
                inbox.add(Mail.of(message, to, from, Instant.now()));
            }
        } catch (MessagingException e) {
            throw new IOException(e);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
            // Whoever is still connected would keep the port from the next one.
            for (Socket client : clients) {
                client.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            threads.shutdownNow();
        }
    }
}
