package org.mycambridge.it.stand;

import com.icegreen.greenmail.configuration.GreenMailConfiguration;
import com.icegreen.greenmail.mail.MailAddress;
import com.icegreen.greenmail.mail.MovingMessage;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.user.UserException;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import java.time.Instant;
import java.util.Optional;

/** A mail server that keeps what it gets. It can be stopped and started again on the same port. */
public final class MailCatcher implements AutoCloseable {

    private final Inbox inbox;
    private final ServerSetup setup;
    private GreenMail server;

    MailCatcher(Inbox inbox, String address) {
        this.inbox = inbox;
        this.setup = new ServerSetup(Ports.free(), address, ServerSetup.PROTOCOL_SMTP);
        start();
    }

    Inbox inbox() {
        return inbox;
    }

    int port() {
        return setup.getPort();
    }

    /** Begins to take mail again; does nothing while it does. */
    public synchronized void start() {
        if (server == null) {
            GreenMail fresh = new GreenMail(setup);
            fresh.withConfiguration(GreenMailConfiguration.aConfig().withDisabledAuthentication());
            fresh.start();
            fresh.getUserManager().setMessageDeliveryHandler((mail, to) -> keep(fresh, mail, to));
            server = fresh;
        }
    }

    /** Refuses connections until it is started again. What came before stays in the inbox. */
    public synchronized void stop() {
        if (server != null) {
            server.stop();
            server = null;
        }
    }

    @Override
    public void close() {
        stop();
    }

    private GreenMailUser keep(GreenMail taker, MovingMessage message, MailAddress to)
            throws UserException {
        String envelopeFrom =
                Optional.ofNullable(message.getReturnPath()).map(MailAddress::getEmail).orElse("");
        inbox.add(Mail.of(message.getMessage(), to.getEmail(), envelopeFrom, Instant.now()));
        // The server files a copy of its own under some user.
        GreenMailUser user = taker.getUserManager().getUser("everyone");
        return user != null
                ? user
                : taker.getUserManager().createUser("everyone@localhost", "everyone", "");
    }
}
