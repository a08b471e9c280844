package org.mycambridge.web.console;

import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.mycambridge.centre.CentreNumber;
import org.mycambridge.centre.Centres;
import org.mycambridge.centre.Refusal;
import org.mycambridge.centre.Work;
import org.mycambridge.history.KeycloakClock;

/**
 * The board's look at the pages of a centre: the centre reads of it in its history, once for each
 * opening. It is recorded before anything is shown. Which centres are open already the browser
 * keeps, sealed: one that doesn't has each page recorded.
 */
final class Opening {

    private static final Duration LASTS = Duration.ofMinutes(30);
    private static final int MOST = 20;

    private final Visit visit;
    private final CentreNumber number;

    Opening(Visit visit, CentreNumber number) {
        this.visit = visit;
        this.number = number;
    }

    Response of(Supplier<Response> page) {
        long now = KeycloakClock.UTC.millis();
        Map<String, Object> open = open(now);
        if (open.containsKey(number.value())) {
            return page.get();
        }
        Work.write(
                visit.session(),
                inner -> {
                    Centres.viewed(inner, visit.actor(), number);
                    return number;
                });
        open.put(number.value(), now);
        while (open.size() > MOST) {
            open.remove(open.keySet().iterator().next());
        }
        Optional<NewCookie> kept =
                SealedCookie.OPENED.keep(
                        visit.session(), visit.addresses(), visit.user().getId(), open);
        Response shown = shown(page);
        return kept.map(cookie -> visit.with(shown, cookie)).orElse(shown);
    }

    /** The opening is recorded: a page that isn't there must not have it recorded again. */
    private Response shown(Supplier<Response> page) {
        try {
            return page.get();
        } catch (Refusal refusal) {
            return visit.refused(refusal);
        }
    }

    /** The centres that are open in this browser, each with when it was opened. */
    private Map<String, Object> open(long now) {
        Map<String, Object> open = new LinkedHashMap<>();
        SealedCookie.OPENED.read(visit.session(), visit.user().getId()).ifPresent(open::putAll);
        open.values()
                .removeIf(
                        at ->
                                !(at instanceof Number opened)
                                        || now - opened.longValue() > LASTS.toMillis());
        return open;
    }
}
