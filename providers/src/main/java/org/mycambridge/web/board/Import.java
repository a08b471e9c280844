package org.mycambridge.web.board;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.mycambridge.centre.ActorRef;
import org.mycambridge.centre.Assignments;
import org.mycambridge.centre.CentreNumber;
import org.mycambridge.centre.Centres;
import org.mycambridge.centre.Refusal;
import org.mycambridge.centre.Work;
import org.mycambridge.membership.CentreUsers;
import org.mycambridge.membership.PersonDetails;
import org.mycambridge.membership.Roster;
import org.mycambridge.tables.CentreRow;
import org.mycambridge.web.Answer;
import org.mycambridge.web.Body;

/**
 * Takes JSON Lines: each a {@code centre}, a {@code person} or an {@code assignment}. What is so
 * already is left as it is; a bad line is answered with its fault and stops no other.
 */
final class Import {

    private static final Logger LOG = Logger.getLogger(Import.class);

    private static final String[] PERSON = {
        "email", "firstName", "lastName", "centre", "roles", "invite"
    };

    private final KeycloakSession session;
    private final ActorRef actor;

    Import(KeycloakSession session, ActorRef actor) {
        this.session = session;
        this.actor = actor;
    }

    Response answer(HttpHeaders headers, InputStream in) {
        Body.requireType(headers, "application/jsonl", "application/x-ndjson", "application/json");
        StringBuilder answers = new StringBuilder();
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            int number = 0;
            for (Optional<String> line = line(reader); line.isPresent(); line = line(reader)) {
                number++;
                if (!line.get().isBlank()) {
                    answers.append(Answer.asLine(answerTo(number, line.get()))).append('\n');
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Response.status(207)
                .type("application/jsonl")
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .entity(answers.toString())
                .build();
    }

    /** The next line; of one that is too long no more is kept than what shows it. */
    private static Optional<String> line(BufferedReader reader) throws IOException {
        int c = reader.read();
        if (c < 0) {
            return Optional.empty();
        }
        StringBuilder line = new StringBuilder();
        for (; c >= 0 && c != '\n'; c = reader.read()) {
            if (c != '\r' && line.length() <= Body.LIMIT) {
                line.append((char) c);
            }
        }
        return Optional.of(line.toString());
    }

    private Map<String, Object> answerTo(int number, String line) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("line", number);
        try {
            if (line.length() > Body.LIMIT) {
                throw Refusal.invalid("too-large", "line", "The line is too long");
            }
            Body body = Body.parse(line, "centre", "person", "assignment");
            boolean changed;
            if (body.has("centre")) {
                changed = centre(Body.parse(body.json("centre"), Drafts.CENTRE));
            } else if (body.has("person")) {
                changed = person(Body.parse(body.json("person"), PERSON));
            } else if (body.has("assignment")) {
                changed = assignment(Body.parse(body.json("assignment"), "email", "centre"));
            } else {
                throw Refusal.invalid(
                        "required", "line", "A line has a centre, a person or an assignment");
            }
            answer.put("status", changed ? 201 : 200);
        } catch (Refusal refusal) {
            answer.put("status", Answer.status(refusal));
            answer.put("code", refusal.code());
            answer.put("detail", refusal.getMessage());
            refusal.field().ifPresent(field -> answer.put("field", field));
        } catch (RuntimeException e) {
            LOG.errorf(e, "Line %d of an import failed", number);
            answer.put("status", 500);
            answer.put("code", "unexpected");
            answer.put("detail", "This line failed. The server's log says why");
        }
        return answer;
    }

    private boolean centre(Body body) {
        Centres.Draft draft = Drafts.centre(body, Optional.empty());
        return Work.write(
                        session,
                        inner -> {
                            Optional<CentreRow> known = Centres.find(inner, draft.number());
                            if (known.isEmpty()) {
                                Centres.create(inner, actor, draft);
                                return true;
                            }
                            if (isSo(inner, known.get(), draft)) {
                                return false;
                            }
                            Centres.change(inner, actor, known.get().version, draft, false);
                            return true;
                        })
                .value();
    }

    private static boolean isSo(KeycloakSession session, CentreRow row, Centres.Draft draft) {
        String parent =
                draft.parent()
                        .flatMap(number -> Centres.find(session, number))
                        .map(found -> found.id)
                        .orElse(null);
        return row.name.equals(draft.name())
                && row.type == draft.type()
                && row.status == draft.status()
                && Objects.equals(row.parentId, parent)
                && (draft.link().isEmpty() || row.linkStatus == draft.link().get());
    }

    private boolean person(Body body) {
        CentreNumber centre = CentreNumber.of(body.text("centre"), "centre");
        PersonDetails details =
                PersonDetails.of(body.text("firstName"), body.text("lastName"), body.text("email"));
        Set<String> roles = body.texts("roles");
        boolean invite = body.flag("invite", false);
        return Work.write(
                        session,
                        inner -> {
                            CentreUsers users = CentreUsers.of(inner, actor);
                            Optional<Roster.Person> known =
                                    find(inner, details.email())
                                            .flatMap(user -> member(inner, centre, user.getId()));
                            if (known.isEmpty()) {
                                users.add(centre, new CentreUsers.NewUser(details, roles, invite));
                                return true;
                            }
                            Set<String> missing = new HashSet<>(roles);
                            missing.removeAll(known.get().roles());
                            if (missing.isEmpty()) {
                                return false;
                            }
                            users.change(
                                    centre,
                                    known.get().id(),
                                    new CentreUsers.Change(
                                            known.get().version(),
                                            missing,
                                            Set.of(),
                                            Optional.empty()));
                            return true;
                        })
                .value();
    }

    private Optional<Roster.Person> member(
            KeycloakSession inner, CentreNumber centre, String userId) {
        return Roster.of(inner, actor, centre).find(userId);
    }

    private boolean assignment(Body body) {
        CentreNumber centre = CentreNumber.of(body.text("centre"), "centre");
        String email =
                body.optionalText("email")
                        .orElseThrow(
                                () -> Refusal.invalid("required", "email", "email is required"));
        return Work.write(
                        session,
                        inner -> {
                            UserModel user =
                                    find(inner, email)
                                            .orElseThrow(
                                                    () ->
                                                            Refusal.invalid(
                                                                    "unknown-person",
                                                                    "email",
                                                                    "There is nobody with that"
                                                                            + " address"));
                            return Assignments.assign(inner, actor, centre, user.getId());
                        })
                .value();
    }

    private static Optional<UserModel> find(KeycloakSession session, String email) {
        RealmModel realm = session.getContext().getRealm();
        return Optional.ofNullable(session.users().getUserByEmail(realm, email));
    }
}
