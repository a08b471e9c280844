package org.mycambridge.membership;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.workflow.WorkflowProvider;
import org.keycloak.storage.UserStorageProvider;
import org.mycambridge.centre.ActorRef;
import org.mycambridge.centre.CentreNumber;
import org.mycambridge.centre.Centres;
import org.mycambridge.centre.Policies;
import org.mycambridge.policy.RoleCatalogue;
import org.mycambridge.tables.Batch;
import org.mycambridge.tables.CentreRow;
import org.mycambridge.tables.MembershipRow;

/**
 * People of a list, each brought to where the list says they are, in one transaction. What all
 * lines need is done once: each centre is locked and its facts are read once, and who is behind the
 * addresses, and holds what, is asked once for all. Every line is decided like an act of its own.
 */
public final class Enrolment {

    /**
     * A person at a centre.
     *
     * @param centre where
     * @param draft who, with which roles, and whether they are invited
     * @param disabled whether they are switched off there
     */
    public record Line(CentreNumber centre, CentreUsers.NewUser draft, boolean disabled) {

        String email() {
            return draft.details().email();
        }
    }

    private final KeycloakSession session;
    private final ActorRef actor;
    private final CentreUsers users;
    private final Map<CentreNumber, Place> places = new HashMap<>();

    /** The addresses that no account has. */
    private final Set<String> nobodys = new HashSet<>();

    /** What people held when this began, by their address; of those whom nothing changed since. */
    private final Map<String, Held> held = new HashMap<>();

    private Enrolment(KeycloakSession session, ActorRef actor) {
        this.session = session;
        this.actor = actor;
        this.users = CentreUsers.of(session, actor);
    }

    /**
     * Begins a list. Its centres are locked in the order of all writers (design decision 4); its
     * people are not, so two lists of the same people may meet, and then one is done again.
     */
    public static Enrolment of(KeycloakSession session, ActorRef actor, Collection<Line> list) {
        Enrolment enrolment = new Enrolment(session, actor);
        list.stream()
                .map(Line::centre)
                .distinct()
                .sorted(Comparator.comparing(CentreNumber::value))
                .filter(number -> Centres.find(session, number).isPresent())
                .forEach(enrolment::at);
        enrolment.lookUp(list.stream().map(Line::email).collect(Collectors.toSet()));
        return enrolment;
    }

    /**
     * Under the locks of the centres; not where accounts are kept outside of Keycloak's tables too,
     * or where workflows ask about somebody as soon as they have joined.
     */
    private void lookUp(Set<String> emails) {
        if (emails.size() < 2 || has(UserStorageProvider.class) || has(WorkflowProvider.class)) {
            return;
        }
        Map<String, String> ids = Accounts.byAddress(session, emails);
        nobodys.addAll(emails);
        nobodys.removeAll(ids.keySet());
        Map<String, Held> byPerson =
                Held.of(
                        session,
                        places.values().stream().map(Place::row).map(row -> row.id).toList(),
                        ids.values());
        ids.forEach((email, id) -> held.put(email, byPerson.getOrDefault(id, Held.NOTHING)));
    }

    private boolean has(Class<?> kind) {
        RealmModel realm = session.getContext().getRealm();
        return realm.getComponentsStream(realm.getId(), kind.getName()).findAny().isPresent();
    }

    private Place at(CentreNumber number) {
        return places.computeIfAbsent(number, each -> new Place(session, actor, each));
    }

    /** What a centre is has changed: it is looked at again. */
    public void forget(CentreNumber number) {
        places.remove(number);
    }

    /**
     * Whether a line is about somebody whom nobody knows yet and on whom nobody else depends. Such
     * lines write nothing but what is new, and ask for nothing that other lines have written: they
     * may be done in one {@link Batch}, and one that is refused has written nothing.
     */
    public boolean isNew(Line line) {
        RoleCatalogue catalogue = Policies.current(session).catalogue();
        return nobodys.contains(line.email())
                && !line.disabled()
                && !line.draft().invite()
                && line.draft().roles().stream()
                        .flatMap(id -> catalogue.role(id).stream())
                        .noneMatch(role -> Place.isAFact(catalogue, role));
    }

    /**
     * Brings one person to their centre: adds them, gives the roles that they lack, switches them
     * off. Nobody loses a role by it, and what is so already stays.
     *
     * @return whether anything was written
     */
    public boolean enrol(Line line) {
        Place place = at(line.centre());
        if (isSo(place.row(), line)) {
            return false;
        }
        Optional<UserModel> account =
                nobodys.contains(line.email())
                        ? Optional.empty()
                        : Optional.ofNullable(users.userByEmail(line.email()));
        Optional<MembershipRow> membership =
                account.flatMap(user -> Facts.membership(session, place.row(), user.getId()));
        // The same person may be here under two addresses.
        account.ifPresent(user -> held.values().removeIf(each -> each.isOf(user.getId())));
        return membership.isPresent()
                ? complete(place, line, membership.get())
                : add(place, line, account);
    }

    private boolean isSo(CentreRow centre, Line line) {
        return held.getOrDefault(line.email(), Held.NOTHING)
                .has(centre.id, line.draft().roles(), line.disabled());
    }

    private boolean add(Place place, Line line, Optional<UserModel> account) {
        if (line.disabled()) {
            users.addDisabled(place, line.draft(), account);
        } else {
            users.add(place, line.draft(), account);
        }
        nobodys.remove(line.email());
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
