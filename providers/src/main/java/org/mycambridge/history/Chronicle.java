package org.mycambridge.history;

import jakarta.persistence.TypedQuery;
import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.keycloak.models.KeycloakSession;
import org.mycambridge.policy.Relation;
import org.mycambridge.tables.HistoryRow;
import org.mycambridge.tables.MembershipRow;
import org.mycambridge.tables.Tables;

/**
 * The history of a centre, in sentences. Names are joined as this centre may see them: as typed
 * until the person signs in (D5), "a former user" for an account that is gone or was never seen
 * here.
 */
public final class Chronicle {

    private static final String WHERE =
            " where h.centreId = :centre and (:subject is null or h.subjectId = :subject) and"
                    + " (:kind is null or h.kind = :kind)";

    private static final String ROWS =
            """
            select h, a.firstName, a.lastName, s.firstName, s.lastName, m,
                (select sum(case when i.state = :used then 1 else 0 end) from InvitationRow i
                    where i.centreId = h.centreId and i.userId = h.subjectId)
            from HistoryRow h
            left join UserEntity a on a.id = h.actorId
            left join UserEntity s on s.id = h.subjectId
            left join MembershipRow m on m.centreId = h.centreId and m.userId = h.subjectId
            """;

    private Chronicle() {}

    /**
     * What to show.
     *
     * @param centreId of which centre
     * @param subject about whom
     * @param kind of which kind
     */
    public record Filter(String centreId, Optional<String> subject, Optional<String> kind) {}

    /** What is shown in which language: the sentences, and the names of roles by their ids. */
    public record Language(Locale locale, UnaryOperator<String> roleName) {}

    /** A page of history, newest first. */
    public static List<Map<String, Object>> page(
            KeycloakSession session, Filter filter, int first, int max, Language language) {
        TypedQuery<Object[]> query =
                filtered(
                        Tables.of(session)
                                .createQuery(ROWS + WHERE + " order by h.id desc", Object[].class),
                        filter);
        query.setParameter("used", org.mycambridge.tables.InvitationRow.State.USED);
        return query.setFirstResult(first).setMaxResults(max).getResultList().stream()
                .map(row -> entry(row, language))
                .toList();
    }

    public static long count(KeycloakSession session, Filter filter) {
        return filtered(
                        Tables.of(session)
                                .createQuery(
                                        "select count(h) from HistoryRow h" + WHERE, Long.class),
                        filter)
                .getSingleResult();
    }

    private static <T> TypedQuery<T> filtered(TypedQuery<T> query, Filter filter) {
        return query.setParameter("centre", filter.centreId())
                .setParameter("subject", filter.subject().orElse(null))
                .setParameter("kind", filter.kind().orElse(null));
    }

    private static Map<String, Object> entry(Object[] row, Language language) {
        HistoryRow act = (HistoryRow) row[0];
        Words words = new Words(language.locale());
        String actor = actor(act, (String) row[1], (String) row[2], words);
        String subject =
                subject(
                        (MembershipRow) row[5],
                        (String) row[3],
                        (String) row[4],
                        // None at all: they came in another way, and this centre knew them.
                        row[6] != null && ((Number) row[6]).longValue() == 0,
                        words);
        Map<String, Object> detail = History.detail(act);
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("id", act.id);
        entry.put("at", java.time.Instant.ofEpochMilli(act.happenedAt).toString());
        entry.put("kind", act.kind);
        entry.put("actor", actor);
        entry.put("relation", act.relation);
        if (act.subjectId != null) {
            entry.put("subjectId", act.subjectId);
            entry.put("subject", subject);
        }
        entry.put("detail", detail);
        if (act.reason != null) {
            entry.put("reason", act.reason);
        }
        entry.put(
                "sentence", words.sentence(act.kind, actor, subject, detail, language.roleName()));
        return entry;
    }

    private static String actor(HistoryRow act, String first, String last, Words words) {
        if (act.relation == Relation.BOARD) {
            return words.of("cambridge");
        }
        if (act.actorId == null) {
            return words.of("the-clock");
        }
        return first == null ? words.of("former-user") : MembershipRow.fullName(first, last);
    }

    private static String subject(
            MembershipRow membership, String first, String last, boolean neverCame, Words words) {
        if (membership != null && membership.typedFirstName != null) {
            return MembershipRow.fullName(membership.typedFirstName, membership.typedLastName);
        }
        // Somebody who never came must not be shown by a name this centre never knew.
        boolean unknownHere = membership == null && neverCame;
        return first == null || unknownHere
                ? words.of("former-user")
                : MembershipRow.fullName(first, last);
    }

    /** The sentences, in one language. */
    private static final class Words {

        private final Locale locale;
        private final ResourceBundle bundle;

        Words(Locale locale) {
            this.locale = locale;
            this.bundle =
                    ResourceBundle.getBundle(
                            "org.mycambridge.history.sentences",
                            locale,
                            ResourceBundle.Control.getNoFallbackControl(
                                    ResourceBundle.Control.FORMAT_PROPERTIES));
        }

        String of(String key) {
            return bundle.getString(key);
        }

        String sentence(
                String kind,
                String actor,
                String subject,
                Map<String, Object> detail,
                UnaryOperator<String> roleName) {
            List<String> granted = names(detail.get("granted"), roleName);
            List<String> revoked = names(detail.get("revoked"), roleName);
            String key = kind;
            if (kind.equals("roles-changed") && revoked.isEmpty()) {
                key = "roles-granted";
            } else if (kind.equals("roles-changed") && granted.isEmpty()) {
                key = "roles-revoked";
            }
            List<String> roles = new ArrayList<>();
            if (detail.get("role") instanceof String role) {
                roles.add(roleName.apply(role));
            }
            boolean both = !granted.isEmpty() && !revoked.isEmpty();
            granted.forEach(role -> roles.add((both ? "+ " : "") + role));
            revoked.forEach(role -> roles.add((both ? "− " : "") + role));
            String list = roles.isEmpty() ? of("nothing") : String.join(", ", roles);
            return bundle.containsKey(key)
                    ? new MessageFormat(of(key), locale).format(new Object[] {actor, subject, list})
                    : kind;
        }

        private static List<String> names(Object ids, UnaryOperator<String> roleName) {
            return ids instanceof List<?> list
                    ? list.stream()
                            .map(id -> roleName.apply((String) id))
                            .collect(Collectors.toList())
                    : List.of();
        }
    }
}
