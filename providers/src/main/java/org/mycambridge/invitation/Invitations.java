package org.mycambridge.invitation;

import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserManager;
import org.keycloak.models.UserModel;
import org.keycloak.models.credential.PasswordCredentialModel;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.mycambridge.centre.Persons;
import org.mycambridge.centre.Policies;
import org.mycambridge.history.History;
import org.mycambridge.history.KeycloakClock;
import org.mycambridge.history.Letter;
import org.mycambridge.history.Outbox;
import org.mycambridge.tables.InvitationRow;
import org.mycambridge.tables.MembershipRow;
import org.mycambridge.tables.PersonRow;
import org.mycambridge.tables.Tables;

/**
 * Invitations: opened with a membership, used by the first sign-in after it, ended by the clock, by
 * a newer one or by removal (D5, D24, D36).
 */
public final class Invitations {

    private static final Logger LOG = Logger.getLogger(Invitations.class);

    /** The required action of the sign-in room that mails a code and asks for it. */
    private static final String VERIFICATION_CODE = "mc-verify-code";

    private static final long DAY = Duration.ofDays(1).toMillis();

    /** How long before its end somebody is reminded of an invitation. */
    private static final long REMIND_BEFORE = 2 * DAY;

    private static final int BATCH = 100;

    private Invitations() {}

    /** What the link of an invitation has to say. */
    public enum LinkState {
        /** Open, for an account nobody has used: sign in with the temporary password. */
        WELCOME,
        /** Open, for somebody who has an account. */
        ADDED,
        USED,
        EXPIRED,
        WITHDRAWN,
        /** A newer mail was sent. */
        SUPERSEDED
    }

    public static Optional<InvitationRow> find(KeycloakSession session, String id) {
        return Optional.ofNullable(Tables.of(session).find(InvitationRow.class, id))
                .filter(row -> row.realmId.equals(session.getContext().getRealm().getId()));
    }

    /** What became of an invitation, as of now. */
    public static LinkState linkState(KeycloakSession session, InvitationRow row) {
        return switch (row.state) {
            case USED -> LinkState.USED;
            case WITHDRAWN -> LinkState.WITHDRAWN;
            case SUPERSEDED -> LinkState.SUPERSEDED;
            case OPEN -> openLinkState(session, row);
        };
    }

    private static LinkState openLinkState(KeycloakSession session, InvitationRow row) {
        if (row.endsAt <= KeycloakClock.UTC.millis()) {
            return LinkState.EXPIRED;
        }
        if (!row.newAccount) {
            return LinkState.ADDED;
        }
        // rules.md D36: a newer mail, even from another centre, carries the password that works.
        long newer =
                Tables.of(session)
                        .createQuery(
                                "select count(i) from InvitationRow i where i.userId = :user and"
                                        + " i.newAccount = true and i.createdAt > :created",
                                Long.class)
                        .setParameter("user", row.userId)
                        .setParameter("created", row.createdAt)
                        .getSingleResult();
        return newer > 0 ? LinkState.SUPERSEDED : LinkState.WELCOME;
    }

    /**
     * Whether an account counts as new (D36): nobody has signed in to it, and it has no way to sign
     * in other than a temporary password of ours.
     */
    public static boolean isNew(KeycloakSession session, UserModel user) {
        PersonRow person = Tables.of(session).find(PersonRow.class, user.getId());
        if (person != null && person.firstSignIn != null) {
            return false;
        }
        boolean hasPassword =
                user.credentialManager().isConfiguredFor(PasswordCredentialModel.TYPE);
        boolean temporary = person != null && person.temporaryUntil != null;
        return (!hasPassword || temporary)
                && session.users()
                        .getFederatedIdentitiesStream(session.getContext().getRealm(), user)
                        .findAny()
                        .isEmpty();
    }

    /**
     * Invites a person to a centre they have just been made a member of; owes the mail. An older
     * invitation of the same centre is superseded.
     *
     * @param inviterCentreId the centre the inviter acts for; empty for the board
     * @return when the invitation ends, for the membership
     */
    public static InvitationRow open(
            KeycloakSession session,
            String centreId,
            UserModel user,
            String inviterId,
            Optional<String> inviterCentreId) {
        EntityManager em = Tables.of(session);
        long now = KeycloakClock.UTC.millis();
        // Locked before it is asked whether the account is new: that must be so until the commit.
        PersonRow person = Persons.locked(session, user.getId());
        close(session, centreId, user.getId(), InvitationRow.State.SUPERSEDED);
        int days = Policies.current(session).catalogue().settings().invitationDays();
        InvitationRow row = new InvitationRow();
        row.id = UUID.randomUUID().toString();
        row.realmId = session.getContext().getRealm().getId();
        row.centreId = centreId;
        row.userId = user.getId();
        row.inviterId = inviterId;
        row.inviterCentreId = inviterCentreId.orElse(null);
        row.newAccount = isNew(session, user);
        row.createdAt = now;
        row.endsAt = now + days * DAY;
        row.state = InvitationRow.State.OPEN;
        em.persist(row);
        person.unusedSince = null;
        if (row.newAccount) {
            // The order is the realm's: the password first, then the code (F69–F72).
            user.addRequiredAction(UserModel.RequiredAction.UPDATE_PASSWORD);
            user.addRequiredAction(VERIFICATION_CODE);
        }
        Outbox.owe(
                session,
                new Letter.Order(
                        InvitationLetter.KIND,
                        user.getId(),
                        Optional.of(centreId),
                        Optional.of(row.id)));
        if (row.endsAt - REMIND_BEFORE > now + DAY) {
            Outbox.oweLater(
                    session,
                    new Letter.Order(
                            ReminderLetter.KIND,
                            user.getId(),
                            Optional.of(centreId),
                            Optional.of(row.id)),
                    row.endsAt - REMIND_BEFORE);
        }
        return row;
    }

    /**
     * Withdraws whatever invitation is open at this centre, and its temporary password with it. The
     * caller has locked the person's row.
     *
     * @param tell whether the person is to be told
     */
    public static void withdraw(
            KeycloakSession session, String centreId, UserModel user, boolean tell) {
        List<InvitationRow> withdrawn =
                close(session, centreId, user.getId(), InvitationRow.State.WITHDRAWN);
        endPasswordWithoutInvitation(session, user);
        if (tell) {
            withdrawn.forEach(
                    row ->
                            Outbox.owe(
                                    session,
                                    new Letter.Order(
                                            WithdrawnLetter.KIND,
                                            user.getId(),
                                            Optional.of(centreId),
                                            Optional.of(row.id))));
        }
    }

    private static List<InvitationRow> close(
            KeycloakSession session, String centreId, String userId, InvitationRow.State state) {
        List<InvitationRow> open =
                Tables.of(session)
                        .createQuery(
                                "from InvitationRow i where i.centreId = :centre and i.userId ="
                                        + " :user and i.state = :open",
                                InvitationRow.class)
                        .setParameter("centre", centreId)
                        .setParameter("user", userId)
                        .setParameter("open", InvitationRow.State.OPEN)
                        .getResultList();
        open.forEach(
                row -> {
                    row.state = state;
                    Outbox.end(session, row.id);
                });
        return open;
    }

    /** A temporary password lives as long as the latest open invitation (D36), and no longer. */
    private static void endPasswordWithoutInvitation(KeycloakSession session, UserModel user) {
        PersonRow person = Persons.locked(session, user.getId());
        long now = KeycloakClock.UTC.millis();
        Long latest =
                Tables.of(session)
                        .createQuery(
                                "select max(i.endsAt) from InvitationRow i where i.userId = :user"
                                        + " and i.state = :open and i.endsAt > :now",
                                Long.class)
                        .setParameter("user", user.getId())
                        .setParameter("open", InvitationRow.State.OPEN)
                        .setParameter("now", now)
                        .getSingleResult();
        if (latest != null) {
            if (person.temporaryUntil != null) {
                person.temporaryUntil = latest;
            }
            return;
        }
        endTemporaryPassword(person, user);
        if (person.firstSignIn == null && person.unusedSince == null) {
            person.unusedSince = now;
        }
    }

    /** Kills the temporary password, where there is one. */
    public static void endTemporaryPassword(PersonRow person, UserModel user) {
        if (person.temporaryUntil == null) {
            return;
        }
        person.temporaryUntil = null;
        // An own password, set on a way that told us nothing, leaves no such action pending.
        if (user.getRequiredActionsStream()
                .noneMatch(UserModel.RequiredAction.UPDATE_PASSWORD.name()::equals)) {
            return;
        }
        forgetPasswords(user);
    }

    /**
     * Leaves nothing that was mailed to the address an account had (D11): neither password nor
     * code, and no mail that is still owed would bring one. The caller has locked the person's row.
     */
    public static void forgetSecrets(KeycloakSession session, UserModel user) {
        forgetPasswords(user);
        Persons.locked(session, user.getId()).forgetCode();
        Outbox.end(session, user.getId());
    }

    /** Leaves an account nobody has signed in to without a password, until the next invitation. */
    static void forgetPasswords(UserModel user) {
        user.credentialManager()
                .getStoredCredentialsByTypeStream(PasswordCredentialModel.TYPE)
                .map(credential -> credential.getId())
                .toList()
                .forEach(id -> user.credentialManager().removeStoredCredentialById(id));
    }

    /**
     * Somebody has signed in: their open invitations are used, this and every centre shows the
     * account's own names from now on (D5). Writes at most once a day where nothing else changes.
     */
    public static void signedIn(KeycloakSession session, String userId) {
        EntityManager em = Tables.of(session);
        long now = KeycloakClock.UTC.millis();
        PersonRow seen = em.find(PersonRow.class, userId);
        boolean today = seen != null && seen.lastSignIn != null && now - seen.lastSignIn < DAY;
        if (today && !isInvited(session, userId, now)) {
            return;
        }
        PersonRow person = Persons.locked(session, userId);
        // Read under the lock: whoever changes a membership holds it too, and no change is lost.
        List<MembershipRow> invited =
                em.createQuery(
                                "from MembershipRow m where m.userId = :user and m.invitedUntil >"
                                        + " :now order by m.centreId",
                                MembershipRow.class)
                        .setParameter("user", userId)
                        .setParameter("now", now)
                        .getResultList();
        person.lastSignIn = now;
        if (person.firstSignIn == null) {
            person.firstSignIn = now;
            person.unusedSince = null;
        }
        if (!invited.isEmpty()) {
            RealmModel realm = session.getContext().getRealm();
            UserModel user = session.users().getUserById(realm, userId);
            invited.forEach(membership -> join(session, membership, user));
        }
    }

    private static boolean isInvited(KeycloakSession session, String userId, long now) {
        return Tables.of(session)
                        .createQuery(
                                "select count(m) from MembershipRow m where m.userId = :user and"
                                        + " m.invitedUntil > :now",
                                Long.class)
                        .setParameter("user", userId)
                        .setParameter("now", now)
                        .getSingleResult()
                > 0;
    }

    private static void join(KeycloakSession session, MembershipRow membership, UserModel user) {
        membership.invitedUntil = null;
        membership.version++;
        membership.typedFirstName = null;
        membership.typedLastName = null;
        membership.index(user.getFirstName(), user.getLastName(), user.getEmail());
        Tables.of(session)
                .createQuery(
                        "update InvitationRow i set i.state = :used where i.centreId = :centre and"
                                + " i.userId = :user and i.state = :open")
                .setParameter("used", InvitationRow.State.USED)
                .setParameter("open", InvitationRow.State.OPEN)
                .setParameter("centre", membership.centreId)
                .setParameter("user", membership.userId)
                .executeUpdate();
        History.record(
                session,
                new History.Act(
                        "invitation-used",
                        Optional.of(membership.userId),
                        Optional.of(org.mycambridge.policy.Relation.OWN),
                        Optional.of(membership.centreId),
                        Optional.of(membership.userId),
                        Map.of(),
                        Optional.empty()));
    }

    /**
     * What the clock does: ends temporary passwords whose last invitation has expired, and deletes
     * accounts made by an invitation that nobody used and no centre has any more (D36).
     */
    public static void tidy(KeycloakSessionFactory factory) {
        List<PersonRow> candidates = new ArrayList<>();
        KeycloakModelUtils.runJobInTransaction(
                factory,
                session -> {
                    candidates.addAll(withExpiredPassword(session));
                    candidates.addAll(unused(session));
                });
        candidates.forEach(
                person -> {
                    try {
                        KeycloakModelUtils.runJobInTransaction(
                                factory, session -> tidy(session, person));
                    } catch (RuntimeException e) {
                        LOG.warnf(e, "Person %s could not be tidied", person.userId);
                    }
                });
    }

    /** Each of them is one no longer when it was tidied: none stands in the way of the next. */
    private static List<PersonRow> withExpiredPassword(KeycloakSession session) {
        return Tables.of(session)
                .createQuery(
                        "from PersonRow p where p.temporaryUntil <= :now order by p.temporaryUntil",
                        PersonRow.class)
                .setParameter("now", KeycloakClock.UTC.millis())
                .setMaxResults(BATCH)
                .getResultList();
    }

    /** Exactly those whose account is to be deleted, so that they too make place for the next. */
    private static List<PersonRow> unused(KeycloakSession session) {
        EntityManager em = Tables.of(session);
        List<PersonRow> unused = new ArrayList<>();
        em
                .createQuery(
                        "select distinct p.realmId from PersonRow p where p.unusedSince is not null",
                        String.class)
                .getResultList()
                .stream()
                .map(session.realms()::getRealm)
                .filter(Objects::nonNull)
                .forEach(
                        realm -> {
                            session.getContext().setRealm(realm);
                            long days =
                                    Policies.current(session)
                                            .catalogue()
                                            .settings()
                                            .unusedAccountDays();
                            unused.addAll(
                                    em.createQuery(
                                                    "from PersonRow p where p.realmId = :realm and"
                                                            + " p.unusedSince <= :longAgo and"
                                                            + " p.firstSignIn is null and"
                                                            + " p.madeByCentreId is not null and not"
                                                            + " exists (select 1 from MembershipRow m"
                                                            + " where m.userId = p.userId) order by"
                                                            + " p.unusedSince",
                                                    PersonRow.class)
                                            .setParameter("realm", realm.getId())
                                            .setParameter(
                                                    "longAgo",
                                                    KeycloakClock.UTC.millis() - days * DAY)
                                            .setMaxResults(BATCH)
                                            .getResultList());
                        });
        return unused;
    }

    private static void tidy(KeycloakSession session, PersonRow candidate) {
        RealmModel realm = session.realms().getRealm(candidate.realmId);
        if (realm == null) {
            return;
        }
        session.getContext().setRealm(realm);
        UserModel user = session.users().getUserById(realm, candidate.userId);
        if (user == null) {
            return;
        }
        endPasswordWithoutInvitation(session, user);
        PersonRow person = Tables.of(session).find(PersonRow.class, candidate.userId);
        long unusedDays = Policies.current(session).catalogue().settings().unusedAccountDays();
        boolean unused =
                person.unusedSince != null
                        && person.firstSignIn == null
                        && person.madeByCentreId != null
                        && person.unusedSince + unusedDays * DAY <= KeycloakClock.UTC.millis();
        if (unused && isInNoCentre(session, candidate.userId)) {
            // Not by the provider alone, which tells nobody: what is ours of the person goes too.
            new UserManager(session).removeUser(realm, user);
        }
    }

    private static boolean isInNoCentre(KeycloakSession session, String userId) {
        return Tables.of(session)
                .createQuery("from MembershipRow m where m.userId = :user", MembershipRow.class)
                .setParameter("user", userId)
                .setMaxResults(1)
                .getResultList()
                .isEmpty();
    }
}
