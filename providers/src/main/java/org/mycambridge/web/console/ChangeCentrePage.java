package org.mycambridge.web.console;

import jakarta.ws.rs.core.Response;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.mycambridge.centre.CentreNumber;
import org.mycambridge.centre.Centres;
import org.mycambridge.centre.Policies;
import org.mycambridge.centre.Refusal;
import org.mycambridge.membership.AssociateCentres;
import org.mycambridge.membership.Directory;
import org.mycambridge.policy.RoleCatalogue;
import org.mycambridge.tables.CentreRow;
import org.mycambridge.web.Answer;

/**
 * Changes the facts of a centre. What its people hold that could not stay is shown, and ended only
 * when that is asked for.
 */
final class ChangeCentrePage extends BoardForm {

    static final String PATH = "change";
    static final String VERSION = "version";
    private static final String TEMPLATE = "mc-board-change.ftl";
    private static final String END_HOLDINGS = "endHoldings";
    private static final String CANT_STAY = "holdings-would-be-illegal";

    private final CentreNumber number;

    ChangeCentrePage(Visit visit, CentreNumber number) {
        super(visit, visit.addresses().pathOfCentre(number.value(), PATH));
        this.number = number;
    }

    @Override
    Response draw(int status, Drawing drawing) {
        return draw(status, drawing, List.of());
    }

    private Response draw(int status, Drawing drawing, List<Map<String, Object>> held) {
        CentreRow centre = Centres.get(visit().session(), number);
        Map<String, Object> attributes = formAttributes(drawing);
        attributes.put("mcCentre", CentreFrame.centre(centre));
        attributes.put(
                "mcValues",
                drawing.form().isEmpty()
                        ? CentreDraft.values(
                                centre, AssociateCentres.parent(visit().session(), centre))
                        : CentreDraft.values(drawing.form()));
        attributes.put("mcReason", drawing.form().text(REASON));
        attributes.put("mcChoices", CentreDraft.choices());
        attributes.put("mcVersion", Integer.toString(centre.version));
        attributes.put("mcHeld", held);
        attributes.put("mcCancelUrl", visit().addresses().centre(centre.number).getRawPath());
        return visit().show(status, TEMPLATE, attributes);
    }

    @Override
    String whatIsStale() {
        return "centre";
    }

    @Override
    Response save(Form form) {
        CentreRow now = Centres.get(visit().session(), number);
        Centres.Draft draft = CentreDraft.read(form, number, now.status);
        return write(
                form,
                "centre-changed",
                (inner, actor) ->
                        Centres.title(
                                Centres.change(
                                                inner,
                                                actor,
                                                PersonPage.version(form),
                                                draft,
                                                !form.text(END_HOLDINGS).isEmpty())
                                        .centre()),
                any -> visit().addresses().centre(now.number));
    }

    @Override
    Response refused(Form form, Refusal refusal) {
        Drawing wrong = Drawing.wrong(form, List.of(problem(form, refusal)));
        return draw(
                Answer.status(refusal),
                wrong,
                refusal.code().equals(CANT_STAY) ? held(refusal) : List.of());
    }

    /** Who holds what, by name: the refusal has ids. */
    private List<Map<String, Object>> held(Refusal refusal) {
        List<Map<String, Object>> rows =
                refusal.details().get("holdings") instanceof List<?> list
                        ? list.stream().map(ChangeCentrePage::row).toList()
                        : List.of();
        Map<String, String> names =
                Directory.names(
                        visit().session(),
                        rows.stream()
                                .map(row -> (String) row.get("userId"))
                                .collect(Collectors.toSet()));
        RoleCatalogue catalogue = Policies.current(visit().session()).catalogue();
        return rows.stream()
                .map(
                        row -> {
                            Map<String, Object> shape = new HashMap<>();
                            shape.put("name", names.getOrDefault((String) row.get("userId"), ""));
                            Optional.ofNullable((String) row.get("role"))
                                    .ifPresent(
                                            role ->
                                                    shape.put(
                                                            "role",
                                                            catalogue
                                                                    .roleNames(
                                                                            visit().texts()
                                                                                    .locale())
                                                                    .apply(role)));
                            return shape;
                        })
                .toList();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> row(Object row) {
        return (Map<String, Object>) row;
    }
}
