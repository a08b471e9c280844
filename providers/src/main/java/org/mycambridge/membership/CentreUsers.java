package org.mycambridge.membership;

import jakarta.persistence.EntityManager;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.OrganizationModel;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.organization.OrganizationProvider;
import org.mycambridge.centre.ActorRef;
import org.mycambridge.centre.CentreNumber;
import org.mycambridge.centre.Centres;
import org.mycambridge.centre.Persons;
import org.mycambridge.centre.Refusal;
import org.mycambridge.history.History;
import org.mycambridge.history.KeycloakClock;
import org.mycambridge.invitation.Invitations;
import org.mycambridge.policy.Action;
import org.mycambridge.policy.Centre;
import org.mycambridge.policy.Decision;
import org.mycambridge.policy.MembershipStatus;
import org.mycambridge.policy.Role;
import org.mycambridge.policy.RoleCatalogue;
import org.mycambridge.policy.Subject;
import org.mycambridge.tables.CentreRow;
import org.mycambridge.tables.GrantRow;
import org.mycambridge.tables.InvitationRow;
import org.mycambridge.tables.MembershipRow;
import org.mycambridge.tables.Tables;

/**
 * The one service that changes the people of a centre. Each act locks the centre's row, loads the
 * facts, has the policy decide, writes, and records history, all in the caller's transaction: a
 * refusal leaves nothing behind.
 */
public final class CentreUsers {

    private final KeycloakSession session;
    private final ActorRef actor;
    private final EntityManager em;

    private CentreUsers(KeycloakSession session, ActorRef actor) {
        this.session = session;
        this.actor = actor;
        this.em = Tables.of(session);
    }

    /** The service for one actor, in this session's transaction. */
    public static CentreUsers of(KeycloakSession session, ActorRef actor) {
        return new CentreUsers(session, actor);
    }

    /**
     * Somebody to add.
     *
     * @param details who
     * @param roles role ids to give
     * @param invite whether to send an invitation; only the board adds people without one
     */
    public record NewUser(PersonDetails details, Set<String> roles, boolean invite) {}

    /**
     * A save of a person's page: differences alone, so that what the actor may not touch survives
     * (D10).
     *
     * @param version the version of the person the page was drawn from
     * @param grant role ids to give
     * @param revoke role ids to take
     * @param details names and address, where they change
     */
    public record Change(
            int version, Set<String> grant, Set<String> revoke, Optional<PersonDetails> details) {}

    /**
     * What an act came to.
     *
     * @param userId on whom
     * @param warnings the names of roles nobody at the centre holds any more (D31)
     */
    public record Outcome(String userId, List<Role> warnings) {}

    // ------------------------------------------------------------------ adding

    /**
     * Adds a person and invites them (F13–F23): makes the account where there is none, the
     * membership, the grants and the invitation, or none of them.
     */
    public Outcome add(CentreNumber number, NewUser draft) {
        Place place = place(number);
        PersonDetails details = draft.details();
        List<Role> roles = known(place, draft.roles(), "roles");
        UserModel existing = userByEmail(details.email());
        Optional<MembershipRow> member =
                Optional.ofNullable(existing)
                        .flatMap(user -> Facts.membership(session, place.row(), user.getId()));
        if (member.isPresent()) {
            throw Refusal.conflict("already-member", details.email() + " is already at this centre")
                    .inField("email");
        }
        if (existing != null && existing.getServiceAccountClientLink() != null) {
            throw Refusal.invalid(
                    "invalid-email", "email", "Enter an email address like name@example.com");
        }
        Subject subject = newcomer(details, existing, draft.roles());
        require(place.decide(subject, Action.ADD, Optional.empty()));
        requireAll(place.decideChange(subject.with(Set.of(), draft.roles()), roles, List.of()));

        UserModel user = existing == null ? create(place, details) : existing;
        join(place, user, details, draft);
        give(place, user.getId(), roles);
        long act =
                record(
                        place,
                        "user-added",
                        user.getId(),
                        Map.of("granted", ids(roles), "invited", draft.invite()));
        if (draft.invite()) {
            tellManagers(place, Set.copyOf(ids(roles)), user.getId(), act);
        }
        return new Outcome(user.getId(), List.of());
    }

    private Subject newcomer(PersonDetails details, UserModel existing, Set<String> roles) {
        Subject nobody = Subject.newcomer(details.fullName());
        if (existing == null) {
            return nobody.with(roles, Set.of());
        }
        return new Subject(
                existing.getId(),
                details.fullName(),
                roles,
                MembershipStatus.INVITED,
                false,
                false,
                false,
                Facts.isAdministrator(session, existing));
    }

    private UserModel userByEmail(String email) {
        UserModel byEmail = session.users().getUserByEmail(realm(), email);
        return byEmail != null ? byEmail : session.users().getUserByUsername(realm(), email);
    }

    private UserModel create(Place place, PersonDetails details) {
        UserModel user = session.users().addUser(realm(), details.email());
        user.setEnabled(true);
        user.setEmail(details.email());
        user.setEmailVerified(false);
        user.setFirstName(details.firstName());
        user.setLastName(details.lastName());
        em.flush();
        Persons.locked(session, user.getId()).madeByCentreId = place.row().id;
        return user;
    }

    private void join(Place place, UserModel user, PersonDetails details, NewUser draft) {
        long now = KeycloakClock.UTC.millis();
        MembershipRow membership = new MembershipRow();
        membership.id = KeycloakModelUtils.generateId();
        membership.realmId = realm().getId();
        membership.centreId = place.row().id;
        membership.userId = user.getId();
        membership.joinedAt = now;
        if (draft.invite()) {
            InvitationRow invitation =
                    Invitations.open(
                            session,
                            place.row().id,
                            user,
                            actor.id(),
                            place.standing().actingFor());
            membership.invitedUntil = invitation.endsAt;
            membership.typedFirstName = details.firstName();
            membership.typedLastName = details.lastName();
        } else {
            Persons.locked(session, user.getId());
        }
        Names.index(membership, user);
        em.persist(membership);
        em.flush();
        organizations().addMember(organization(place), user);
    }

    // ------------------------------------------------------------------ changing

    /** Saves a person's page. */
    public Outcome change(CentreNumber number, String userId, Change change) {
        Place place = place(number);
        MembershipRow membership = Facts.member(session, place.row(), userId);
        UserModel user = user(userId);
        Subject subject = Facts.subject(session, place.row(), membership, user);
        if (membership.version != change.version()) {
            throw stale(place, membership);
        }
        List<Role> grants = known(place, change.grant(), "grant");
        List<Role> revokes = known(place, change.revoke(), "revoke");
        for (Role role : grants) {
            if (change.revoke().contains(role.id())) {
                throw Refusal.invalid(
                        "contradiction", "revoke", role.name() + " is both given and taken");
            }
        }
        // What is so already is no change: a save sent twice is done once.
        grants = grants.stream().filter(role -> !subject.roles().contains(role.id())).toList();
        revokes = revokes.stream().filter(role -> subject.roles().contains(role.id())).toList();
        requireAll(place.decideChange(subject, grants, revokes));
        Optional<PersonDetails> details =
                change.details().filter(each -> differs(each, membership, user));
        if (grants.isEmpty() && revokes.isEmpty() && details.isEmpty()) {
            return new Outcome(userId, List.of());
        }
        boolean newAddress =
                details.filter(each -> !each.email().equals(user.getEmail())).isPresent();
        if (details.isPresent()) {
            require(
                    place.decide(
                            subject,
                            newAddress ? Action.CORRECT_EMAIL : Action.EDIT_DETAILS,
                            Optional.empty()));
            correct(place, membership, user, details.get(), newAddress);
        }
        take(place, userId, revokes);
        give(place, userId, grants);
        touch(membership);
        if (!grants.isEmpty() || !revokes.isEmpty()) {
            List<String> granted = ids(grants);
            List<String> revoked = ids(revokes);
            long act =
                    record(
                            place,
                            "roles-changed",
                            userId,
                            Map.of("granted", granted, "revoked", revoked));
            tellPerson(place, membership, act);
            Set<String> changed = new HashSet<>(granted);
            changed.addAll(revoked);
            tellManagers(place, changed, userId, act);
        }
        return new Outcome(userId, nobodyLeft(place, revokes));
    }

    private static boolean differs(
            PersonDetails details, MembershipRow membership, UserModel user) {
        String first =
                membership.typedFirstName != null ? membership.typedFirstName : user.getFirstName();
        String last =
                membership.typedLastName != null ? membership.typedLastName : user.getLastName();
        return !details.firstName().equals(first)
                || !details.lastName().equals(last)
                || !details.email().equals(user.getEmail());
    }

    /** D11: a corrected address kills the old temporary password and sends a new invitation. */
    private void correct(
            Place place,
            MembershipRow membership,
            UserModel user,
            PersonDetails details,
            boolean newAddress) {
        if (newAddress) {
            UserModel other = userByEmail(details.email());
            if (other != null && !other.getId().equals(user.getId())) {
                throw Refusal.conflict(
                                "email-in-use",
                                "Remove this user and add "
                                        + details.email()
                                        + " as a new one instead")
                        .inField("email");
            }
            Invitations.withdraw(session, place.row().id, user, false);
            user.setUsername(details.email());
            user.setEmail(details.email());
        }
        user.setFirstName(details.firstName());
        user.setLastName(details.lastName());
        membership.typedFirstName = details.firstName();
        membership.typedLastName = details.lastName();
        if (newAddress) {
            membership.invitedUntil = invite(place, user).endsAt;
        }
        Names.index(membership, user);
        record(place, newAddress ? "email-corrected" : "details-changed", user.getId(), Map.of());
    }

    /** Ends the old holding of a single-holder role and starts the new one, in one step (D22). */
    public Outcome replaceHolder(CentreNumber number, String roleId, String userId, int version) {
        Place place = place(number);
        Role role =
                place.catalogue()
                        .role(roleId)
                        .filter(Role::oneHolder)
                        .orElseThrow(() -> Refusal.notFound("That role"));
        MembershipRow membership = Facts.member(session, place.row(), userId);
        if (membership.version != version) {
            throw stale(place, membership);
        }
        Subject subject = Facts.subject(session, place.row(), membership, user(userId));
        Centre.Holder holder = place.centre().seats().get(roleId);
        if (holder == null || holder.id().equals(userId)) {
            throw Refusal.conflict(
                    "nobody-to-replace", "Nobody else is " + role.holderName() + " here");
        }
        MembershipRow holding = Facts.member(session, place.row(), holder.id());
        Subject outgoing = Facts.subject(session, place.row(), holding, user(holder.id()));
        require(
                place.decide(
                        subject.with(Set.of(roleId), Set.of()),
                        Action.REPLACE_HOLDER,
                        Optional.of(role)));
        requireAll(place.decideChange(outgoing, List.of(), List.of(role)));
        take(place, holder.id(), List.of(role));
        give(place, userId, List.of(role));
        touch(holding);
        touch(membership);
        long act =
                record(
                        place,
                        "holder-replaced",
                        userId,
                        Map.of("role", roleId, "from", holder.id(), "to", userId));
        tellPerson(place, membership, act);
        tellPerson(place, holding, act);
        return new Outcome(userId, List.of());
    }

    // ------------------------------------------------------------------ accounts at the centre

    /** The person's roles here stop counting; account and other centres stay untouched (D12). */
    public Outcome disable(CentreNumber number, String userId) {
        return onAccount(
                number,
                userId,
                Action.DISABLE,
                (place, membership, user) -> {
                    if (membership.disabled) {
                        return Optional.empty();
                    }
                    membership.disabled = true;
                    return Optional.of("disabled");
                });
    }

    /** They count again. */
    public Outcome enable(CentreNumber number, String userId) {
        return onAccount(
                number,
                userId,
                Action.ENABLE,
                (place, membership, user) -> {
                    if (!membership.disabled) {
                        return Optional.empty();
                    }
                    membership.disabled = false;
                    return Optional.of("enabled");
                });
    }

    /** Membership and roles here end (D12); coming back needs a new invitation. */
    public Outcome remove(CentreNumber number, String userId) {
        return onAccount(
                number,
                userId,
                Action.REMOVE,
                (place, membership, user) -> {
                    OrganizationModel organization = organization(place);
                    // Natively that would delete the account (design decision 1).
                    if (organization.isManaged(user)) {
                        throw Refusal.conflict(
                                "managed-by-identity-provider",
                                "This account comes from the centre's own sign-in. Remove it"
                                        + " there, or disable it here");
                    }
                    Memberships.end(session, membership, user);
                    organizations().removeMember(organization, user);
                    return Optional.of("removed");
                });
    }

    /** Mails the person a link to *Set password*, and ends their sessions (D35). */
    public Outcome resetPassword(CentreNumber number, String userId) {
        return onAccount(
                number,
                userId,
                Action.RESET_PASSWORD,
                (place, membership, user) -> {
                    session.sessions().removeUserSessions(realm(), user);
                    session.sessions()
                            .getOfflineUserSessionsStream(realm(), user)
                            .toList()
                            .forEach(
                                    each ->
                                            session.sessions()
                                                    .removeOfflineUserSession(realm(), each));
                    session.users()
                            .setNotBeforeForUser(
                                    realm(),
                                    user,
                                    Math.toIntExact(KeycloakClock.UTC.instant().getEpochSecond()));
                    return Optional.of("password-reset-sent");
                });
    }

    /**
     * Sends the invitation again. An expired one decides its roles again: seats and rights may have
     * changed since (D22).
     */
    public Outcome resendInvitation(CentreNumber number, String userId) {
        return onAccount(
                number,
                userId,
                Action.RESEND_INVITATION,
                (place, membership, user) -> {
                    if (membership.status(KeycloakClock.UTC.millis())
                            == MembershipStatus.INVITATION_EXPIRED) {
                        Set<String> held = Facts.roles(session, place.row(), userId);
                        List<Role> roles = known(place, held, "roles");
                        Subject subject = Facts.subject(session, place.row(), membership, user);
                        requireAll(
                                place.decideChange(subject.with(Set.of(), held), roles, List.of()));
                        take(place, userId, roles);
                        em.flush();
                        give(place, userId, roles);
                    }
                    membership.invitedUntil = invite(place, user).endsAt;
                    return Optional.of("invitation-resent");
                });
    }

    private InvitationRow invite(Place place, UserModel user) {
        return Invitations.open(
                session, place.row().id, user, actor.id(), place.standing().actingFor());
    }

    /** One act on an account; answers the kind for history, or nothing where nothing changed. */
    private interface AccountAct {
        Optional<String> on(Place place, MembershipRow membership, UserModel user);
    }

    private Outcome onAccount(CentreNumber number, String userId, Action action, AccountAct act) {
        Place place = place(number);
        MembershipRow membership = Facts.member(session, place.row(), userId);
        UserModel user = user(userId);
        Subject subject = Facts.subject(session, place.row(), membership, user);
        require(place.decide(subject, action, Optional.empty()));
        boolean signedInHere = membership.invitedUntil == null;
        Optional<String> kind = act.on(place, membership, user);
        if (kind.isEmpty()) {
            return new Outcome(userId, List.of());
        }
        if (em.contains(membership)) {
            touch(membership);
        }
        boolean lost = action == Action.DISABLE || action == Action.REMOVE;
        long recorded =
                record(
                        place,
                        kind.get(),
                        userId,
                        lost
                                ? Map.of("revoked", sorted(subject.roles()))
                                : Map.of("roles", sorted(subject.roles())));
        if (signedInHere && (lost || action == Action.ENABLE)) {
            Notices.toPerson(session, Notices.ACCESS_CHANGED, place.row(), userId, recorded);
        } else if (action == Action.RESET_PASSWORD) {
            Notices.toPerson(session, Notices.RESET_PASSWORD, place.row(), userId, recorded);
        }
        if (action == Action.REMOVE) {
            tellManagers(place, subject.roles(), userId, recorded);
        }
        return new Outcome(
                userId,
                lost ? nobodyLeft(place, known(place, subject.roles(), "roles")) : List.of());
    }

    /** Somebody who has not come yet is told by the invitation what they will be able to use. */
    private void tellPerson(Place place, MembershipRow membership, long act) {
        if (membership.invitedUntil == null) {
            Notices.toPerson(session, Notices.ACCESS_CHANGED, place.row(), membership.userId, act);
        }
    }

    private void tellManagers(Place place, Set<String> changed, String subjectId, long act) {
        Notices.toManagers(
                session,
                place.row(),
                place.catalogue(),
                changed,
                Set.of(actor.id(), subjectId),
                act);
    }

    // ------------------------------------------------------------------ tables

    private void give(Place place, String userId, List<Role> roles) {
        for (Role role : roles) {
            if (role.oneHolder()) {
                vacate(place, role);
            }
            GrantRow grant = new GrantRow();
            grant.centreId = place.row().id;
            grant.userId = userId;
            grant.roleId = role.id();
            grant.realmId = realm().getId();
            grant.seat = role.oneHolder() ? role.id() : null;
            grant.grantedAt = KeycloakClock.UTC.millis();
            grant.grantedBy = actor.id();
            em.persist(grant);
        }
        em.flush();
    }

    /** An expired holder's seat is free by the clock (D22); the row learns of it here. */
    private void vacate(Place place, Role role) {
        em.createQuery(
                        "update GrantRow g set g.seat = null where g.centreId = :centre and"
                                + " g.seat = :seat")
                .setParameter("centre", place.row().id)
                .setParameter("seat", role.id())
                .executeUpdate();
    }

    private void take(Place place, String userId, List<Role> roles) {
        for (Role role : roles) {
            em.remove(em.find(GrantRow.class, new GrantRow.Key(place.row().id, userId, role.id())));
        }
        em.flush();
    }

    private static void touch(MembershipRow membership) {
        membership.version++;
    }

    /** Roles that nobody here holds any more although somebody should (D31). */
    private List<Role> nobodyLeft(Place place, List<Role> lost) {
        List<Role> watched = lost.stream().filter(Role::warnWhenNobody).toList();
        if (watched.isEmpty()) {
            return List.of();
        }
        em.flush();
        List<String> held =
                em.createQuery(
                                "select distinct g.roleId from GrantRow g join MembershipRow m on"
                                        + " m.centreId = g.centreId and m.userId = g.userId where"
                                        + " g.centreId = :centre and m.disabled = false and"
                                        + " (m.invitedUntil is null or m.invitedUntil > :now)",
                                String.class)
                        .setParameter("centre", place.row().id)
                        .setParameter("now", KeycloakClock.UTC.millis())
                        .getResultList();
        return watched.stream().filter(role -> !held.contains(role.id())).toList();
    }

    // ------------------------------------------------------------------ the way of a request

    /** A locked centre, and the facts as they are under the lock. */
    private record Place(Standing standing, CentreRow row, Centre centre) {

        RoleCatalogue catalogue() {
            return standing.policy().catalogue();
        }

        Decision decide(Subject subject, Action action, Optional<Role> role) {
            return standing.policy().decide(standing.actor(), centre, subject, action, role);
        }

        Map<Role, Decision> decideChange(Subject subject, List<Role> grants, List<Role> revokes) {
            return standing.policy()
                    .decideChange(standing.actor(), centre, subject, grants, revokes);
        }
    }

    private Place place(CentreNumber number) {
        CentreRow row = Centres.locked(session, number);
        Standing standing = Standing.of(session, actor, number);
        return new Place(standing, row, Facts.centre(session, row, standing.policy().catalogue()));
    }

    private List<Role> known(Place place, Set<String> ids, String field) {
        List<Role> roles = new ArrayList<>();
        for (String id : ids) {
            roles.add(
                    place.catalogue()
                            .role(id)
                            .orElseThrow(
                                    () ->
                                            Refusal.invalid(
                                                    "unknown-role",
                                                    field,
                                                    "There is no role " + id)));
        }
        return roles;
    }

    private static void require(Decision decision) {
        decision.reason()
                .ifPresent(
                        reason -> {
                            throw Refusal.of(reason);
                        });
    }

    /** All of them or none: the first refusal answers, and tells of the others. */
    private static void requireAll(Map<Role, Decision> decisions) {
        List<Map<String, Object>> refused = new ArrayList<>();
        Refusal first = null;
        for (Map.Entry<Role, Decision> each : decisions.entrySet()) {
            if (!each.getValue().allowed()) {
                Refusal refusal = Refusal.of(each.getValue().reason().orElseThrow());
                first = first == null ? refusal : first;
                refused.add(
                        Map.of(
                                "role", each.getKey().id(),
                                "code", refusal.code(),
                                "detail", refusal.getMessage()));
            }
        }
        if (first != null) {
            throw first.inField("roles").with(Map.of("roles", refused));
        }
    }

    private Refusal stale(Place place, MembershipRow membership) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("version", membership.version);
        ChangesSince.of(session, place.row(), membership.userId)
                .ifPresent(last -> details.put("lastChange", last));
        return Refusal.conflict(
                        "stale-version",
                        "Somebody changed this user in the meantime. Look at the change, then save"
                                + " yours again")
                .with(details);
    }

    private long record(Place place, String kind, String subjectId, Map<String, ?> detail) {
        return History.record(
                session,
                new History.Act(
                        kind,
                        Optional.of(actor.id()),
                        Optional.of(place.standing().relation()),
                        Optional.of(place.row().id),
                        Optional.of(subjectId),
                        detail,
                        actor.reason()));
    }

    private static List<String> ids(List<Role> roles) {
        return roles.stream().map(Role::id).sorted().toList();
    }

    private static List<String> sorted(Set<String> ids) {
        return ids.stream().sorted(Comparator.naturalOrder()).toList();
    }

    private UserModel user(String id) {
        UserModel user = session.users().getUserById(realm(), id);
        if (user == null) {
            throw Refusal.notFound("That user");
        }
        return user;
    }

    private RealmModel realm() {
        return session.getContext().getRealm();
    }

    private OrganizationProvider organizations() {
        return session.getProvider(OrganizationProvider.class);
    }

    private OrganizationModel organization(Place place) {
        return Centres.organization(session, place.row());
    }
}
