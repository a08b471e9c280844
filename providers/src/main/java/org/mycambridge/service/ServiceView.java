package org.mycambridge.service;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.keycloak.models.KeycloakSession;
import org.mycambridge.centre.CentreNumber;
import org.mycambridge.centre.Centres;
import org.mycambridge.centre.Refusal;
import org.mycambridge.policy.Role;
import org.mycambridge.policy.Role.Notifications;
import org.mycambridge.tables.CentreRow;

/** What one service may read of centres and people: its own roles, where they count. */
public final class ServiceView {

    private final KeycloakSession session;
    private final Audience audience;

    public ServiceView(KeycloakSession session, Audience audience) {
        this.session = session;
        this.audience = audience;
    }

    /**
     * Some of a list.
     *
     * @param total how many there are in all
     */
    public record Page(List<Holder> people, long total) {}

    /**
     * Who gets a notification.
     *
     * @param people nobody twice
     * @param nobodyHolds where there is nobody: the roles whose holders would get it (D31)
     */
    public record Recipients(List<Holder> people, List<Role> nobodyHolds) {}

    /**
     * Some centres.
     *
     * @param total how many there are in all
     */
    public record CentrePage(List<CentreRow> centres, long total) {}

    /** A centre at which somebody holds roles, their ids in the catalogue's order. */
    public record At(CentreRow centre, List<String> roles) {}

    /**
     * Those who hold a role of the service at a centre, by name.
     *
     * @param role one of the service's roles; all of them where it is empty
     */
    public Page holders(CentreNumber number, Optional<String> role, int first, int max) {
        role.filter(id -> !audience.roleIds().contains(id))
                .ifPresent(
                        id -> {
                            throw Refusal.notFound("Role " + id);
                        });
        CentreRow centre = Centres.get(session, number);
        Effective.Page page =
                new Effective(session, audience)
                        .holders(
                                centre.id,
                                role.map(List::of).orElse(audience.roleIds()),
                                first,
                                max);
        return new Page(page.people(), page.total());
    }

    /**
     * Who gets a notification of the service about a centre (F46, F47): who holds a role that gets
     * all, and the submitter where theirs gets what is about their own submissions. Only who can be
     * mailed.
     *
     * @param service which one asks; its own, or not found
     * @param submitter whose submission it is about
     */
    public Recipients recipients(
            CentreNumber number, Optional<String> service, Optional<String> submitter) {
        service.filter(id -> !id.equals(audience.id()))
                .ifPresent(
                        id -> {
                            throw Refusal.notFound("Service " + id);
                        });
        CentreRow centre = Centres.get(session, number);
        Effective effective = new Effective(session, audience);
        Set<String> all = getting(Notifications.ALL);
        List<Holder> people =
                new ArrayList<>(effective.holders(centre.id, all, 0, Integer.MAX_VALUE).people());
        submitter
                .filter(id -> people.stream().noneMatch(holder -> holder.id().equals(id)))
                .flatMap(
                        id ->
                                effective.holder(
                                        centre.id, getting(Notifications.OWN_SUBMISSIONS), id))
                .ifPresent(people::add);
        people.removeIf(holder -> holder.email().isEmpty());
        return new Recipients(
                List.copyOf(people),
                people.isEmpty()
                        ? audience.roles().stream().filter(role -> all.contains(role.id())).toList()
                        : List.of());
    }

    private Set<String> getting(Notifications which) {
        Set<String> roles = new LinkedHashSet<>();
        for (Role role : audience.roles()) {
            if (role.notifications() == which) {
                roles.add(role.id());
            }
        }
        return roles;
    }

    /** The centres at which somebody holds a role of the service, by number. */
    public CentrePage centres(int first, int max) {
        String realm = session.getContext().getRealm().getId();
        Effective effective = new Effective(session, audience);
        List<Object[]> found = effective.centres(realm, first, max);
        // Past the end, there is no row to carry the number.
        List<Object[]> counted =
                found.isEmpty() && first > 0 ? effective.centres(realm, 0, 1) : found;
        return new CentrePage(
                found.stream().map(row -> (CentreRow) row[0]).toList(),
                counted.isEmpty() ? 0 : (Long) counted.get(0)[1]);
    }

    /** The centres at which a person holds a role of the service, by number; nobody has none. */
    public List<At> centresOf(String userId) {
        Map<CentreRow, Set<String>> found = new LinkedHashMap<>();
        String realm = session.getContext().getRealm().getId();
        for (Object[] row : new Effective(session, audience).centres(realm, userId)) {
            found.computeIfAbsent((CentreRow) row[0], centre -> new LinkedHashSet<>())
                    .add((String) row[1]);
        }
        List<At> centres = new ArrayList<>();
        found.forEach((centre, roles) -> centres.add(new At(centre, audience.own(roles))));
        return centres;
    }
}
