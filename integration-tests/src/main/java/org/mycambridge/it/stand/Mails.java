package org.mycambridge.it.stand;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/** The mails one realm has sent. */
public final class Mails {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Inbox inbox;
    private final String envelopeFrom;

    Mails(Inbox inbox, String envelopeFrom) {
        this.inbox = inbox;
        this.envelopeFrom = envelopeFrom;
    }

    /**
     * The oldest mail to the address whose subject holds the text, as soon as it is there. It is
     * taken out: asked again, this waits for the next one.
     */
    public Mail await(String to, String subjectPart) {
        return inbox.take(ours().and(to(to)).and(about(subjectPart)), PATIENCE)
                .orElseThrow(
                        () ->
                                new AssertionError(
                                        "No mail to "
                                                + to
                                                + " about '"
                                                + subjectPart
                                                + "' within "
                                                + PATIENCE.toSeconds()
                                                + " s; there are "
                                                + all().stream()
                                                        .map(m -> m.to() + ": " + m.subject())
                                                        .toList()));
    }

    /** The mails to the address that nobody has taken yet, oldest first. */
    public List<Mail> to(String address, String subjectPart) {
        return all().stream().filter(to(address).and(about(subjectPart))).toList();
    }

    /** All mails that nobody has taken yet, oldest first. */
    public List<Mail> all() {
        return inbox.all().stream().filter(ours()).toList();
    }

    private Predicate<Mail> ours() {
        return mail -> mail.envelopeFrom().equalsIgnoreCase(envelopeFrom);
    }

    private static Predicate<Mail> to(String address) {
        return mail -> mail.to().equalsIgnoreCase(address);
    }

    private static Predicate<Mail> about(String part) {
        return mail ->
                mail.subject().toLowerCase(Locale.ROOT).contains(part.toLowerCase(Locale.ROOT));
    }
}
