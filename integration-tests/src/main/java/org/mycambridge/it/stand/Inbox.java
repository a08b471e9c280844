package org.mycambridge.it.stand;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** The mails that came, oldest first; tests wait for the next one. */
final class Inbox {

    private final List<Mail> mails = new ArrayList<>();

    synchronized void add(Mail mail) {
        mails.add(mail);
        notifyAll();
    }

    synchronized List<Mail> all() {
        return List.copyOf(mails);
    }

    synchronized void clear() {
        mails.clear();
    }

    /**
     * The oldest mail that is wanted, taken out of the inbox, as soon as there is one; empty when
     * none comes.
     */
    synchronized Optional<Mail> take(Predicate<Mail> wanted, Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        while (true) {
            Optional<Mail> found = mails.stream().filter(wanted).findFirst();
            if (found.isPresent()) {
                mails.remove(found.get());
                return found;
            }
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (left <= 0) {
                return Optional.empty();
            }
            try {
                wait(left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("Interrupted while waiting for a mail", e);
            }
        }
    }
}
