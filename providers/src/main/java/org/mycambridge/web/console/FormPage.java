package org.mycambridge.web.console;

import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.mycambridge.centre.CentreNumber;
import org.mycambridge.centre.Refusal;
import org.mycambridge.centre.Work;
import org.mycambridge.history.Outbox;
import org.mycambridge.membership.CentreUsers;
import org.mycambridge.membership.Roster;
import org.mycambridge.policy.Role;
import org.mycambridge.web.Answer;
import org.mycambridge.web.Idempotency;

/**
 * A page with a form: drawn with GET, sent to its own address with POST. Whatever goes wrong, the
 * page is drawn again with all that was typed; what goes well leads on to another page, so that
 * nothing is sent twice by reloading.
 */
abstract class FormPage {

    private final Visit visit;
    private final CentreNumber number;
    private final String[] path;

    /**
     * @param path the page's path below the centre's
     */
    FormPage(Visit visit, CentreNumber number, String... path) {
        this.visit = visit;
        this.number = number;
        this.path = path;
    }

    /**
     * How the form is to be drawn.
     *
     * @param form what stands in it; empty at first
     * @param problems what was wrong with it
     * @param notice what else is to be said about it
     */
    record Drawing(Form form, List<Problem> problems, Optional<String> notice) {

        static Drawing first() {
            return new Drawing(Form.empty(), List.of(), Optional.empty());
        }

        static Drawing of(Form form, String notice) {
            return new Drawing(form, List.of(), Optional.of(notice));
        }

        static Drawing wrong(Form form, List<Problem> problems) {
            return new Drawing(form, problems, Optional.empty());
        }
    }

    /**
     * What was wrong.
     *
     * @param field the id of the input; empty for the form as a whole
     * @param text the sentence
     */
    record Problem(String field, String text) {}

    /** The page's template and all that is on it. */
    abstract Response draw(int status, Drawing drawing);

    /** Does what the form says. */
    abstract Response save(Form form);

    /** The answer to GET. */
    final Response open() {
        return visit.page(
                () ->
                        draw(
                                200,
                                visit.draft(page())
                                        .map(FormPage::afterSigningIn)
                                        .orElseGet(Drawing::first)));
    }

    private static Drawing afterSigningIn(Form draft) {
        return Drawing.of(draft, draft.isEmpty() ? "typed-not-kept" : "signed-in-again");
    }

    /** The answer to POST. */
    final Response send() {
        return visit.page(
                () -> {
                    Form form = Form.posted(visit.session());
                    if (!visit.isOurs(form)) {
                        // Drawn for another session: nothing is done, nothing is lost.
                        boolean file = form.file().length > 0;
                        return draw(
                                409, Drawing.of(form, file ? "typed-not-kept" : "form-expired"));
                    }
                    try {
                        return save(form);
                    } catch (Refusal refusal) {
                        if (refusal.kind() == Refusal.Kind.NOT_FOUND) {
                            throw refusal;
                        }
                        return refused(form, refusal);
                    }
                });
    }

    /** Draws the page again, saying why it was not done. */
    Response refused(Form form, Refusal refusal) {
        return draw(Answer.status(refusal), Drawing.wrong(form, List.of(problem(form, refusal))));
    }

    final Problem problem(Form form, Refusal refusal) {
        String field = refusal.field().filter(name -> !name.equals("roles")).orElse("");
        return new Problem(field, visit.texts().say(refusal, form.text(field).strip()));
    }

    final Visit visit() {
        return visit;
    }

    final CentreNumber number() {
        return number;
    }

    final Roster roster() {
        return Roster.of(visit.session(), visit.actor(), number);
    }

    /** The page of the centre's people, or one below it. */
    final URI users(String... below) {
        String[] parts = new String[below.length + 1];
        parts[0] = Addresses.USERS;
        System.arraycopy(below, 0, parts, 1, below.length);
        return visit.addresses().centre(number.value(), parts);
    }

    /** This page, as a path below the home page. */
    final String page() {
        return Addresses.pathOfCentre(number.value(), path);
    }

    final Response signInAgain(Form form) {
        return visit.signInAgain(page(), form);
    }

    /** Attributes that every page with a form has. */
    final Map<String, Object> attributes(Roster roster, Drawing drawing) {
        Map<String, Object> attributes = new HashMap<>(CentreFrame.of(visit, roster, ""));
        attributes.put(
                "mcForm",
                Map.of(
                        "url",
                        visit.addresses().page(page()).getRawPath(),
                        "token",
                        visit.formToken(),
                        "once",
                        Form.once(),
                        "by",
                        visit.user().getId()));
        attributes.put(
                "mcProblems",
                drawing.problems().stream()
                        .map(problem -> Map.of("field", problem.field(), "text", problem.text()))
                        .toList());
        drawing.notice().ifPresent(notice -> attributes.put("mcNotice", notice));
        return attributes;
    }

    /**
     * Does something to one person, once for each sending of the form.
     *
     * @param form the form that says so
     * @param kind what it is called once it is done
     * @param name whom the next page names
     * @param to the next page, by the person's id
     */
    final Response write(
            Form form,
            String kind,
            String name,
            BiFunction<CentreUsers, CentreNumber, CentreUsers.Outcome> act,
            Function<String, URI> to) {
        AtomicBoolean acted = new AtomicBoolean();
        Work.Done<Idempotency.Kept> done =
                Work.write(
                        visit.session(),
                        inner ->
                                Idempotency.once(
                                        inner,
                                        visit.actor().id(),
                                        Sent.request(form, page()),
                                        () -> {
                                            acted.set(true);
                                            return Sent.kept(
                                                    act.apply(
                                                            CentreUsers.of(inner, visit.actor()),
                                                            number));
                                        }));
        Sent sent = Sent.read(done.value());
        Map<String, Object> banner = new LinkedHashMap<>();
        banner.put("kind", kind);
        banner.put("name", name);
        (acted.get() ? done.mail() : mailSince(sent.userId()))
                .ifPresent(outcome -> banner.put("mail", say(outcome)));
        banner.put("texts", warnings(sent.nobodyHolds()));
        return visit.done(to.apply(sent.userId()), banner);
    }

    private static String say(Outbox.Outcome outcome) {
        return switch (outcome) {
            case SENT -> "sent";
            case BEING_SENT -> "being-sent";
            case NOT_DELIVERED -> "not-delivered";
        };
    }

    /** How the mail stands of a form that has come before; nothing where there is none owed. */
    private Optional<Outbox.Outcome> mailSince(String userId) {
        return roster().find(userId)
                .filter(person -> person.invitedUntil().isPresent())
                .map(
                        person ->
                                person.mailProblem()
                                        .map(
                                                problem ->
                                                        problem.isEmpty()
                                                                ? Outbox.Outcome.BEING_SENT
                                                                : Outbox.Outcome.NOT_DELIVERED)
                                        .orElse(Outbox.Outcome.SENT));
    }

    private List<String> warnings(List<String> nobodyHolds) {
        List<String> texts = new ArrayList<>();
        for (String id : nobodyHolds) {
            roster().standing().policy().catalogue().roles(visit.texts().locale()).stream()
                    .filter(role -> role.id().equals(id))
                    .map(Role::holderName)
                    .findFirst()
                    .ifPresent(name -> texts.add(visit.texts().say("mcNobodyReceives", name)));
        }
        return texts;
    }
}
