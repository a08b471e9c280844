package org.mycambridge.web.console;

import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.mycambridge.centre.Policies;
import org.mycambridge.policy.CentreType;
import org.mycambridge.policy.Relation;
import org.mycambridge.policy.Role;
import org.mycambridge.policy.RoleCatalogue;
import org.mycambridge.policy.Service;

/** What each role is for, and who gives it: the factsheet's last subject (F2). */
final class RolesPage {

    private static final String TEMPLATE = "mc-roles.ftl";

    private final Visit visit;
    private final RoleCatalogue catalogue;

    RolesPage(Visit visit) {
        this.visit = visit;
        this.catalogue = Policies.current(visit.session()).catalogue();
    }

    Response show() {
        return visit.showToAll(
                TEMPLATE,
                Map.of(
                        "mcServices",
                        catalogue.services(visit.texts().locale()).stream()
                                .map(this::service)
                                .filter(service -> !((List<?>) service.get("roles")).isEmpty())
                                .toList(),
                        "mcContact",
                        catalogue.settings().contact()));
    }

    private Map<String, Object> service(Service service) {
        return Map.of(
                "name",
                service.name(),
                "guidanceUrl",
                service.guidance(),
                "roles",
                catalogue.roles(visit.texts().locale()).stream()
                        .filter(role -> role.service().equals(service.id()))
                        .map(this::role)
                        .toList());
    }

    private Map<String, Object> role(Role role) {
        Map<String, Object> shape = new HashMap<>();
        shape.put("id", role.id());
        shape.put("name", role.name());
        shape.put("description", role.description());
        shape.put("shared", role.shared());
        shape.put(
                "sharedWith",
                catalogue.services(visit.texts().locale()).stream()
                        .filter(service -> role.sharedWith().contains(service.id()))
                        .map(Service::name)
                        .toList());
        shape.put("givenBy", givers(role));
        shape.put("notifications", role.notifications().name());
        List<String> heldAt = new ArrayList<>();
        for (CentreType type : CentreType.values()) {
            if (role.heldAt().contains(type)) {
                heldAt.add("mcCentreType." + type.name());
            }
        }
        shape.put("heldAt", heldAt);
        return shape;
    }

    /** Those in the centre, those of the associate, and Cambridge where nobody in a centre may. */
    private List<String> givers(Role role) {
        Set<String> own = new LinkedHashSet<>();
        Set<String> parent = new LinkedHashSet<>();
        boolean cambridge = false;
        for (CentreType type : role.heldAt()) {
            Set<String> here = catalogue.granters(role.id(), Relation.OWN, type);
            Set<String> above =
                    type.isChild()
                            ? catalogue.granters(role.id(), Relation.PARENT, type)
                            : Set.of();
            own.addAll(here);
            parent.addAll(above);
            cambridge |= here.isEmpty() && above.isEmpty();
        }
        List<String> givers = new ArrayList<>();
        names(own).forEach(givers::add);
        names(parent).stream()
                .filter(name -> !givers.contains(name))
                .forEach(name -> givers.add(visit.texts().say("mcGiverAtAssociate", name)));
        if (cambridge) {
            givers.add(visit.texts().say("mcCambridge"));
        }
        return givers;
    }

    private List<String> names(Set<String> ids) {
        return catalogue.roles(visit.texts().locale()).stream()
                .filter(role -> ids.contains(role.id()))
                .map(Role::holderName)
                .toList();
    }
}
