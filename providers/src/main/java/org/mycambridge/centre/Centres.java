package org.mycambridge.centre;

import jakarta.persistence.LockModeType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.OrganizationModel;
import org.keycloak.models.RealmModel;
import org.keycloak.organization.OrganizationProvider;
import org.mycambridge.history.History;
import org.mycambridge.history.KeycloakClock;
import org.mycambridge.policy.CentreStatus;
import org.mycambridge.policy.CentreType;
import org.mycambridge.policy.LinkStatus;
import org.mycambridge.policy.Policy;
import org.mycambridge.policy.Relation;
import org.mycambridge.tables.CentreRow;
import org.mycambridge.tables.Folded;
import org.mycambridge.tables.Tables;

/** Centres and the links between them; what is changed here is changed by the board. */
public final class Centres {

    private static final int LONGEST_NAME = 150;
    private static final String VIEWED = "centre-viewed-by-board";
    private static final String DELETING = "my-cambridge.deleting";

    /** In what is recorded of a new centre: its organisation was there before it. */
    public static final String WAS_THERE = "organisationWasThere";

    private Centres() {}

    /**
     * A centre as the board writes it.
     *
     * @param number its number
     * @param name its name, without the number
     * @param type its type
     * @param status its status
     * @param parent the parent's number; present exactly for types that have one
     * @param link the link's status; present exactly with a parent
     */
    public record Draft(
            CentreNumber number,
            String name,
            CentreType type,
            CentreStatus status,
            Optional<CentreNumber> parent,
            Optional<LinkStatus> link) {}

    public static Optional<CentreRow> find(KeycloakSession session, CentreNumber number) {
        return Tables.of(session)
                .createQuery(
                        "from CentreRow c where c.realmId = :realm and c.number = :number",
                        CentreRow.class)
                .setParameter("realm", realm(session).getId())
                .setParameter("number", number.value())
                .getResultStream()
                .findFirst();
    }

    public static CentreRow get(KeycloakSession session, CentreNumber number) {
        return find(session, number)
                .orElseThrow(() -> Refusal.notFound("Centre " + number.value()));
    }

    /** The centre's row as it is now, locked until the end of the transaction. */
    public static CentreRow locked(KeycloakSession session, CentreNumber number) {
        CentreRow row = get(session, number);
        Tables.of(session).flush();
        Tables.of(session).refresh(row, LockModeType.PESSIMISTIC_WRITE);
        return row;
    }

    /** The native organisation behind a centre. */
    public static OrganizationModel organization(KeycloakSession session, CentreRow centre) {
        return session.getProvider(OrganizationProvider.class).getById(centre.id);
    }

    /** How a centre is called in titles and mails (F33). */
    public static String title(CentreRow centre) {
        return centre.number + " - " + centre.name;
    }

    /**
     * Makes a centre, and the native organisation it is. One that is there already under this
     * number, of another realm's export or made in Keycloak's own console, is set up as the centre;
     * whoever belongs to it stays.
     */
    public static CentreRow create(KeycloakSession session, ActorRef actor, Draft draft) {
        String name = name(draft.name());
        if (find(session, draft.number()).isPresent()) {
            throw Refusal.conflict("centre-exists", "There is a centre " + draft.number().value())
                    .inField("number");
        }
        Optional<CentreRow> parent = parent(session, draft);
        OrganizationProvider organizations = session.getProvider(OrganizationProvider.class);
        Optional<OrganizationModel> there = notSetUp(session, draft.number());
        OrganizationModel organization =
                there.orElseGet(
                        () ->
                                organizations.create(
                                        draft.number().value() + " - " + name,
                                        draft.number().value()));
        CentreRow row = new CentreRow();
        row.id = organization.getId();
        row.realmId = realm(session).getId();
        row.number = draft.number().value();
        row.createdAt = KeycloakClock.UTC.millis();
        write(row, name, draft, parent);
        Tables.of(session).persist(row);
        Map<String, Object> detail = facts(row);
        there.ifPresent(
                found -> {
                    found.setName(title(row));
                    detail.put(WAS_THERE, true);
                });
        record(session, "centre-created", actor, row, detail);
        return row;
    }

    /** A native organisation with this number that is no centre. */
    private static Optional<OrganizationModel> notSetUp(
            KeycloakSession session, CentreNumber number) {
        return Tables.of(session)
                .createQuery(
                        "select o.id from OrganizationEntity o where o.realmId = :realm and o.alias ="
                                + " :number and not exists (select 1 from CentreRow c where c.id ="
                                + " o.id)",
                        String.class)
                .setParameter("realm", realm(session).getId())
                .setParameter("number", number.value())
                .getResultStream()
                .findFirst()
                .map(session.getProvider(OrganizationProvider.class)::getById);
    }

    /**
     * What a change of a centre came to.
     *
     * @param centre as it is now
     * @param ended holdings and assignments that could not stay, and were ended as asked
     */
    public record Changed(CentreRow centre, List<Map<String, Object>> ended) {}

    /**
     * Changes a centre; its number stays. What is held there is looked at again: holdings that may
     * not be held any more stop the change and are named, unless it is asked to end them with it.
     * Nothing is kept or dropped silently.
     *
     * @param version the version the change was made from
     * @param endHoldings whether to end what can't stay
     */
    public static Changed change(
            KeycloakSession session,
            ActorRef actor,
            int version,
            Draft draft,
            boolean endHoldings) {
        CentreRow row = locked(session, draft.number());
        if (row.version != version) {
            throw Refusal.conflict(
                    "stale-version", "Centre " + row.number + " was changed in the meantime");
        }
        String name = name(draft.name());
        Optional<CentreRow> parent = parent(session, draft);
        if (draft.type() != row.type) {
            refuseWithChildren(session, row);
        }
        Map<String, Object> before = facts(row);
        write(row, name, draft, parent);
        row.version++;
        organization(session, row).setName(title(row));
        List<Map<String, Object>> ended = endWhatCantStay(session, row, endHoldings);
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("before", before);
        detail.put("after", facts(row));
        if (!ended.isEmpty()) {
            detail.put("ended", ended);
        }
        record(session, "centre-changed", actor, row, detail);
        return new Changed(row, ended);
    }

    private static List<Map<String, Object>> endWhatCantStay(
            KeycloakSession session, CentreRow row, boolean endHoldings) {
        Policy policy = Policies.current(session);
        List<Map<String, Object>> gone = new ArrayList<>(Holdings.illegal(session, policy, row));
        gone.addAll(Holdings.stray(session, row));
        if (!gone.isEmpty() && !endHoldings) {
            throw Refusal.conflict(
                            "holdings-would-be-illegal",
                            gone.size()
                                    + " roles or assignments at centre "
                                    + row.number
                                    + " could not stay. Move them first, or end them with this"
                                    + " change")
                    .with(Map.of("holdings", gone));
        }
        Holdings.end(session, policy, row);
        return gone;
    }

    private static void refuseWithChildren(KeycloakSession session, CentreRow row) {
        long children =
                Tables.of(session)
                        .createQuery(
                                "select count(c) from CentreRow c where c.parentId = :id",
                                Long.class)
                        .setParameter("id", row.id)
                        .getSingleResult();
        if (children > 0) {
            throw Refusal.conflict(
                    "centre-has-children",
                    "Centre "
                            + row.number
                            + " looks after "
                            + children
                            + " centres. Move them first");
        }
    }

    /** Changes the link to the parent, and the parent where another one is named. */
    public static Changed link(
            KeycloakSession session,
            ActorRef actor,
            CentreNumber child,
            CentreNumber parent,
            LinkStatus status,
            boolean endHoldings) {
        CentreRow row = locked(session, child);
        return change(
                session,
                actor,
                row.version,
                new Draft(
                        child,
                        row.name,
                        row.type,
                        row.status,
                        Optional.of(parent),
                        Optional.of(status)),
                endHoldings);
    }

    /**
     * Notes that the board opened the pages of a centre: its people read so in its history. It is
     * no change of the centre.
     */
    public static void viewed(KeycloakSession session, ActorRef actor, CentreNumber number) {
        record(session, VIEWED, actor, get(session, number), Map.of());
    }

    /** Ends a centre for good, with the native organisation; the people's accounts stay. */
    public static void delete(KeycloakSession session, ActorRef actor, CentreNumber number) {
        CentreRow row = locked(session, number);
        refuseWithChildren(session, row);
        OrganizationProvider organizations = session.getProvider(OrganizationProvider.class);
        OrganizationModel organization = organization(session, row);
        // A brokered member's account would be deleted with the membership (design decision 1).
        if (organization.getIdentityProviders().findAny().isPresent()) {
            throw Refusal.conflict(
                    "centre-has-identity-provider",
                    "Centre " + row.number + " has an identity provider. Take it away first");
        }
        Tables.of(session).flush();
        List<String> roles = rolesHeld(session, row);
        session.setAttribute(DELETING, row.id);
        organizations.remove(organization);
        // The centre's own history goes with it; that it is gone stands in the realm's.
        History.record(
                session,
                new History.Act(
                        "centre-deleted",
                        Optional.of(actor.id()),
                        Optional.of(Relation.BOARD),
                        Optional.empty(),
                        Optional.empty(),
                        Map.of("number", number.value(), "roles", roles),
                        actor.reason()));
    }

    /** The roles that somebody holds at a centre, whether they count or not. */
    public static List<String> rolesHeld(KeycloakSession session, CentreRow centre) {
        return Tables.of(session)
                .createQuery(
                        "select distinct g.roleId from GrantRow g where g.centreId = :centre order"
                                + " by g.roleId",
                        String.class)
                .setParameter("centre", centre.id)
                .getResultList();
    }

    /** Whether a centre is being deleted here, through our own door. */
    public static boolean isDeleting(KeycloakSession session, CentreRow centre) {
        return centre.id.equals(session.getAttribute(DELETING, String.class));
    }

    /** All centres, by number. */
    public static List<CentreRow> list(KeycloakSession session, String search, int first, int max) {
        return query(
                        session,
                        "select c from CentreRow c",
                        search,
                        " order by c.number",
                        CentreRow.class)
                .setFirstResult(first)
                .setMaxResults(max)
                .getResultList();
    }

    /**
     * A page of all centres by number, as drafts that would make them again.
     *
     * @param children those with a parent, or those without one
     * @param after the last number of the page before; empty for the first
     */
    public static List<Draft> page(
            KeycloakSession session, boolean children, String after, int max) {
        return Tables.of(session)
                .createQuery(
                        "select c, p.number from CentreRow c left join CentreRow p on p.id ="
                                + " c.parentId where c.realmId = :realm and c.number > :after and"
                                + " c.parentId is "
                                + (children ? "not null" : "null")
                                + " order by c.number",
                        Object[].class)
                .setParameter("realm", realm(session).getId())
                .setParameter("after", after)
                .setMaxResults(max)
                .getResultList()
                .stream()
                .map(row -> draft((CentreRow) row[0], Optional.ofNullable((String) row[1])))
                .toList();
    }

    /** A page of the numbers of all centres. */
    public static List<String> numbers(KeycloakSession session, String after, int max) {
        return Tables.of(session)
                .createQuery(
                        "select c.number from CentreRow c where c.realmId = :realm and c.number >"
                                + " :after order by c.number",
                        String.class)
                .setParameter("realm", realm(session).getId())
                .setParameter("after", after)
                .setMaxResults(max)
                .getResultList();
    }

    private static Draft draft(CentreRow row, Optional<String> parent) {
        return new Draft(
                new CentreNumber(row.number),
                row.name,
                row.type,
                row.status,
                parent.map(CentreNumber::new),
                Optional.ofNullable(row.linkStatus));
    }

    public static long count(KeycloakSession session, String search) {
        return query(session, "select count(c) from CentreRow c", search, "", Long.class)
                .getSingleResult();
    }

    private static <T> jakarta.persistence.TypedQuery<T> query(
            KeycloakSession session, String select, String search, String order, Class<T> type) {
        String text = Folded.of(search);
        String found = text.isEmpty() ? "" : " and c.searchKey like :text escape '!'";
        jakarta.persistence.TypedQuery<T> query =
                Tables.of(session)
                        .createQuery(select + " where c.realmId = :realm" + found + order, type)
                        .setParameter("realm", realm(session).getId());
        return text.isEmpty() ? query : query.setParameter("text", Like.containing(text));
    }

    /**
     * Organisations made in Keycloak's own console, which have no facts of ours and give no rights.
     */
    public static List<Object[]> notSetUp(KeycloakSession session) {
        return Tables.of(session)
                .createQuery(
                        "select o.id, o.name, o.alias from OrganizationEntity o where o.realmId ="
                                + " :realm and not exists (select 1 from CentreRow c where c.id = o.id)"
                                + " order by o.name",
                        Object[].class)
                .setParameter("realm", realm(session).getId())
                .setMaxResults(100)
                .getResultList();
    }

    private static String name(String typed) {
        String name = Optional.ofNullable(typed).map(String::strip).orElse("");
        if (name.isEmpty()) {
            throw Refusal.invalid("required", "name", "Name is required");
        }
        if (name.codePointCount(0, name.length()) > LONGEST_NAME) {
            throw Refusal.invalid(
                    "too-long", "name", "Name has more than " + LONGEST_NAME + " characters");
        }
        if (name.codePoints()
                .anyMatch(
                        c -> Character.isISOControl(c) || c == '<' || c == '>' || Like.turns(c))) {
            throw Refusal.invalid(
                    "forbidden-characters", "name", "Name has characters that no name has");
        }
        return name;
    }

    private static Optional<CentreRow> parent(KeycloakSession session, Draft draft) {
        if (draft.parent().isEmpty() && draft.link().isPresent()) {
            throw Refusal.invalid("required", "parent", "A link needs a parent");
        }
        if (draft.type().isChild() && draft.parent().isEmpty()) {
            throw Refusal.invalid("required", "parent", "This type of centre needs a parent");
        }
        if (draft.parent().isPresent() && draft.parent().get().equals(draft.number())) {
            throw Refusal.invalid("parent-cycle", "parent", "A centre can't be its own parent");
        }
        Optional<CentreRow> parent =
                draft.parent()
                        .map(
                                number ->
                                        find(session, number)
                                                .orElseThrow(
                                                        () ->
                                                                Refusal.invalid(
                                                                        "unknown-centre",
                                                                        "parent",
                                                                        "There is no centre "
                                                                                + number.value())));
        for (CentreRow each = parent.orElse(null);
                each != null && each.parentId != null;
                each = Tables.of(session).find(CentreRow.class, each.parentId)) {
            CentreRow above = Tables.of(session).find(CentreRow.class, each.parentId);
            if (above != null && above.number.equals(draft.number().value())) {
                throw Refusal.invalid(
                        "parent-cycle",
                        "parent",
                        "Centre " + draft.number().value() + " would be its own parent");
            }
        }
        if (parent.isPresent() && !Optional.of(parent.get().type).equals(draft.type().parent())) {
            throw Refusal.invalid(
                    "wrong-parent-type",
                    "parent",
                    draft.type()
                            .parent()
                            .map(type -> "The parent of this type of centre is of type " + type)
                            .orElse("This type of centre has no parent"));
        }
        return parent;
    }

    private static void write(CentreRow row, String name, Draft draft, Optional<CentreRow> parent) {
        row.name = name;
        row.searchKey = Folded.of(row.number + " " + name);
        row.type = draft.type();
        row.status = draft.status();
        row.parentId = parent.map(each -> each.id).orElse(null);
        row.linkStatus = parent.isPresent() ? draft.link().orElse(LinkStatus.PROPOSED) : null;
    }

    private static Map<String, Object> facts(CentreRow row) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("type", row.type);
        facts.put("status", row.status);
        facts.put("parent", row.parentId);
        facts.put("link", row.linkStatus);
        return facts;
    }

    private static void record(
            KeycloakSession session,
            String kind,
            ActorRef actor,
            CentreRow row,
            Map<String, Object> detail) {
        History.record(
                session,
                new History.Act(
                        kind,
                        Optional.of(actor.id()),
                        Optional.of(Relation.BOARD),
                        Optional.of(row.id),
                        Optional.empty(),
                        detail,
                        actor.reason()));
    }

    private static RealmModel realm(KeycloakSession session) {
        return session.getContext().getRealm();
    }
}
