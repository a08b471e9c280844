package org.mycambridge.membership;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.storage.UserStorageProvider;
import org.mycambridge.centre.ActorRef;
import org.mycambridge.centre.CentreNumber;
import org.mycambridge.centre.Centres;
import org.mycambridge.tables.MembershipRow;
import org.mycambridge.tables.Tables;

/**
 * People of a list, each brought to where the list says they are, in one transaction. What all
 * lines need is done once: each centre is locked and its facts are read once, and accounts are
 * looked for in one statement. Every line is decided like an act of its own.
 */
public final class Enrolment {

    /**
     * A person at a centre.
     *
     * @param centre where
     * @param draft who, with which roles, and whether they are invited
     * @param disabled whether they are switched off there
     */
    public record Line(CentreNumber centre, CentreUsers.NewUser draft, boolean disabled) {}

    private final KeycloakSession session;
    private final ActorRef actor;
    private final CentreUsers users;
    private final Map<CentreNumber, Place> places = new HashMap<>();
    private final Set<String> nobodys;

    private Enrolment(KeycloakSession session, ActorRef actor, Set<String> nobodys) {
        this.session = session;
        this.actor = actor;
        this.users = CentreUsers.of(session, actor);
        this.nobodys = nobodys;
    }

    /**
     * Begins a list. Its centres are locked in the order of all writers (design decision 4); its
     * people are not, so two lists of the same people may meet, and then one is done again.
     */
    public static Enrolment of(KeycloakSession session, ActorRef actor, Collection<Line> list) {
        Enrolment enrolment =
                new Enrolment(
                        session,
                        actor,
                        nobodys(
                                session,
                                list.stream()
                                        .map(line -> line.draft().details().email())
                                        .collect(Collectors.toSet())));
        list.stream()
                .map(Line::centre)
                .distinct()
                .sorted(Comparator.comparing(CentreNumber::value))
                .filter(number -> Centres.find(session, number).isPresent())
                .forEach(enrolment::at);
        return enrolment;
    }

    /**
     * The addresses that no account has; none where accounts are kept outside of our tables too.
     */
    private static Set<String> nobodys(KeycloakSession session, Set<String> emails) {
        RealmModel realm = session.getContext().getRealm();
        if (emails.size() < 2
                || realm.getComponentsStream(realm.getId(), UserStorageProvider.class.getName())
                        .findAny()
                        .isPresent()) {
            return new HashSet<>();
        }
        Set<String> nobodys = new HashSet<>(emails);
        // One column at a time: over two, databases look at everybody.
        for (String column : List.of("email", "username")) {
            Tables.of(session)
                    .createQuery(
                            "select u."
                                    + column
                                    + " from UserEntity u where u.realmId = :realm and u."
                                    + column
                                    + " in :emails",
                            String.class)
                    .setParameter("realm", realm.getId())
                    .setParameter("emails", emails)
                    .getResultList()
                    .forEach(nobodys::remove);
        }
        return nobodys;
    }

    private Place at(CentreNumber number) {
        return places.computeIfAbsent(number, each -> new Place(session, actor, each));
    }

    /** What a centre is has changed: it is looked at again. */
    public void forget(CentreNumber number) {
        places.remove(number);
    }

    /**
     * Brings one person to their centre: adds them, gives the roles that they lack, switches them
     * off. Nobody loses a role by it, and what is so already stays.
     *
     * @return whether anything was written
     */
    public boolean enrol(Line line) {
        Place place = at(line.centre());
        String email = line.draft().details().email();
        Optional<UserModel> account =
                nobodys.contains(email)
                        ? Optional.empty()
                        : Optional.ofNullable(users.userByEmail(email));
        Optional<MembershipRow> membership =
                account.flatMap(user -> Facts.membership(session, place.row(), user.getId()));
        return membership.isPresent()
                ? complete(place, line, membership.get())
                : add(place, line, account);
    }

    private boolean add(Place place, Line line, Optional<UserModel> account) {
        if (line.disabled()) {
            users.addDisabled(place, line.draft(), account);
        } else {
            users.add(place, line.draft(), account);
        }
        nobodys.remove(line.draft().details().email());
        place.readFactsAfter(line.draft().roles());
        return true;
    }

    private boolean complete(Place place, Line line, MembershipRow membership) {
        Set<String> missing = new HashSet<>(line.draft().roles());
        missing.removeAll(Facts.roles(session, place.row(), membership.userId));
        if (!missing.isEmpty()) {
            users.change(
                    place,
                    line.centre(),
                    membership.userId,
                    new CentreUsers.Change(
                            membership.version, missing, Set.of(), Optional.empty()));
            place.readFactsAfter(missing);
        }
        boolean switchOff = line.disabled() && !membership.disabled;
        if (switchOff) {
            users.disable(place, membership.userId);
        }
        return switchOff || !missing.isEmpty();
    }
}
