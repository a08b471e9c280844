package org.mycambridge.web.console;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.mycambridge.membership.Roster;
import org.mycambridge.policy.Role;
import org.mycambridge.policy.RoleCatalogue;
import org.mycambridge.policy.Service;

/**
 * The roles as they are switched on and off (F14–F17): by service, each role once (D7), those that
 * may not be changed locked, with the reason (D10).
 */
final class RoleSwitches {

    /** The name of the switches: one value for each that is on and not locked. */
    static final String FIELD = "role";

    private final Texts texts;
    private final RoleCatalogue catalogue;
    private final List<Roster.RoleState> states;
    private final boolean toLookAt;

    RoleSwitches(Texts texts, RoleCatalogue catalogue, List<Roster.RoleState> states) {
        this(texts, catalogue, states, false);
    }

    /**
     * @param toLookAt whether they show how things stand, and none of them is to be used
     */
    RoleSwitches(
            Texts texts, RoleCatalogue catalogue, List<Roster.RoleState> states, boolean toLookAt) {
        this.texts = texts;
        this.catalogue = catalogue;
        this.states = states;
        this.toLookAt = toLookAt;
    }

    private boolean isLocked(Roster.RoleState state) {
        return toLookAt || (state.held() ? !state.mayRevoke() : !state.mayGrant());
    }

    /** Roles held that may be switched off here. */
    Set<String> heldAndOpen() {
        Set<String> ids = new LinkedHashSet<>();
        states.stream()
                .filter(state -> state.held() && !isLocked(state))
                .forEach(state -> ids.add(state.role().id()));
        return ids;
    }

    boolean anyOpen() {
        return states.stream().anyMatch(state -> !isLocked(state));
    }

    /**
     * By service.
     *
     * @param chosen the ids of the unlocked ones that are to stand switched on
     * @param replaceUrl where a role with one holder is moved to this person, for those where it
     *     may be
     */
    List<Map<String, Object>> attributes(
            Set<String> chosen, Function<String, Optional<String>> replaceUrl) {
        List<Map<String, Object>> services = new ArrayList<>();
        for (Service service : catalogue.services(texts.locale())) {
            List<Map<String, Object>> roles = new ArrayList<>();
            for (Roster.RoleState state : states) {
                if (state.role().service().equals(service.id())) {
                    roles.add(role(state, chosen, replaceUrl));
                } else if (state.role().sharedWith().contains(service.id())) {
                    roles.add(pointer(state.role()));
                }
            }
            if (!roles.isEmpty()) {
                services.add(Map.of("id", service.id(), "name", service.name(), "roles", roles));
            }
        }
        return services;
    }

    private Map<String, Object> role(
            Roster.RoleState state,
            Set<String> chosen,
            Function<String, Optional<String>> replaceUrl) {
        Role role = state.role();
        boolean locked = isLocked(state);
        Map<String, Object> shape = named(role);
        shape.put("on", locked ? state.held() : chosen.contains(role.id()));
        shape.put("locked", locked);
        if (locked && !toLookAt) {
            state.reason().ifPresent(reason -> shape.put("reason", texts.say(reason)));
            replaceUrl.apply(role.id()).ifPresent(url -> shape.put("replaceUrl", url));
        }
        return shape;
    }

    /** The one switch of a shared role stands with its own service; the others point to it. */
    private Map<String, Object> pointer(Role role) {
        Map<String, Object> shape = named(role);
        shape.put("on", false);
        shape.put("locked", true);
        catalogue.services(texts.locale()).stream()
                .filter(service -> service.id().equals(role.service()))
                .findFirst()
                .ifPresent(service -> shape.put("elsewhere", service.name()));
        return shape;
    }

    private Map<String, Object> named(Role stated) {
        Role role = texts.in(catalogue, stated);
        Map<String, Object> shape = new HashMap<>();
        shape.put("id", role.id());
        shape.put("name", role.name());
        shape.put("description", role.description());
        shape.put("shared", role.shared());
        shape.put(
                "sharedWith",
                catalogue.services(texts.locale()).stream()
                        .filter(service -> role.sharedWith().contains(service.id()))
                        .map(Service::name)
                        .toList());
        return shape;
    }
}
