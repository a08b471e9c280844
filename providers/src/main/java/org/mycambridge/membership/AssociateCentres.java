package org.mycambridge.membership;

import jakarta.persistence.TypedQuery;
import java.util.List;
import java.util.Optional;
import org.keycloak.models.KeycloakSession;
import org.mycambridge.centre.ActorRef;
import org.mycambridge.centre.Assignments;
import org.mycambridge.centre.CentreNumber;
import org.mycambridge.centre.Like;
import org.mycambridge.policy.LinkStatus;
import org.mycambridge.policy.Relation;
import org.mycambridge.tables.CentreRow;
import org.mycambridge.tables.Tables;

/**
 * The child centres of an associate (F36): for a person those assigned to them, for the board all.
 * A link that ended is not among them.
 */
public final class AssociateCentres {

    private final KeycloakSession session;
    private final CentreRow parent;
    private final Optional<String> assignee;
    private final Optional<String> search;

    private AssociateCentres(
            KeycloakSession session,
            CentreRow parent,
            Optional<String> assignee,
            Optional<String> search) {
        this.session = session;
        this.parent = parent;
        this.assignee = assignee;
        this.search = search;
    }

    /** The child centres an actor sees from here. */
    public static AssociateCentres of(
            KeycloakSession session, ActorRef actor, CentreNumber number, Optional<String> search) {
        Standing standing = Standing.of(session, actor, number);
        boolean board = standing.rights().contains(Relation.BOARD);
        return new AssociateCentres(
                session,
                standing.centre(),
                board ? Optional.empty() : Optional.of(actor.id()),
                search);
    }

    public List<CentreRow> page(int first, int max) {
        return query("select c from CentreRow c", " order by c.number", CentreRow.class)
                .setFirstResult(first)
                .setMaxResults(max)
                .getResultList();
    }

    public long count() {
        return query("select count(c) from CentreRow c", "", Long.class).getSingleResult();
    }

    private <T> TypedQuery<T> query(String select, String order, Class<T> type) {
        String text =
                select
                        + " where c.parentId = :parent and c.linkStatus <> :ended and"
                        + " (lower(c.name) like :text escape '!' or lower(c.number) like :text"
                        + " escape '!')"
                        + (assignee.isPresent()
                                ? " and exists (select 1 from AssignmentRow a where a.centreId ="
                                        + " c.id and a.parentId = c.parentId and a.userId = :user)"
                                : "")
                        + order;
        TypedQuery<T> query =
                Tables.of(session)
                        .createQuery(text, type)
                        .setParameter("parent", parent.id)
                        .setParameter("ended", LinkStatus.ENDED)
                        .setParameter("text", Like.containing(search.orElse("")));
        assignee.ifPresent(user -> query.setParameter("user", user));
        return query;
    }

    /** The parent of a centre. */
    public static Optional<CentreRow> parent(KeycloakSession session, CentreRow centre) {
        return Optional.ofNullable(centre.parentId)
                .map(id -> Tables.of(session).find(CentreRow.class, id));
    }

    /** The ids of those a centre is assigned to. */
    public static List<String> assignees(KeycloakSession session, CentreRow centre) {
        return centre.parentId == null ? List.of() : Assignments.assignees(session, centre);
    }
}
