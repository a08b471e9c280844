package org.mycambridge.web.console;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mycambridge.centre.CentreNumber;
import org.mycambridge.centre.Centres;
import org.mycambridge.centre.Refusal;
import org.mycambridge.policy.CentreStatus;
import org.mycambridge.policy.CentreType;
import org.mycambridge.policy.LinkStatus;
import org.mycambridge.tables.CentreRow;

/** The facts of a centre as fields of a form. */
final class CentreDraft {

    private static final String NAME = "name";
    private static final String TYPE = "type";
    private static final String PARENT = "parent";
    private static final String LINK = "link";
    static final String NUMBER = "number";

    private CentreDraft() {}

    /** As it stands: what a form to change it shows first. */
    static Map<String, String> values(CentreRow centre, Optional<CentreRow> parent) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put(NUMBER, centre.number);
        values.put(NAME, centre.name);
        values.put(TYPE, centre.type.name());
        values.put(PARENT, parent.map(each -> each.number).orElse(""));
        values.put(LINK, centre.linkStatus == null ? "" : centre.linkStatus.name());
        return values;
    }

    /** As it was typed. */
    static Map<String, String> values(Form form) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String name : List.of(NUMBER, NAME, TYPE, PARENT, LINK)) {
            values.put(name, form.text(name));
        }
        return values;
    }

    /** What may be chosen. */
    static Map<String, Object> choices() {
        Map<String, Object> choices = new HashMap<>();
        choices.put("types", Arrays.stream(CentreType.values()).map(Enum::name).toList());
        choices.put("links", Arrays.stream(LinkStatus.values()).map(Enum::name).toList());
        return choices;
    }

    /**
     * What the form says.
     *
     * @throws Refusal if it says nothing that could be a centre
     */
    static Centres.Draft read(Form form, CentreNumber number, CentreStatus status) {
        Optional<CentreNumber> parent =
                Optional.of(form.text(PARENT).strip())
                        .filter(text -> !text.isEmpty())
                        .map(text -> CentreNumber.of(text, PARENT));
        return new Centres.Draft(
                number,
                form.text(NAME),
                constant(CentreType.class, form.text(TYPE))
                        .orElseThrow(() -> Refusal.invalid("required", TYPE, "type is required")),
                status,
                parent,
                // A link is chosen beside the parent: without one there is none.
                parent.flatMap(any -> constant(LinkStatus.class, form.text(LINK))));
    }

    private static <E extends Enum<E>> Optional<E> constant(Class<E> type, String name) {
        return Arrays.stream(type.getEnumConstants())
                .filter(each -> each.name().equals(name))
                .findFirst();
    }
}
