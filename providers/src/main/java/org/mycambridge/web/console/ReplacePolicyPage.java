package org.mycambridge.web.console;

import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mycambridge.centre.Policies;
import org.mycambridge.centre.Refusal;
import org.mycambridge.policy.InvalidPolicyException;

/**
 * Puts another policy in force: the document, then what it would change for the people there are,
 * and only then is it done.
 */
final class ReplacePolicyPage extends BoardForm {

    static final String PATH = "replace";
    private static final String TEMPLATE = "mc-board-policy-replace.ftl";
    private static final String TEXT = "text";
    private static final String STEP = "step";
    private static final String PREVIEW = "preview";
    private static final String CONFIRM = "confirm";

    ReplacePolicyPage(Visit visit) {
        super(visit, Addresses.pathOfBoard(PolicyPage.PATH, PATH));
    }

    @Override
    Response draw(int status, Drawing drawing) {
        return draw(status, drawing, drawing.form().text(TEXT), Optional.empty());
    }

    private Response draw(
            int status, Drawing drawing, String text, Optional<Policies.Preview> preview) {
        Map<String, Object> attributes = formAttributes(drawing);
        attributes.put("mcStep", preview.isPresent() ? PREVIEW : "");
        attributes.put("mcText", text);
        attributes.put("mcReason", drawing.form().text(REASON));
        attributes.put("mcVersion", Integer.toString(Policies.version(visit().session()).number()));
        preview.ifPresent(
                each -> {
                    attributes.put("mcRights", each.rights().stream().map(this::right).toList());
                    attributes.put(
                            "mcIllegal",
                            each.illegalHoldings().stream().map(this::illegal).toList());
                });
        attributes.put("mcCancelUrl", visit().addresses().board(PolicyPage.PATH).getRawPath());
        return visit().show(status, TEMPLATE, attributes);
    }

    private Map<String, Object> right(Map<String, Object> right) {
        Map<String, Object> shape = new HashMap<>(illegal(right));
        shape.put("relation", String.valueOf(right.get("relation")));
        shape.put("right", right.get("right"));
        return shape;
    }

    /** What a template can't read is said as text. */
    private Map<String, Object> illegal(Map<String, Object> row) {
        Map<String, Object> shape = new HashMap<>(row);
        shape.put("typeName", "mcCentreType." + row.get("type"));
        shape.remove("type");
        return shape;
    }

    @Override
    String whatIsStale() {
        return "policy";
    }

    @Override
    Response save(Form form) {
        String text =
                form.file().length > 0
                        ? new String(form.file(), StandardCharsets.UTF_8)
                        : form.text(TEXT);
        if (form.file().length > Form.LARGEST_FILE) {
            throw Refusal.invalid("too-large", "file", "The file is too large");
        }
        if (text.isBlank()) {
            throw Refusal.invalid("required", TEXT, "There is no policy");
        }
        // Too long for a browser to keep: better asked before it is looked at than after.
        if (!visit().hasJustSignedIn()) {
            return signInAgain(Form.empty());
        }
        Form typed = Form.kept(Map.of(TEXT, List.of(text), REASON, List.of(form.text(REASON))));
        try {
            return switch (form.text(STEP)) {
                case PREVIEW ->
                        draw(
                                200,
                                new Drawing(typed, List.of(), Optional.empty()),
                                text,
                                Optional.of(Policies.preview(visit().session(), text)));
                case CONFIRM -> replace(form, text);
                default -> draw(200, new Drawing(typed, List.of(), Optional.empty()));
            };
        } catch (InvalidPolicyException e) {
            return refused(
                    typed, Refusal.invalid("invalid-policy", TEXT, e.path() + ": " + e.fault()));
        } catch (Refusal refusal) {
            return refused(typed, refusal);
        }
    }

    private Response replace(Form form, String text) {
        return write(
                form,
                "policy-replaced",
                (inner, actor) ->
                        Integer.toString(
                                Policies.replace(inner, actor, PersonPage.version(form), text)
                                        .number()),
                any -> visit().addresses().board(PolicyPage.PATH));
    }
}
