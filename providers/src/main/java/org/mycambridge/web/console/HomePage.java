package org.mycambridge.web.console;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.mycambridge.centre.Policies;
import org.mycambridge.membership.Portfolio;
import org.mycambridge.policy.Role;
import org.mycambridge.policy.RoleCatalogue;
import org.mycambridge.tables.MembershipRow;
import org.mycambridge.token.Holding;
import org.mycambridge.token.Holdings;

/** What a person can open at each of their centres, and whether they manage anyone (F4–F6). */
final class HomePage {

    static final String TEMPLATE = "mc-home.ftl";

    private HomePage() {}

    static Map<String, Object> attributes(
            KeycloakSession session, UserModel user, Addresses addresses) {
        RoleCatalogue catalogue = Policies.current(session).catalogue();
        Map<String, Object> attributes = new HashMap<>();
        attributes.put(
                "mcPerson",
                Map.of(
                        "fullName",
                        MembershipRow.fullName(user.getFirstName(), user.getLastName()),
                        "email",
                        Objects.requireNonNullElse(user.getEmail(), user.getUsername())));
        attributes.put(
                "mcCentres",
                Holdings.of(session, user.getId()).stream()
                        .filter(holding -> holding.membership().givesRoles())
                        .map(holding -> centre(catalogue, holding))
                        .toList());
        attributes.put("mcMayManage", !Portfolio.of(session, user.getId()).isEmpty());
        attributes.put("mcContact", catalogue.settings().contact());
        attributes.put("mcHomeUrl", addresses.home().toString());
        attributes.put("mcOrganisationUrl", addresses.home().toString());
        attributes.put("mcAccountUrl", addresses.account().toString());
        attributes.put("mcSignOutUrl", addresses.signOut().toString());
        return attributes;
    }

    private static Map<String, Object> centre(RoleCatalogue catalogue, Holding holding) {
        return Map.of(
                "number",
                holding.number(),
                "name",
                holding.name(),
                "type",
                holding.type().name(),
                "typeName",
                "mcCentreType." + holding.type().name(),
                "status",
                holding.status().name(),
                "roles",
                holding.counts() ? roles(catalogue, holding) : List.of());
    }

    /** In the order of the catalogue; what it knows no more is not shown. */
    private static List<Map<String, String>> roles(RoleCatalogue catalogue, Holding holding) {
        return catalogue.roles().stream()
                .filter(role -> holding.roles().contains(role.id()))
                .map(role -> role(catalogue, role))
                .toList();
    }

    private static Map<String, String> role(RoleCatalogue catalogue, Role role) {
        return catalogue
                .service(role.service())
                .map(
                        service ->
                                Map.of(
                                        "name",
                                        role.name(),
                                        "service",
                                        service.name(),
                                        "guidanceUrl",
                                        service.guidance()))
                .orElseThrow(() -> new IllegalStateException("role without service: " + role.id()));
    }
}
