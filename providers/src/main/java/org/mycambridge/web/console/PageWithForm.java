package org.mycambridge.web.console;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mycambridge.centre.Refusal;
import org.mycambridge.web.Answer;

/**
 * A page with a form: drawn with GET, sent to its own address with POST. Whatever goes wrong, the
 * page is drawn again with all that was typed; what goes well leads on to another page, so that
 * nothing is sent twice by reloading.
 */
abstract class PageWithForm {

    private final Visit visit;

    PageWithForm(Visit visit) {
        this.visit = visit;
    }

    /** This page, as a path below the home page. */
    abstract String page();

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
                                        .map(PageWithForm::afterSigningIn)
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
        Response answer =
                draw(Answer.status(refusal), Drawing.wrong(form, List.of(problem(form, refusal))));
        Object seconds = refusal.details().get(Refusal.RETRY_AFTER);
        return seconds == null
                ? answer
                : Response.fromResponse(answer).header(HttpHeaders.RETRY_AFTER, seconds).build();
    }

    Problem problem(Form form, Refusal refusal) {
        Object most = refusal.details().get("most");
        if (most != null) {
            return new Problem("", visit().texts().say(refusal, String.valueOf(most)));
        }
        String field = refusal.field().filter(name -> !name.equals("roles")).orElse("");
        return new Problem(field, visit.texts().say(refusal, form.text(field).strip()));
    }

    final Visit visit() {
        return visit;
    }

    final Response signInAgain(Form form) {
        return visit.signInAgain(page(), form);
    }

    /** What the template of any form needs. */
    final Map<String, Object> formAttributes(Drawing drawing) {
        Map<String, Object> attributes = new HashMap<>();
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
}
