package org.mycambridge.web.console;

import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.mycambridge.centre.CentreNumber;
import org.mycambridge.centre.Refusal;
import org.mycambridge.centre.Work;
import org.mycambridge.membership.Additions;
import org.mycambridge.membership.CentreUsers;
import org.mycambridge.membership.Roster;
import org.mycambridge.policy.RoleCatalogue;
import org.mycambridge.tables.MembershipRow;
import org.mycambridge.web.Csv;
import org.mycambridge.web.Idempotency;

/**
 * Adds the people of a list: what would become of each line is shown first, nothing is done before
 * that is confirmed. Each line is added by itself, so one that can't be stops no other.
 */
final class AddSeveralPage extends FormPage {

    static final String LIST_TEMPLATE = "template";

    private static final String TEMPLATE = "mc-add-several.ftl";
    private static final String TEXT = "text";
    private static final String STEP = "step";
    private static final String ENTER = "enter";
    private static final String PREVIEW = "preview";
    private static final String CONFIRM = "confirm";
    private static final String DONE = "done";

    AddSeveralPage(Visit visit, CentreNumber number) {
        super(visit, number, Addresses.USERS, UsersPage.ADD_SEVERAL);
    }

    /** An empty list with the names of its columns. */
    static Response template() {
        List<String> columns = new ArrayList<>();
        for (PeopleList.Column column : PeopleList.Column.values()) {
            columns.add(column.label());
        }
        return Csv.answer("users-to-add.csv", columns, Collections.emptyIterator());
    }

    /** What became, or would become, of a line. */
    private record Row(PeopleList.Entry entry, String state, Optional<String> text) {}

    @Override
    Response draw(int status, Drawing drawing) {
        return draw(status, drawing, ENTER, drawing.form().text(TEXT), List.of());
    }

    private Response draw(int status, Drawing drawing, String step, String text, List<Row> rows) {
        Roster roster = roster();
        RoleCatalogue catalogue = roster.standing().policy().catalogue();
        Map<String, Object> attributes = attributes(roster, drawing);
        attributes.put("mcStep", step);
        attributes.put("mcText", text);
        attributes.put("mcMost", PeopleList.MOST);
        attributes.put("mcRows", rows.stream().map(row -> shape(catalogue, row)).toList());
        attributes.put(
                "mcCount",
                Map.of(
                        "ready", count(rows, "ready"),
                        "refused", count(rows, "refused"),
                        "added", count(rows, "added")));
        attributes.put(
                "mcRoles",
                roster.roles(Optional.empty()).stream()
                        .filter(Roster.RoleState::mayGrant)
                        .map(state -> visit().texts().in(catalogue, state.role()))
                        .map(role -> Map.of("id", role.id(), "name", role.name()))
                        .toList());
        String users = users().getRawPath();
        attributes.put("mcTemplateUrl", users + "/" + UsersPage.ADD_SEVERAL + "/" + LIST_TEMPLATE);
        attributes.put("mcCancelUrl", users);
        attributes.put("mcBackUrl", users);
        return visit().show(status, TEMPLATE, attributes);
    }

    private static long count(List<Row> rows, String state) {
        return rows.stream().filter(row -> row.state().equals(state)).count();
    }

    private Map<String, Object> shape(RoleCatalogue catalogue, Row row) {
        PeopleList.Entry entry = row.entry();
        Map<String, Object> shape = new HashMap<>();
        shape.put("line", entry.line());
        shape.put("name", MembershipRow.fullName(entry.firstName(), entry.lastName()));
        shape.put("email", entry.email());
        shape.put("roles", visit().texts().names(catalogue, entry.roles()));
        shape.put("state", row.state());
        row.text().ifPresent(text -> shape.put("text", text));
        return shape;
    }

    @Override
    Response save(Form form) {
        RoleCatalogue catalogue = roster().standing().policy().catalogue();
        String text;
        try {
            text = text(form);
        } catch (Refusal refusal) {
            return refused(form, refusal);
        }
        Form typed = Form.kept(Map.of(TEXT, List.of(text)));
        List<PeopleList.Entry> entries;
        switch (form.text(STEP)) {
            case PREVIEW, CONFIRM -> {
                try {
                    entries = new PeopleList(catalogue, visit().texts()).read(text);
                } catch (Refusal refusal) {
                    return refused(typed, refusal);
                }
            }
            default -> {
                return draw(200, new Drawing(typed, List.of(), Optional.empty()));
            }
        }
        if (form.text(STEP).equals(PREVIEW)) {
            return draw(200, Drawing.first(), PREVIEW, text, preview(entries));
        }
        if (Sensitive.gives(
                        roster(),
                        entries.stream()
                                .flatMap(entry -> entry.roles().stream())
                                .collect(Collectors.toSet()))
                && !visit().hasJustSignedIn()) {
            return signInAgain(typed);
        }
        Set<String> seen = new HashSet<>();
        return draw(
                200,
                Drawing.first(),
                DONE,
                text,
                entries.stream().map(entry -> add(form, entry, seen)).toList());
    }

    /** The file where there is one, what was pasted otherwise. */
    private String text(Form form) {
        return form.file().length > 0
                ? Csv.text(form.file(), visit().texts().locale())
                : form.text(TEXT);
    }

    private List<Row> preview(List<PeopleList.Entry> entries) {
        List<CentreUsers.NewUser> wellFormed =
                entries.stream()
                        .filter(entry -> entry.wrong().isEmpty())
                        .map(PeopleList.Entry::newUser)
                        .toList();
        Iterator<Optional<Refusal>> outcomes =
                Additions.outcomes(visit().session(), visit().actor(), number(), wellFormed)
                        .iterator();
        return entries.stream()
                .map(
                        entry ->
                                !entry.wrong().isEmpty()
                                        ? refused(entry)
                                        : outcomes.next()
                                                .map(refusal -> refused(entry, refusal))
                                                .orElseGet(
                                                        () ->
                                                                new Row(
                                                                        entry,
                                                                        "ready",
                                                                        Optional.empty())))
                .toList();
    }

    private Row refused(PeopleList.Entry entry) {
        return new Row(
                entry,
                "refused",
                Optional.of(
                        entry.wrong().stream()
                                .map(refusal -> say(entry, refusal))
                                .collect(Collectors.joining(" "))));
    }

    private Row refused(PeopleList.Entry entry, Refusal refusal) {
        return new Row(entry, "refused", Optional.of(say(entry, refusal)));
    }

    private String say(PeopleList.Entry entry, Refusal refusal) {
        boolean role = refusal.code().equals("unknown-role-in-row");
        Object most = refusal.details().get("most");
        if (most != null) {
            return visit().texts().say(refusal, String.valueOf(most));
        }
        return visit().texts().say(refusal, role ? refusal.field().orElse("") : entry.email());
    }

    private Row add(Form form, PeopleList.Entry entry, Set<String> seen) {
        if (!entry.wrong().isEmpty()) {
            return refused(entry);
        }
        if (!seen.add(entry.newUser().details().email())) {
            return refused(entry, Additions.twice(entry.email()));
        }
        try {
            Work.writeWithoutWaiting(
                    visit().session(),
                    inner ->
                            Idempotency.once(
                                    inner,
                                    visit().actor().id(),
                                    request(form, entry),
                                    () ->
                                            Sent.kept(
                                                    CentreUsers.of(inner, visit().actor())
                                                            .add(number(), entry.newUser()))));
            return new Row(entry, "added", Optional.empty());
        } catch (Refusal refusal) {
            if (refusal.kind() == Refusal.Kind.NOT_FOUND) {
                throw refusal;
            }
            return refused(entry, refusal);
        }
    }

    /** The same list sent twice adds everybody once. */
    private Optional<Idempotency.Request> request(Form form, PeopleList.Entry entry) {
        return form.sending()
                .map(sending -> sending.split("\\.")[0] + "." + entry.line())
                .flatMap(key -> Idempotency.Request.of(key, page(), entry.content()));
    }
}
