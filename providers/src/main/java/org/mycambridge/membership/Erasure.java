package org.mycambridge.membership;

import jakarta.persistence.EntityManager;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserManager;
import org.keycloak.models.UserModel;
import org.mycambridge.centre.ActorRef;
import org.mycambridge.centre.CentreNumber;
import org.mycambridge.centre.Centres;
import org.mycambridge.centre.Refusal;
import org.mycambridge.history.History;
import org.mycambridge.policy.Centre;
import org.mycambridge.policy.Relation;
import org.mycambridge.policy.Role;
import org.mycambridge.policy.Subject;
import org.mycambridge.tables.CentreRow;
import org.mycambridge.tables.HistoryRow;
import org.mycambridge.tables.MembershipRow;
import org.mycambridge.tables.Tables;

/**
 * Erases a person, for the board alone (rules.md D12): their memberships end as if they were
 * removed from each centre, and their account is deleted. History keeps what was done, under an id
 * that leads to nobody any more; their name and address are taken out of the reasons that were
 * given.
 */
public final class Erasure {

    /** What stands in a reason where a name or address stood. */
    public static final String ERASED = "[erased]";

    private final KeycloakSession session;
    private final ActorRef actor;
    private final EntityManager em;

    private Erasure(KeycloakSession session, ActorRef actor) {
        this.session = session;
        this.actor = actor;
        this.em = Tables.of(session);
    }

    public static Erasure by(KeycloakSession session, ActorRef actor) {
        return new Erasure(session, actor);
    }

    /**
     * What was done.
     *
     * @param centres the numbers of the centres they were at
     * @param acts how many acts of history on them or of theirs are kept
     */
    public record Done(List<String> centres, long acts) {}

    /**
     * Erases them: all of it, or nothing.
     *
     * @param evenIfNeeded also where a centre loses its last User Manager or the holder of a role
     *     that is to be moved first
     * @throws Refusal not found, for an account that is nobody of ours; forbidden, for oneself
     *     (D27) and for whoever holds a Keycloak admin role (D39); a conflict, where a centre still
     *     needs them, or an identity provider would bring them back
     */
    public Done erase(String userId, boolean evenIfNeeded) {
        RealmModel realm = session.getContext().getRealm();
        UserModel user = Dossier.person(session, userId);
        if (userId.equals(actor.id())) {
            throw Refusal.forbidden("own-account", "You can't erase yourself");
        }
        if (Facts.isAdministrator(session, user)) {
            throw Refusal.forbidden(
                    "administrator",
                    "This person holds a Keycloak admin role. Take it from them first");
        }
        List<CentreNumber> centres = centres(userId);
        // All of them before any person: centres are locked first (design decision 4).
        centres.forEach(number -> Centres.locked(session, number));
        if (!evenIfNeeded) {
            requireNotNeeded(centres, user);
        }
        Set<String> names = names(user);
        centres.forEach(number -> CentreUsers.of(session, actor).remove(number, userId));
        em.flush();
        takeOutOfReasons(userId, names);
        forgetAnswers(userId);
        if (!new UserManager(session).removeUser(realm, user)) {
            throw Refusal.conflict(
                    "account-not-removable",
                    "The account comes from a directory that lets nobody delete it. Remove it there"
                            + " first");
        }
        List<String> numbers = centres.stream().map(CentreNumber::value).toList();
        History.record(
                session,
                new History.Act(
                        "person-erased",
                        Optional.of(actor.id()),
                        Optional.of(Relation.BOARD),
                        Optional.empty(),
                        Optional.of(userId),
                        Map.of("centres", numbers),
                        actor.reason()));
        return new Done(numbers, Dossier.count(session, userId));
    }

    private List<CentreNumber> centres(String userId) {
        return em.createQuery(
                        "select c.number from MembershipRow m join CentreRow c on c.id = m.centreId"
                                + " where m.userId = :user order by c.number",
                        String.class)
                .setParameter("user", userId)
                .getResultStream()
                .map(number -> CentreNumber.parse(number).orElseThrow())
                .toList();
    }

    private void requireNotNeeded(List<CentreNumber> centres, UserModel user) {
        List<Map<String, Object>> needed = new ArrayList<>();
        for (CentreNumber number : centres) {
            Place place = new Place(session, actor, number);
            CentreRow row = place.row();
            MembershipRow membership = Facts.member(session, row, user.getId());
            Subject subject = place.subject(membership, user);
            place.known(subject.roles(), "roles").stream()
                    .filter(role -> isNeeded(role, subject, place.ruling().centre()))
                    .forEach(
                            role -> {
                                Map<String, Object> each = new LinkedHashMap<>();
                                each.put("centre", number.value());
                                each.put("role", role.id());
                                needed.add(each);
                            });
        }
        if (!needed.isEmpty()) {
            throw Refusal.conflict(
                            "still-needed",
                            "A centre would be left without somebody it needs. Appoint somebody else"
                                    + " first, or erase them nevertheless")
                    .with(Map.of("needed", needed));
        }
    }

    /** The last that is kept (D30), or one that is to be moved before its holder is removed. */
    private static boolean isNeeded(Role role, Subject subject, Centre centre) {
        boolean last =
                role.keepOne()
                        && subject.countsAsHolder(role.id())
                        && centre.userManagers().getOrDefault(role.id(), 0) <= 1;
        return last || role.moveBeforeRemoval();
    }

    /** What they are called, by themselves and by the centres that invited them (D5). */
    private Set<String> names(UserModel user) {
        Set<String> names = new HashSet<>();
        Stream.of(user.getEmail(), user.getUsername(), user.getFirstName(), user.getLastName())
                .forEach(names::add);
        em.createQuery("from MembershipRow m where m.userId = :user", MembershipRow.class)
                .setParameter("user", user.getId())
                .getResultStream()
                .forEach(
                        membership -> {
                            names.add(membership.typedFirstName);
                            names.add(membership.typedLastName);
                        });
        return names.stream()
                .filter(Objects::nonNull)
                .map(String::strip)
                .filter(name -> name.length() > 1)
                .collect(Collectors.toSet());
    }

    /** Reasons are the one text of history that somebody typed. */
    private void takeOutOfReasons(String userId, Set<String> names) {
        if (names.isEmpty()) {
            return;
        }
        Pattern named = named(names);
        em.createQuery(
                        "from HistoryRow h where h.subjectId = :user and h.reason is not null",
                        HistoryRow.class)
                .setParameter("user", userId)
                .getResultStream()
                .forEach(act -> act.reason = named.matcher(act.reason).replaceAll(ERASED));
    }

    /**
     * The longest first; as words of their own in scripts that part words ("Li" is not in "link"),
     * anywhere in the others.
     */
    static Pattern named(Set<String> names) {
        String any =
                names.stream()
                        .sorted(Comparator.comparingInt(String::length).reversed())
                        .map(Pattern::quote)
                        .collect(Collectors.joining("|"));
        String letter = "[\\p{IsLatin}\\p{IsGreek}\\p{IsCyrillic}\\p{N}]";
        return Pattern.compile(
                "(?<!" + letter + ")(?:" + any + ")(?!" + letter + ")",
                Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }

    /**
     * Answers that are kept for a day show a person as the actor saw them. In SQL itself: Hibernate
     * has no {@code like} for a text of any length on PostgreSQL.
     */
    private void forgetAnswers(String userId) {
        em.createNativeQuery(
                        "delete from {h-schema}MC_ANSWER where REALM_ID = :realm and BODY like :user")
                .setParameter("realm", session.getContext().getRealm().getId())
                .setParameter("user", "%" + userId + "%")
                .executeUpdate();
    }
}
