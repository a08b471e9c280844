package org.mycambridge.benchmarks.peers;

import com.icegreen.greenmail.configuration.GreenMailConfiguration;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;

/** A mail server that forgets what it gets. */
final class MailSink implements AutoCloseable {

    private final GreenMail server;

    MailSink() {
        server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        server.withConfiguration(GreenMailConfiguration.aConfig().withDisabledAuthentication());
        server.start();
        try {
            GreenMailUser nobody =
                    server.getUserManager().createUser("nobody@localhost", "nobody", "");
            server.getUserManager().setMessageDeliveryHandler((mail, to) -> nobody);
        } catch (com.icegreen.greenmail.user.UserException e) {
            throw new IllegalStateException("No mail server", e);
        }
    }

    int port() {
        return server.getSmtp().getPort();
    }

    @Override
    public void close() {
        server.stop();
    }
}
