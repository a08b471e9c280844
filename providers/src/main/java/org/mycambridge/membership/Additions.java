package org.mycambridge.membership;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.mycambridge.centre.ActorRef;
import org.mycambridge.centre.CentreNumber;
import org.mycambridge.centre.Refusal;
import org.mycambridge.policy.Centre;
import org.mycambridge.policy.Role;
import org.mycambridge.tables.CentreRow;
import org.mycambridge.tables.Tables;

/**
 * What would become of a list of people to add, were they added now one after the other. Nothing is
 * written, and nobody's seat is kept: the adding itself decides again.
 */
public final class Additions {

    private Additions() {}

    /**
     * Why each of them can't be added, in the order of the list; empty for those who can. The
     * number of statements does not grow with the list, but for those at other centres already.
     *
     * @throws Refusal not found, where there is nothing to manage there for the actor
     */
    public static List<Optional<Refusal>> outcomes(
            KeycloakSession session,
            ActorRef actor,
            CentreNumber number,
            List<CentreUsers.NewUser> drafts) {
        Standing standing = Standing.of(session, actor, number);
        Centre facts = Facts.centre(session, standing.centre(), standing.policy().catalogue());
        Map<String, Ruling.Account> accounts =
                accounts(
                        session,
                        standing.centre(),
                        drafts.stream()
                                .map(draft -> draft.details().email())
                                .collect(Collectors.toSet()));
        List<Optional<Refusal>> outcomes =
                outcomes(
                        standing.ruling(facts),
                        drafts,
                        email -> Optional.ofNullable(accounts.get(email)));
        return HourlyLimits.of(session, actor)
                .forCentre(standing.centre().id)
                .map(allowance -> within(allowance, outcomes))
                .orElse(outcomes);
    }

    /** Of those who can be added only as many can as may be invited within the hour. */
    static List<Optional<Refusal>> within(
            HourlyLimits.Allowance allowance, List<Optional<Refusal>> outcomes) {
        AtomicLong left = new AtomicLong(allowance.left());
        return outcomes.stream()
                .map(
                        outcome ->
                                outcome.isPresent() || left.getAndDecrement() > 0
                                        ? outcome
                                        : Optional.of(allowance.beyond()))
                .toList();
    }

    /** The outcomes, given whose accounts the addresses belong to. */
    static List<Optional<Refusal>> outcomes(
            Ruling ruling,
            List<CentreUsers.NewUser> drafts,
            Function<String, Optional<Ruling.Account>> accounts) {
        List<Optional<Refusal>> outcomes = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        Ruling now = ruling;
        for (CentreUsers.NewUser draft : drafts) {
            String email = draft.details().email();
            Optional<Refusal> refusal =
                    seen.add(email)
                            ? now.addition(draft, accounts.apply(email))
                            : Optional.of(twice(email));
            if (refusal.isEmpty()) {
                now = after(now, draft);
            }
            outcomes.add(refusal);
        }
        return outcomes;
    }

    /** What is said of somebody who is in a list a second time. */
    public static Refusal twice(String email) {
        return Refusal.conflict("twice-in-list", email + " is in this list twice").inField("email");
    }

    /** The seats that somebody in the list takes are taken for those who come after. */
    private static Ruling after(Ruling ruling, CentreUsers.NewUser draft) {
        List<Role> taken =
                ruling.known(draft.roles(), "roles").stream().filter(Role::oneHolder).toList();
        if (taken.isEmpty()) {
            return ruling;
        }
        Centre centre = ruling.centre();
        Map<String, Centre.Holder> seats = new HashMap<>(centre.seats());
        // Nobody's id is an address: the next in the list is somebody else.
        taken.forEach(
                role ->
                        seats.put(
                                role.id(),
                                new Centre.Holder(
                                        draft.details().email(), draft.details().fullName())));
        return new Ruling(
                ruling.policy(),
                ruling.actor(),
                new Centre(
                        centre.number(),
                        centre.type(),
                        centre.status(),
                        seats,
                        centre.userManagers()));
    }

    /** The accounts behind these addresses, in three statements at most. */
    private static Map<String, Ruling.Account> accounts(
            KeycloakSession session, CentreRow centre, Collection<String> emails) {
        Map<String, Ruling.Account> accounts = new HashMap<>();
        Map<String, String> ids = Accounts.byAddress(session, emails);
        if (ids.isEmpty()) {
            return accounts;
        }
        RealmModel realm = session.getContext().getRealm();
        Map<String, Ruling.Account> byId = new HashMap<>();
        Tables.of(session)
                .createQuery(
                        "select u.id, u.serviceAccountClientLink, m.id from UserEntity u left join"
                                + " MembershipRow m on m.userId = u.id and m.centreId = :centre"
                                + " where u.id in :ids",
                        Object[].class)
                .setParameter("centre", centre.id)
                .setParameter("ids", Set.copyOf(ids.values()))
                .getResultList()
                .forEach(row -> byId.put((String) row[0], account(session, realm, row)));
        ids.forEach((email, id) -> accounts.put(email, byId.get(id)));
        return accounts;
    }

    private static Ruling.Account account(KeycloakSession session, RealmModel realm, Object[] row) {
        String id = (String) row[0];
        return new Ruling.Account(
                id,
                row[2] != null,
                row[1] != null,
                () ->
                        Optional.ofNullable(session.users().getUserById(realm, id))
                                .filter(user -> Facts.isAdministrator(session, user))
                                .isPresent());
    }
}
