package org.mycambridge.web.console;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.mycambridge.centre.Policies;
import org.mycambridge.policy.Role;
import org.mycambridge.policy.RoleCatalogue;
import org.mycambridge.token.Holding;
import org.mycambridge.token.Holdings;

/** What a person can open at each of their centres, and whether they manage anyone (F4–F6). */
final class HomePage {

    static final String TEMPLATE = "mc-home.ftl";

    private HomePage() {}

    static Map<String, Object> attributes(KeycloakSession session, UserModel user, Locale locale) {
        RoleCatalogue catalogue = Policies.current(session).catalogue();
        return Map.of(
                "mcCentres",
                Holdings.of(session, user.getId()).stream()
                        .filter(holding -> holding.membership().givesRoles())
                        .map(holding -> centre(catalogue, holding, locale))
                        .toList(),
                "mcContact",
                catalogue.settings().contact());
    }

    private static Map<String, Object> centre(
            RoleCatalogue catalogue, Holding holding, Locale locale) {
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
                holding.counts() ? roles(catalogue, holding, locale) : List.of());
    }

    /** In the order of the catalogue; what it knows no more is not shown. */
    private static List<Map<String, String>> roles(
            RoleCatalogue catalogue, Holding holding, Locale locale) {
        return catalogue.roles(locale).stream()
                .filter(role -> holding.roles().contains(role.id()))
                .map(role -> role(catalogue, role, locale))
                .toList();
    }

    private static Map<String, String> role(RoleCatalogue catalogue, Role role, Locale locale) {
        return catalogue.services(locale).stream()
                .filter(service -> service.id().equals(role.service()))
                .findFirst()
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
