package org.mycambridge.command;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * A request and its answer over HTTP/1.1, the answer read while the request is still being sent.
 * The clients of the Java runtime send all of it first: then server and client may each wait for
 * the other to read.
 */
final class Exchange implements AutoCloseable {

    private static final Duration CONNECTING = Duration.ofSeconds(20);

    /** A server that says nothing for as long as this is gone. */
    private static final Duration SILENCE = Duration.ofMinutes(3);

    private static final int LONGEST_LINE = 64 * 1024;

    /** A body: how long it is, and itself. */
    interface Content {

        long length() throws IOException;

        void to(OutputStream out) throws IOException;

        static Content of(byte[] bytes) {
            return new Content() {
                @Override
                public long length() {
                    return bytes.length;
                }

                @Override
                public void to(OutputStream out) throws IOException {
                    out.write(bytes);
                }
            };
        }
    }

    private final Socket socket;
    private final InputStream in;
    private int status;
    private final Map<String, String> headers = new TreeMap<>();

    private Exchange(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream());
    }

    static Exchange begin(String method, URI uri, Map<String, String> headers, Content content)
            throws IOException {
        Socket socket = connected(uri);
        try {
            Exchange exchange = new Exchange(socket);
            Thread sender =
                    new Thread(
                            () -> {
                                try {
                                    exchange.send(method, uri, headers, content);
                                } catch (IOException e) {
                                    // The answer says why, or that there is none.
                                }
                            },
                            "sends");
            sender.setDaemon(true);
            sender.start();
            exchange.readHead();
            return exchange;
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    private static Socket connected(URI uri) throws IOException {
        boolean secure = uri.getScheme().equals("https");
        int port = uri.getPort() >= 0 ? uri.getPort() : secure ? 443 : 80;
        String host = uri.getHost().replaceAll("[\\[\\]]", "");
        Socket plain = new Socket();
        try {
            plain.setTcpNoDelay(true);
            plain.setSoTimeout(Math.toIntExact(SILENCE.toMillis()));
            plain.connect(
                    new InetSocketAddress(host, port), Math.toIntExact(CONNECTING.toMillis()));
            if (!secure) {
                return plain;
            }
            SSLSocket socket =
                    (SSLSocket)
                            ((SSLSocketFactory) SSLSocketFactory.getDefault())
                                    .createSocket(plain, host, port, true);
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            socket.setSSLParameters(parameters);
            socket.startHandshake();
            return socket;
        } catch (IOException | RuntimeException e) {
            plain.close();
            throw e;
        }
    }

    private void send(String method, URI uri, Map<String, String> fields, Content content)
            throws IOException {
        OutputStream out = new BufferedOutputStream(socket.getOutputStream(), LONGEST_LINE);
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        StringBuilder head =
                new StringBuilder(method + " " + uri.getRawPath() + query + " HTTP/1.1\r\n")
                        .append("Host: " + uri.getRawAuthority() + "\r\n")
                        .append("Connection: close\r\n");
        fields.forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
        if (!method.equals("GET")) {
            head.append("Content-Length: " + content.length() + "\r\n");
        }
        out.write(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
        content.to(out);
        out.flush();
    }

    private void readHead() throws IOException {
        do {
            String[] first = line(in).split(" ", 3);
            if (first.length < 2 || !first[0].startsWith("HTTP/1.")) {
                throw new IOException("This is no HTTP server");
            }
            status = Integer.parseInt(first[1]);
            headers.clear();
            for (String line = line(in); !line.isEmpty(); line = line(in)) {
                String[] field = line.split(":", 2);
                headers.put(
                        field[0].strip().toLowerCase(Locale.ROOT),
                        field.length > 1 ? field[1].strip() : "");
            }
        } while (status < 200);
    }

    int status() {
        return status;
    }

    /**
     * The answer's body; it ends in an {@link EOFException} where the connection does too early.
     */
    InputStream body() {
        if (headers.getOrDefault("transfer-encoding", "")
                .toLowerCase(Locale.ROOT)
                .equals("chunked")) {
            return new Counted(in, 0, true);
        }
        String length = headers.get("content-length");
        return length == null ? in : new Counted(in, Long.parseLong(length), false);
    }

    /** The body as text, for answers that are short. */
    String text() throws IOException {
        return new String(body().readNBytes(LONGEST_LINE), StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("The connection has ended");
            }
            if (line.length() > LONGEST_LINE) {
                throw new IOException("A line of the answer's head is too long");
            }
            line.append((char) c);
        }
        return line.toString().stripTrailing();
    }

    /** A body that says how long it, or each part of it, is. */
    private static final class Counted extends FilterInputStream {

        private final boolean parts;
        private long left;
        private boolean ended;
        private boolean begun;

        Counted(InputStream in, long left, boolean parts) {
            super(in);
            this.left = left;
            this.parts = parts;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            if (left == 0 && !ended) {
                nextPart();
            }
            if (ended) {
                return -1;
            }
            int read = in.read(bytes, offset, (int) Math.min(length, left));
            if (read < 0) {
                throw new EOFException("The answer has broken off");
            }
            left -= read;
            return read;
        }

        /** Of this part: the end of it is no answer, and nobody should wait for the next. */
        @Override
        public int available() throws IOException {
            return (int) Math.min(left, in.available());
        }

        private void nextPart() throws IOException {
            if (!parts) {
                ended = true;
                return;
            }
            if (begun) {
                line(in);
            }
            begun = true;
            try {
                left = Long.parseLong(line(in).split(";")[0].strip(), 16);
            } catch (NumberFormatException e) {
                throw new IOException("The answer is not in parts as it says", e);
            }
            ended = left == 0;
        }
    }
}
