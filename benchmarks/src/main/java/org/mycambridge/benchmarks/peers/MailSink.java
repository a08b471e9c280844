package org.mycambridge.benchmarks.peers;

import java.net.InetAddress;
import org.subethamail.smtp.server.SMTPServer;

/** A mail server that takes what it gets at once, and forgets it. */
final class MailSink implements AutoCloseable {

    private final SMTPServer server;

    MailSink() {
        server =
                SMTPServer.port(0)
                        .bindAddress(InetAddress.getLoopbackAddress())
                        .messageHandler((context, from, to, mail) -> {})
                        .build();
        server.start();
    }

    int port() {
        return server.getPortAllocated();
    }

    @Override
    public void close() {
        server.stop();
    }
}
