package org.mycambridge.token;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.keycloak.models.KeycloakSession;
import org.keycloak.organization.protocol.mappers.oidc.OrganizationScope;
import org.keycloak.protocol.oidc.TokenManager;

/**
 * Which centres a request's scope asks for: the one chosen ({@code organization}), those it names
 * ({@code organization:GB123}), or all ({@code organization:*}).
 *
 * @param form which of the three; Keycloak lets nobody mix them
 * @param numbers the centre numbers named, none unless the form is {@link OrganizationScope
 *     #SPECIFIC}
 */
public record CentreScope(OrganizationScope form, Set<String> numbers) {

    /** What a scope parameter asks for; empty where it asks for no centre. */
    public static Optional<CentreScope> of(KeycloakSession session, String scopes) {
        return Optional.ofNullable(OrganizationScope.valueOfScope(session, scopes))
                .map(
                        form ->
                                new CentreScope(
                                        form,
                                        form == OrganizationScope.SPECIFIC
                                                ? numbers(session, scopes)
                                                : Set.of()));
    }

    private static Set<String> numbers(KeycloakSession session, String scopes) {
        return TokenManager.parseScopeParameter(scopes)
                .filter(
                        scope ->
                                OrganizationScope.valueOfScope(session, scope)
                                        == OrganizationScope.SPECIFIC)
                .map(scope -> scope.substring(scope.lastIndexOf(':') + 1))
                .collect(Collectors.toUnmodifiableSet());
    }
}
