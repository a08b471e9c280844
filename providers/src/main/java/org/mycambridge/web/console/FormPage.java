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
import org.mycambridge.centre.Work;
import org.mycambridge.history.Outbox;
import org.mycambridge.membership.CentreUsers;
import org.mycambridge.membership.Roster;
import org.mycambridge.policy.Role;
import org.mycambridge.web.Idempotency;

/** A page of a centre with a form. */
abstract class FormPage extends PageWithForm {

    private final CentreNumber number;
    private final String[] path;

    /**
     * @param path the page's path below the centre's
     */
    FormPage(Visit visit, CentreNumber number, String... path) {
        super(visit);
        this.number = number;
        this.path = path;
    }

    final CentreNumber number() {
        return number;
    }

    final Roster roster() {
        return Roster.of(visit().session(), visit().actor(), number);
    }

    /** The page of the centre's people, or one below it. */
    final URI users(String... below) {
        String[] parts = new String[below.length + 1];
        parts[0] = Addresses.USERS;
        System.arraycopy(below, 0, parts, 1, below.length);
        return visit().addresses().centre(number.value(), parts);
    }

    @Override
    final String page() {
        return visit().addresses().pathOfCentre(number.value(), path);
    }

    /** Attributes that every page with a form has. */
    final Map<String, Object> attributes(Roster roster, Drawing drawing) {
        Map<String, Object> attributes = new HashMap<>(CentreFrame.of(visit(), roster, ""));
        attributes.putAll(formAttributes(drawing));
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
                        visit().session(),
                        inner ->
                                Idempotency.once(
                                        inner,
                                        visit().actor().id(),
                                        Sent.request(form, page()),
                                        () -> {
                                            acted.set(true);
                                            return Sent.kept(
                                                    act.apply(
                                                            CentreUsers.of(inner, visit().actor()),
                                                            number));
                                        }));
        Sent sent = Sent.read(done.value());
        Map<String, Object> banner = new LinkedHashMap<>();
        banner.put("kind", kind);
        banner.put("name", name);
        (acted.get() ? done.mail() : mailSince(sent.userId()))
                .ifPresent(outcome -> banner.put("mail", say(outcome)));
        banner.put("texts", warnings(sent.nobodyHolds()));
        return visit().done(to.apply(sent.userId()), banner);
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
            roster().standing().policy().catalogue().roles(visit().texts().locale()).stream()
                    .filter(role -> role.id().equals(id))
                    .map(Role::holderName)
                    .findFirst()
                    .ifPresent(name -> texts.add(visit().texts().say("mcNobodyReceives", name)));
        }
        return texts;
    }
}
