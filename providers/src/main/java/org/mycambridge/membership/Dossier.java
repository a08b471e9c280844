package org.mycambridge.membership;

import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.mycambridge.centre.Refusal;
import org.mycambridge.history.History;
import org.mycambridge.tables.AssignmentRow;
import org.mycambridge.tables.ChangeRow;
import org.mycambridge.tables.DeliveryRow;
import org.mycambridge.tables.GrantRow;
import org.mycambridge.tables.HistoryRow;
import org.mycambridge.tables.InvitationRow;
import org.mycambridge.tables.MembershipRow;
import org.mycambridge.tables.PersonRow;
import org.mycambridge.tables.Tables;

/**
 * Everything of ours about one person, for whoever asks what is kept about them: no secret, and of
 * other people no more than ids.
 */
public final class Dossier {

    private static final String CENTRE = "centre";

    private final EntityManager em;
    private final UserModel user;

    private Dossier(KeycloakSession session, UserModel user) {
        this.em = Tables.of(session);
        this.user = user;
    }

    /**
     * Somebody's.
     *
     * @throws Refusal not found, for an account that is nobody of ours
     */
    public static Dossier of(KeycloakSession session, String userId) {
        return new Dossier(session, person(session, userId));
    }

    /** An account that has ever had to do with a centre; not that of a client. */
    static UserModel person(KeycloakSession session, String userId) {
        UserModel user =
                Facts.isNobodysId(userId)
                        ? null
                        : session.users().getUserById(session.getContext().getRealm(), userId);
        if (user == null || user.getServiceAccountClientLink() != null) {
            throw Refusal.notFound("That person");
        }
        boolean known =
                Tables.of(session).find(PersonRow.class, userId) != null
                        || !Tables.of(session)
                                .createQuery(
                                        "select m.id from MembershipRow m where m.userId = :user",
                                        String.class)
                                .setParameter("user", userId)
                                .setMaxResults(1)
                                .getResultList()
                                .isEmpty();
        if (!known) {
            throw Refusal.notFound("That person");
        }
        return user;
    }

    /** All but the acts, by what it is. */
    public Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("person", account());
        facts.put("memberships", memberships());
        facts.put("assignments", assignments());
        facts.put("invitations", invitations());
        facts.put("mails", mails());
        facts.put("toldToServices", told());
        return facts;
    }

    private Map<String, Object> account() {
        Map<String, Object> account = new LinkedHashMap<>();
        account.put("id", user.getId());
        account.put("username", user.getUsername());
        put(account, "email", user.getEmail());
        put(account, "firstName", user.getFirstName());
        put(account, "lastName", user.getLastName());
        account.put("enabled", user.isEnabled());
        put(account, "createdAt", time(user.getCreatedTimestamp()));
        PersonRow person = em.find(PersonRow.class, user.getId());
        if (person != null) {
            put(account, "firstSignIn", time(person.firstSignIn));
            put(account, "lastSignIn", time(person.lastSignIn));
            put(account, "temporaryPasswordUntil", time(person.temporaryUntil));
            put(account, "verificationCodeSentAt", time(person.codeSentAt));
        }
        return account;
    }

    private List<Map<String, Object>> memberships() {
        return rows(
                "select m, c.number from MembershipRow m join CentreRow c on c.id = m.centreId where"
                        + " m.userId = :user order by c.number",
                row -> {
                    MembershipRow membership = (MembershipRow) row[0];
                    Map<String, Object> shape = at(row[1]);
                    shape.put("joinedAt", time(membership.joinedAt));
                    shape.put("disabled", membership.disabled);
                    put(shape, "invitedUntil", time(membership.invitedUntil));
                    put(shape, "firstNameAsTyped", membership.typedFirstName);
                    put(shape, "lastNameAsTyped", membership.typedLastName);
                    shape.put("roles", roles(membership.centreId));
                    return shape;
                });
    }

    private List<Map<String, Object>> roles(String centreId) {
        return em
                .createQuery(
                        "from GrantRow g where g.centreId = :centre and g.userId = :user order by"
                                + " g.roleId",
                        GrantRow.class)
                .setParameter(CENTRE, centreId)
                .setParameter("user", user.getId())
                .getResultList()
                .stream()
                .map(
                        grant -> {
                            Map<String, Object> shape = new LinkedHashMap<>();
                            shape.put("role", grant.roleId);
                            shape.put("grantedAt", time(grant.grantedAt));
                            put(shape, "grantedBy", grant.grantedBy);
                            return shape;
                        })
                .toList();
    }

    private List<Map<String, Object>> assignments() {
        return rows(
                "select a, c.number, p.number from AssignmentRow a join CentreRow c on c.id ="
                        + " a.centreId join CentreRow p on p.id = a.parentId where a.userId = :user"
                        + " order by c.number",
                row -> {
                    Map<String, Object> shape = at(row[1]);
                    shape.put("through", row[2]);
                    shape.put("assignedAt", time(((AssignmentRow) row[0]).assignedAt));
                    return shape;
                });
    }

    private List<Map<String, Object>> invitations() {
        return rows(
                "select i, c.number from InvitationRow i join CentreRow c on c.id = i.centreId where"
                        + " i.userId = :user order by i.createdAt, i.id",
                row -> {
                    InvitationRow invitation = (InvitationRow) row[0];
                    Map<String, Object> shape = at(row[1]);
                    shape.put("state", invitation.state);
                    shape.put("createdAt", time(invitation.createdAt));
                    shape.put("endsAt", time(invitation.endsAt));
                    put(shape, "invitedBy", invitation.inviterId);
                    return shape;
                });
    }

    private List<Map<String, Object>> mails() {
        return rows(
                "select d, c.number from DeliveryRow d left join CentreRow c on c.id = d.centreId"
                        + " where d.recipientId = :user order by d.createdAt, d.id",
                row -> {
                    DeliveryRow mail = (DeliveryRow) row[0];
                    Map<String, Object> shape = at(row[1]);
                    shape.put("kind", mail.kind);
                    shape.put("state", mail.state);
                    shape.put("since", time(mail.createdAt));
                    put(shape, "doneAt", time(mail.doneAt));
                    shape.put("attempts", mail.attempts);
                    put(shape, "error", mail.lastError);
                    return shape;
                });
    }

    /** What services were told, of the centres that the history knows the person at. */
    private List<Map<String, Object>> told() {
        return rows(
                "select c, c.centreNumber from ChangeRow c where c.personId = :user and c.centreId"
                        + " in (select distinct h.centreId from HistoryRow h where h.subjectId ="
                        + " :user) order by c.id",
                row -> {
                    ChangeRow change = (ChangeRow) row[0];
                    Map<String, Object> shape = at(row[1]);
                    shape.put("service", change.serviceId);
                    shape.put("kind", change.kind);
                    shape.put("at", time(change.happenedAt));
                    put(shape, "takenAt", time(change.acknowledgedAt));
                    return shape;
                });
    }

    /** How many acts are kept that were done on somebody or by them. */
    static long count(KeycloakSession session, String userId) {
        return Tables.of(session)
                .createQuery(
                        "select count(h.id) from HistoryRow h where h.subjectId = :user or h.actorId"
                                + " = :user",
                        Long.class)
                .setParameter("user", userId)
                .getSingleResult();
    }

    /**
     * Acts on the person or by them, the oldest first.
     *
     * @param after the number of the last act that was read; 0 at first
     */
    public List<Map<String, Object>> acts(long after, int max) {
        return em
                .createQuery(
                        "select h, c.number from HistoryRow h left join CentreRow c on c.id ="
                                + " h.centreId where h.id > :after and (h.subjectId = :user or"
                                + " h.actorId = :user) order by h.id",
                        Object[].class)
                .setParameter("after", after)
                .setParameter("user", user.getId())
                .setMaxResults(max)
                .getResultList()
                .stream()
                .map(row -> act((HistoryRow) row[0], row[1]))
                .toList();
    }

    private Map<String, Object> act(HistoryRow row, Object centre) {
        Map<String, Object> shape = at(centre);
        shape.put("id", row.id);
        shape.put("at", time(row.happenedAt));
        shape.put("kind", row.kind);
        put(shape, "actor", row.actorId);
        put(shape, "relation", row.relation);
        put(shape, "subject", row.subjectId);
        shape.put("detail", History.detail(row));
        put(shape, "reason", row.reason);
        return shape;
    }

    private interface Shape {
        Map<String, Object> of(Object[] row);
    }

    private List<Map<String, Object>> rows(String query, Shape shape) {
        return em
                .createQuery(query, Object[].class)
                .setParameter("user", user.getId())
                .getResultList()
                .stream()
                .map(shape::of)
                .toList();
    }

    private static Map<String, Object> at(Object centre) {
        Map<String, Object> shape = new LinkedHashMap<>();
        put(shape, CENTRE, centre);
        return shape;
    }

    private static void put(Map<String, Object> shape, String name, Object value) {
        Optional.ofNullable(value).ifPresent(each -> shape.put(name, each));
    }

    private static String time(Long millis) {
        return millis == null ? null : Instant.ofEpochMilli(millis).toString();
    }
}
