package org.mycambridge.membership;

import jakarta.persistence.EntityManager;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.OrganizationModel;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.organization.OrganizationProvider;
import org.mycambridge.centre.ActorRef;
import org.mycambridge.centre.Assignments;
import org.mycambridge.centre.CentreNumber;
import org.mycambridge.centre.Centres;
import org.mycambridge.centre.Persons;
import org.mycambridge.centre.Refusal;
import org.mycambridge.centre.Work;
import org.mycambridge.history.KeycloakClock;
import org.mycambridge.invitation.Invitations;
import org.mycambridge.policy.Action;
import org.mycambridge.policy.Centre;
import org.mycambridge.policy.MembershipStatus;
import org.mycambridge.policy.Role;
import org.mycambridge.policy.Subject;
import org.mycambridge.tables.Batch;
import org.mycambridge.tables.Contention;
import org.mycambridge.tables.InvitationRow;
import org.mycambridge.tables.MembershipRow;
import org.mycambridge.tables.PersonRow;
import org.mycambridge.tables.Tables;

/**
 * The one service that changes the people of a centre. Each act locks the centre's row, loads the
 * facts, has the policy decide, writes, and records history, all in the caller's transaction: a
 * refusal leaves nothing behind.
 */
public final class CentreUsers {

    static final String RESET_SENT = "password-reset-sent";
    private static final String RESENT = "invitation-resent";

    private final KeycloakSession session;
    private final ActorRef actor;
    private final EntityManager em;
    private Optional<Optional<String>> inviterLanguage = Optional.empty();

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
     * membership, the grants and the invitation, or none of them. How long it takes must not tell
     * whether there is an account (D5).
     */
    public Outcome add(CentreNumber number, NewUser draft) {
        mayNotBeToldByTime();
        return add(new Place(session, actor, number), draft, "user-added").outcome();
    }

    /** The board sees all accounts as it is. */
    private void mayNotBeToldByTime() {
        if (!actor.board()) {
            Work.isEven(session);
        }
    }

    private record Added(MembershipRow membership, Outcome outcome) {}

    private Added add(Place place, NewUser draft, String kind) {
        return add(place, draft, kind, Optional.ofNullable(userByEmail(draft.details().email())));
    }

    /** Adds somebody whose account, if there is one, has been looked for. */
    Outcome add(Place place, NewUser draft, Optional<UserModel> account) {
        return add(place, draft, "user-added", account).outcome();
    }

    /** The same for somebody who is switched off from the start, and is told nothing of it. */
    Outcome addDisabled(Place place, NewUser draft, Optional<UserModel> account) {
        Added added = add(place, draft, "user-added", account);
        MembershipRow membership = added.membership();
        Subject subject = place.subject(membership, user(membership.userId));
        place.require(subject, Action.DISABLE, Optional.empty());
        membership.disabled = true;
        Place.touch(membership);
        place.record(
                "disabled", membership.userId, Map.of("revoked", Place.sorted(subject.roles())));
        return added.outcome();
    }

    private Added add(Place place, NewUser draft, String kind, Optional<UserModel> account) {
        PersonDetails details = draft.details();
        List<Role> roles = place.known(draft.roles(), "roles");
        UserModel existing = account.orElse(null);
        if (draft.invite()) {
            place.lockWithActor(account.map(UserModel::getId).stream());
            HourlyLimits.of(session, actor).invite(place.row().id);
        }
        boolean leftOver =
                existing != null
                        && Memberships.isLeftOver(
                                session, lockedWithAddress(existing, details.email()));
        Place.decided(
                Action.ADD.name(),
                place.ruling()
                        .addition(
                                draft,
                                Optional.ofNullable(existing).map(of -> account(place, of))));

        UserModel user = existing == null ? create(place, details) : existing;
        if (leftOver) {
            name(user, details);
        }
        MembershipRow membership = join(place, user, existing == null, draft);
        place.give(user.getId(), roles);
        long act =
                place.record(
                        kind,
                        user.getId(),
                        Map.of("granted", Place.ids(roles), "invited", draft.invite()));
        if (draft.invite()) {
            place.tellManagers(Set.copyOf(Place.ids(roles)), user.getId(), act);
        }
        return new Added(membership, new Outcome(user.getId(), List.of()));
    }

    private Ruling.Account account(Place place, UserModel user) {
        return new Ruling.Account(
                user.getId(),
                Facts.membership(session, place.row(), user.getId()).isPresent(),
                user.getServiceAccountClientLink() != null,
                () -> Facts.isAdministrator(session, user));
    }

    UserModel userByEmail(String email) {
        UserModel byEmail = session.users().getUserByEmail(realm(), email);
        return byEmail != null ? byEmail : session.users().getUserByUsername(realm(), email);
    }

    /** Its owner may be changing the address just now: then this is done again. */
    private PersonRow lockedWithAddress(UserModel user, String email) {
        PersonRow person = Persons.locked(session, user.getId());
        if (!Facts.hasAddress(session, user.getId(), email)) {
            throw Contention.found("the address has moved");
        }
        return person;
    }

    private static void name(UserModel user, PersonDetails details) {
        user.setFirstName(details.firstName());
        user.setLastName(details.lastName());
    }

    private UserModel create(Place place, PersonDetails details) {
        UserModel user = session.users().addUser(realm(), details.email());
        user.setEnabled(true);
        user.setEmail(details.email());
        user.setEmailVerified(false);
        name(user, details);
        inviterLanguage()
                .ifPresent(language -> user.setSingleAttribute(UserModel.LOCALE, language));
        Persons.made(session, user.getId(), place.row().id);
        return user;
    }

    /** The first mail is in the language of who invites; the person chooses another one later. */
    private Optional<String> inviterLanguage() {
        if (inviterLanguage.isEmpty()) {
            inviterLanguage =
                    Optional.of(
                            Optional.ofNullable(session.users().getUserById(realm(), actor.id()))
                                    .filter(inviter -> realm().isInternationalizationEnabled())
                                    .map(session.getContext()::resolveLocale)
                                    .map(Locale::toLanguageTag));
        }
        return inviterLanguage.get();
    }

    private MembershipRow join(Place place, UserModel user, boolean made, NewUser draft) {
        long now = KeycloakClock.UTC.millis();
        MembershipRow membership = new MembershipRow();
        membership.id = KeycloakModelUtils.generateId();
        membership.realmId = realm().getId();
        membership.centreId = place.row().id;
        membership.userId = user.getId();
        membership.joinedAt = now;
        if (draft.invite()) {
            InvitationRow invitation =
                    Invitations.open(session, place.row().id, user, actor.id(), place.actingFor());
            membership.invitedUntil = invitation.endsAt;
            membership.typedFirstName = draft.details().firstName();
            membership.typedLastName = draft.details().lastName();
        } else if (!made) {
            Persons.locked(session, user.getId());
        }
        Names.index(membership, user);
        em.persist(membership);
        Batch.flush(session);
        place.join(user, made);
        return membership;
    }

    // ------------------------------------------------------------------ changing

    /** Saves a person's page. */
    public Outcome change(CentreNumber number, String userId, Change change) {
        if (change.details().isPresent()) {
            mayNotBeToldByTime(); // as in adding: somebody else may have the new address (D5)
        }
        return change(new Place(session, actor, number), number, userId, change);
    }

    Outcome change(Place place, CentreNumber number, String userId, Change change) {
        lockWithNewAddress(place, userId, change);
        MembershipRow membership = place.member(userId);
        UserModel user = user(userId);
        Subject subject = place.subject(membership, user);
        if (membership.version != change.version()) {
            throw place.stale(membership);
        }
        List<Role> grants = place.known(change.grant(), "grant");
        List<Role> revokes = place.known(change.revoke(), "revoke");
        for (Role role : grants) {
            if (change.revoke().contains(role.id())) {
                throw Refusal.invalid(
                        "contradiction", "revoke", role.name() + " is both given and taken");
            }
        }
        // What is so already is no change: a save sent twice is done once.
        grants = grants.stream().filter(role -> !subject.roles().contains(role.id())).toList();
        revokes = revokes.stream().filter(role -> subject.roles().contains(role.id())).toList();
        place.requireAll(subject, grants, revokes);
        Optional<PersonDetails> details =
                change.details().filter(each -> differs(each, membership, user));
        if (grants.isEmpty() && revokes.isEmpty() && details.isEmpty()) {
            return new Outcome(userId, List.of());
        }
        if (details.filter(each -> !each.email().equals(user.getEmail())).isPresent()) {
            place.require(subject, Action.CORRECT_EMAIL, Optional.empty());
            Set<String> roles = subject.with(change.grant(), change.revoke()).roles();
            return addAnew(
                    place, number, membership, user, new NewUser(details.get(), roles, true));
        }
        if (details.isPresent()) {
            place.require(subject, Action.EDIT_DETAILS, Optional.empty());
            typeAgain(place, membership, user, details.get());
        }
        place.take(userId, revokes);
        place.give(userId, grants);
        Place.touch(membership);
        if (!grants.isEmpty() || !revokes.isEmpty()) {
            List<String> granted = Place.ids(grants);
            List<String> revoked = Place.ids(revokes);
            long act =
                    place.record(
                            "roles-changed",
                            userId,
                            Map.of("granted", granted, "revoked", revoked));
            place.tellPerson(membership, act);
            Set<String> changed = new HashSet<>(granted);
            changed.addAll(revoked);
            place.tellManagers(changed, userId, act);
        }
        return new Outcome(userId, place.nobodyLeft(revokes));
    }

    /** Whoever has the new address is locked together with who is to have it: by id. */
    private void lockWithNewAddress(Place place, String userId, Change change) {
        if (change.details().isEmpty()) {
            return;
        }
        Optional<String> other =
                Optional.ofNullable(userByEmail(change.details().get().email()))
                        .map(UserModel::getId);
        if (!other.equals(Optional.of(userId))) {
            place.lockMemberWithActor(userId, other.stream());
        }
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

    /** What this centre calls somebody who has not come yet (D5, D11). */
    private void typeAgain(
            Place place, MembershipRow membership, UserModel user, PersonDetails details) {
        membership.typedFirstName = details.firstName();
        membership.typedLastName = details.lastName();
        if (Memberships.isAtOneCentre(session, Persons.locked(session, user.getId()))) {
            name(user, details);
        }
        Names.index(membership, user);
        place.record("details-changed", user.getId(), Map.of());
    }

    /**
     * D11: a corrected address. Whoever is behind the wrong one is removed, and somebody at the
     * right one is added with the same roles, decided again, and the same centres to look after. It
     * is so for every address: what comes of it must not tell whether there is an account (D5).
     */
    private Outcome addAnew(
            Place place,
            CentreNumber number,
            MembershipRow membership,
            UserModel user,
            NewUser draft) {
        Set<String> held = Facts.roles(session, place.row(), user.getId());
        List<String> looksAfter = Assignments.through(session, place.row(), user.getId());
        boolean disabled = membership.disabled;
        end(place, membership, user);
        place.record("removed", user.getId(), Map.of("revoked", Place.sorted(held)));
        Added added = add(new Place(session, actor, number), draft, "email-corrected");
        added.membership().disabled = disabled;
        Assignments.handOver(session, place.row(), looksAfter, added.outcome().userId());
        return added.outcome();
    }

    /** Ends the old holding of a single-holder role and starts the new one, in one step (D22). */
    public Outcome replaceHolder(CentreNumber number, String roleId, String userId, int version) {
        Place place = new Place(session, actor, number);
        Role role =
                place.catalogue()
                        .role(roleId)
                        .filter(Role::oneHolder)
                        .orElseThrow(() -> Refusal.notFound("That role"));
        place.lockMembers(
                Stream.concat(Stream.of(userId), place.holder(role).stream().map(Centre.Holder::id))
                        .collect(Collectors.toSet()));
        MembershipRow membership = place.member(userId);
        if (membership.version != version) {
            throw place.stale(membership);
        }
        Subject subject = place.subject(membership, user(userId));
        Place.decided(
                Action.REPLACE_HOLDER.name(),
                place.ruling()
                        .replacement(
                                subject, role, id -> place.subject(place.member(id), user(id))));
        Centre.Holder holder = place.holder(role).orElseThrow();
        MembershipRow holding = place.member(holder.id());
        place.take(holder.id(), List.of(role));
        place.give(userId, List.of(role));
        Place.touch(holding);
        Place.touch(membership);
        long act =
                place.record(
                        "holder-replaced",
                        userId,
                        Map.of("role", roleId, "from", holder.id(), "to", userId));
        place.tellPerson(membership, act);
        place.tellPerson(holding, act);
        return new Outcome(userId, List.of());
    }

    // ------------------------------------------------------------------ accounts at the centre

    /** The person's roles here stop counting; account and other centres stay untouched (D12). */
    public Outcome disable(CentreNumber number, String userId) {
        return disable(new Place(session, actor, number), userId);
    }

    Outcome disable(Place at, String userId) {
        return onAccount(
                at,
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
                    end(place, membership, user);
                    return Optional.of("removed");
                });
    }

    private void end(Place place, MembershipRow membership, UserModel user) {
        OrganizationModel organization = organization(place);
        // Natively that would delete the account (design decision 1).
        if (organization.isManaged(user)) {
            throw Refusal.conflict(
                    "managed-by-identity-provider",
                    "This account comes from the centre's own sign-in. Remove it there, or"
                            + " disable it here");
        }
        Memberships.end(session, place.row(), membership, user);
        organizations().removeMember(organization, user);
    }

    /** Mails the person a link to *Set password*, and ends their sessions (D35). */
    public Outcome resetPassword(CentreNumber number, String userId) {
        return onAccount(
                placeToSendFrom(number, userId),
                userId,
                Action.RESET_PASSWORD,
                (place, membership, user) -> {
                    Pace.keep(session, membership, user, RESET_SENT);
                    HourlyLimits.of(session, actor).resetPassword();
                    SignOut.everywhere(session, user);
                    return Optional.of(RESET_SENT);
                });
    }

    /**
     * Sends the invitation again. An expired one decides its roles again: seats and rights may have
     * changed since (D22).
     */
    public Outcome resendInvitation(CentreNumber number, String userId) {
        return onAccount(
                placeToSendFrom(number, userId),
                userId,
                Action.RESEND_INVITATION,
                (place, membership, user) -> {
                    Pace.keep(session, membership, user, RESENT);
                    HourlyLimits.of(session, actor).invite(place.row().id);
                    decideAgain(place, membership, user);
                    membership.invitedUntil = invite(place, user).endsAt;
                    return Optional.of(RESENT);
                });
    }

    /** The centre, with locks on the person and on the actor, whose mails are counted. */
    private Place placeToSendFrom(CentreNumber number, String userId) {
        Place place = new Place(session, actor, number);
        place.lockMemberWithActor(userId, Stream.empty());
        return place;
    }

    /** The roles of somebody whose invitation has expired, before another one makes them count. */
    private void decideAgain(Place place, MembershipRow membership, UserModel user) {
        if (membership.status(KeycloakClock.UTC.millis()) != MembershipStatus.INVITATION_EXPIRED) {
            return;
        }
        Set<String> held = Facts.roles(session, place.row(), user.getId());
        List<Role> roles = place.known(held, "roles");
        Subject subject = place.subject(membership, user);
        place.requireAll(subject, roles, List.of());
        place.take(user.getId(), roles);
        place.give(user.getId(), roles);
    }

    private InvitationRow invite(Place place, UserModel user) {
        return Invitations.open(session, place.row().id, user, actor.id(), place.actingFor());
    }

    /** One act on an account; answers the kind for history, or nothing where nothing changed. */
    private interface AccountAct {
        Optional<String> on(Place place, MembershipRow membership, UserModel user);
    }

    private Outcome onAccount(CentreNumber number, String userId, Action action, AccountAct act) {
        return onAccount(new Place(session, actor, number), userId, action, act);
    }

    private Outcome onAccount(Place place, String userId, Action action, AccountAct act) {
        MembershipRow membership = place.member(userId);
        UserModel user = user(userId);
        Subject subject = place.subject(membership, user);
        place.require(subject, action, Optional.empty());
        boolean signedInHere = membership.invitedUntil == null;
        Optional<String> kind = act.on(place, membership, user);
        if (kind.isEmpty()) {
            return new Outcome(userId, List.of());
        }
        if (em.contains(membership)) {
            Place.touch(membership);
        }
        boolean lost = action == Action.DISABLE || action == Action.REMOVE;
        long recorded =
                place.record(
                        kind.get(),
                        userId,
                        lost
                                ? Map.of("revoked", Place.sorted(subject.roles()))
                                : Map.of("roles", Place.sorted(subject.roles())));
        if (signedInHere && (lost || action == Action.ENABLE)) {
            Notices.toPerson(session, Notices.ACCESS_CHANGED, place.row(), userId, recorded);
        } else if (action == Action.RESET_PASSWORD) {
            Notices.toPerson(session, Notices.RESET_PASSWORD, place.row(), userId, recorded);
        }
        // Of somebody who never came there is no name to tell, and nothing they could have done.
        if (action == Action.REMOVE && signedInHere) {
            place.tellManagers(subject.roles(), userId, recorded);
        }
        return new Outcome(
                userId, lost ? place.nobodyLeft(place.known(subject.roles(), "roles")) : List.of());
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
