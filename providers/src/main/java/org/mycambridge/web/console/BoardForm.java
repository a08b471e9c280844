package org.mycambridge.web.console;

import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.keycloak.models.KeycloakSession;
import org.mycambridge.centre.ActorRef;
import org.mycambridge.centre.Refusal;
import org.mycambridge.centre.Work;
import org.mycambridge.web.Idempotency;

/** A form with which the board does something; it may say why, for the history. */
abstract class BoardForm extends PageWithForm {

    static final String REASON = "reason";
    private static final int LONGEST_REASON = 500;
    private static final int SEE_OTHER = 303;

    private final String page;

    /**
     * @param page its path below the home page
     */
    BoardForm(Visit visit, String page) {
        super(visit);
        this.page = page;
    }

    @Override
    final String page() {
        return page;
    }

    /** What was changed by somebody else meanwhile is no person here. */
    abstract String whatIsStale();

    @Override
    final Problem problem(Form form, Refusal refusal) {
        if (refusal.code().equals("stale-version")) {
            return new Problem("", visit().texts().say(refusal.inField(whatIsStale()), ""));
        }
        if (refusal.code().equals("invalid-policy")) {
            // Where the fault is and what it is: words of the document's own.
            return new Problem(
                    refusal.field().orElse(""), visit().texts().say(refusal, refusal.getMessage()));
        }
        return super.problem(form, refusal);
    }

    /** The actor, with the reason given in the form. */
    final ActorRef actor(Form form) {
        String reason = form.text(REASON).strip();
        if (reason.codePointCount(0, reason.length()) > LONGEST_REASON) {
            throw Refusal.invalid("too-long", REASON, "The reason is too long");
        }
        if (reason.indexOf('\0') >= 0) {
            throw Refusal.invalid("forbidden-characters", REASON, "The reason has a NUL");
        }
        return ActorRef.board(
                visit().user().getId(), Optional.of(reason).filter(text -> !text.isEmpty()));
    }

    /**
     * Does something, once for each sending of the form.
     *
     * @param kind what it is called once it is done
     * @param act does it, and says what the next page is to name
     * @param to the next page, by that name
     */
    final Response write(
            Form form,
            String kind,
            BiFunction<KeycloakSession, ActorRef, String> act,
            Function<String, URI> to) {
        ActorRef actor = actor(form);
        String name =
                Work.write(
                                visit().session(),
                                inner ->
                                        Idempotency.once(
                                                inner,
                                                actor.id(),
                                                Sent.request(form, page),
                                                () ->
                                                        new Idempotency.Kept(
                                                                SEE_OTHER,
                                                                act.apply(inner, actor))))
                        .value()
                        .body();
        return visit().done(to.apply(name), Map.of("kind", kind, "name", name));
    }
}
