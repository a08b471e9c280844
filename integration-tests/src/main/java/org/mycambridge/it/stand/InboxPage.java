package org.mycambridge.it.stand;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The inbox as a small web page and, at {@code /api/messages}, as JSON; newest mail first, on
 * loopback alone.
 */
final class InboxPage implements AutoCloseable {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("d MMMM, HH:mm:ss", Locale.UK)
                    .withZone(ZoneId.systemDefault());
    private static final String STYLE =
            """
            :root{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif}
            body{max-width:60rem;margin:2rem auto;padding:0 1rem}
            li{list-style:none;border-top:1px solid #8886;padding:.75rem 0}
            ul{padding:0}.to{font-weight:600}.when{opacity:.75}
            iframe{width:100%;height:40rem;border:1px solid #8886;background:#fff}
            pre{white-space:pre-wrap;border:1px solid #8886;padding:1rem;font-size:1rem}
            """;

    private final Inbox inbox;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(2);

    InboxPage(Inbox inbox, int port) {
        this.inbox = inbox;
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (IOException e) {
            throw new UncheckedIOException("The inbox can't listen on " + port, e);
        }
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        // Another site's name that leads here is another site: it must not read the mails.
        String host =
                exchange.getRequestHeaders().getFirst("Host") == null
                        ? ""
                        : exchange.getRequestHeaders().getFirst("Host").replaceAll(":\\d+$", "");
        if (!Set.of("localhost", "127.0.0.1").contains(host)) {
            send(exchange, 403, "text/plain", "This inbox answers to localhost only.");
        } else if (!exchange.getRequestMethod().equals("GET")) {
            send(exchange, 405, "text/plain", "There is nothing to change here.");
        } else if (path.equals("/")) {
            send(exchange, 200, "text/html", list());
        } else if (path.equals("/api/messages")) {
            send(exchange, 200, "application/json", json());
        } else if (path.matches("/messages/\\d{1,9}")) {
            int number = Integer.parseInt(path.substring(path.lastIndexOf('/') + 1));
            List<Mail> mails = inbox.all();
            if (number < mails.size()) {
                send(exchange, 200, "text/html", message(mails.get(number)));
            } else {
                send(exchange, 404, "text/plain", "There is no such mail.");
            }
        } else {
            send(exchange, 404, "text/plain", "There is no such page.");
        }
    }

    private String json() {
        List<Map<String, String>> messages = new ArrayList<>();
        for (Mail mail : inbox.all()) {
            Map<String, String> message = new LinkedHashMap<>();
            message.put("to", mail.to());
            message.put("from", mail.from());
            message.put("subject", mail.subject());
            message.put("received", mail.received().toString());
            message.put("text", mail.text());
            message.put("html", mail.html());
            messages.add(message);
        }
        Collections.reverse(messages);
        return Json.write(messages);
    }

    private String list() {
        List<Mail> mails = inbox.all();
        StringBuilder page = new StringBuilder("<h1>Inbox</h1>");
        if (mails.isEmpty()) {
            page.append("<p>No mail yet. This page looks again every five seconds.</p>");
        }
        page.append("<ul>");
        for (int i = mails.size() - 1; i >= 0; i--) {
            Mail mail = mails.get(i);
            page.append("<li><a href=/messages/")
                    .append(i)
                    .append('>')
                    .append(escape(mail.subject()))
                    .append("</a><br><span class=to>")
                    .append(escape(mail.to()))
                    .append("</span> <span class=when>")
                    .append(TIME.format(mail.received()))
                    .append("</span></li>");
        }
        return page(
                "Inbox", "<meta http-equiv=refresh content=5>", page.append("</ul>").toString());
    }

    private static String message(Mail mail) {
        String head =
                "<p><a href=/>Inbox</a></p><h1>"
                        + escape(mail.subject())
                        + "</h1><p>To <span class=to>"
                        + escape(mail.to())
                        + "</span>, from "
                        + escape(mail.from())
                        + " <span class=when>"
                        + TIME.format(mail.received())
                        + "</span></p>";
        // No script, no forms, no origin of its own; its links open in a window of their own.
        String html =
                mail.html().isEmpty()
                        ? ""
                        : "<h2>HTML part</h2><iframe title=\"HTML part\""
                                + " sandbox=\"allow-popups allow-popups-to-escape-sandbox\" srcdoc=\""
                                + escape("<base target=_blank>" + mail.html())
                                + "\"></iframe>";
        String text = "<h2>Text part</h2><pre>" + escape(mail.text()) + "</pre>";
        return page(mail.subject(), "", head + html + text);
    }

    private static String page(String title, String head, String body) {
        return "<!DOCTYPE html><html lang=en><meta charset=utf-8>"
                + "<meta name=viewport content=\"width=device-width\"><title>"
                + escape(title)
                + "</title>"
                + head
                + "<style>"
                + STYLE
                + "</style><body>"
                + body;
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    private static void send(HttpExchange exchange, int status, String type, String content)
            throws IOException {
        byte[] body = content.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type + ";charset=utf-8");
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
