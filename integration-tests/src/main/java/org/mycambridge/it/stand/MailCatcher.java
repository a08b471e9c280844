package org.mycambridge.it.stand;

import com.icegreen.greenmail.configuration.GreenMailConfiguration;
import com.icegreen.greenmail.mail.MailAddress;
import com.icegreen.greenmail.mail.MovingMessage;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.user.UserException;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A mail server that keeps what it gets. It can be stopped and started again on the same port. */
public final class MailCatcher implements AutoCloseable {

    private static final Duration STARTING = Duration.ofMinutes(1);

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

    public int port() {
        return setup.getPort();
    }

    /**
     * Begins to take mail again; does nothing while it does. For a moment its port may be somebody
     * else's: a connection that was made from it, or to whoever took mails there meanwhile.
     */
    public synchronized void start() {
        RuntimeException[] last = new RuntimeException[1];
        boolean started = server != null || Waiting.until(STARTING, () -> hasStarted(last));
        if (!started) {
            throw last[0];
        }
    }

    private boolean hasStarted(RuntimeException[] failure) {
        GreenMail fresh = new GreenMail(setup);
        fresh.withConfiguration(GreenMailConfiguration.aConfig().withDisabledAuthentication());
        try {
            fresh.start();
        } catch (IllegalStateException e) {
            fresh.stop();
            failure[0] = e;
            return false;
        }
        fresh.getUserManager().setMessageDeliveryHandler((mail, to) -> keep(fresh, mail, to));
        server = fresh;
        return true;
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
