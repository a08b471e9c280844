package org.mycambridge.service;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.keycloak.models.KeycloakSession;
import org.mycambridge.centre.Policies;
import org.mycambridge.policy.Role;
import org.mycambridge.policy.RoleCatalogue;
import org.mycambridge.policy.Service;

/**
 * A service and the roles it may know of: those that its own tokens carry, and no others.
 *
 * @param service which
 * @param roles its roles, in the catalogue's order
 */
public record Audience(Service service, List<Role> roles) {

    static Audience of(RoleCatalogue catalogue, Service service) {
        return new Audience(
                service,
                catalogue.roles().stream().filter(role -> role.isUsedBy(service.id())).toList());
    }

    /** The service a client stands for; empty for a client that stands for none. */
    public static Optional<Audience> ofClient(KeycloakSession session, String clientId) {
        RoleCatalogue catalogue = Policies.current(session).catalogue();
        return catalogue.serviceOfClient(clientId).map(service -> of(catalogue, service));
    }

    /** A service by its id, if the catalogue has it. */
    static Optional<Audience> of(KeycloakSession session, String serviceId) {
        RoleCatalogue catalogue = Policies.current(session).catalogue();
        return catalogue.service(serviceId).map(service -> of(catalogue, service));
    }

    String id() {
        return service.id();
    }

    List<String> roleIds() {
        return roles.stream().map(Role::id).toList();
    }

    /** Those of some roles that are the service's, in the catalogue's order. */
    List<String> own(Collection<String> ids) {
        Set<String> wanted = Set.copyOf(ids);
        return roleIds().stream().filter(wanted::contains).toList();
    }
}
