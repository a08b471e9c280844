package org.mycambridge.token;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.keycloak.OAuth2Constants;
import org.keycloak.models.KeycloakSession;
import org.mycambridge.centre.Policies;

/**
 * Which centres a token names, and how. What does not count is not there: a disabled membership, an
 * expired invitation, a suspended or closed centre.
 */
public final class CentreClaim {

    private final List<Holding> counting;

    /** The roles that may be told, by centre number: each token asks for them twice. */
    private final Map<String, List<String>> roles;

    /**
     * @param holdings everything the person holds
     * @param rolesOfService the roles that the client's tokens may carry
     */
    CentreClaim(List<Holding> holdings, Set<String> rolesOfService) {
        this.counting = holdings.stream().filter(Holding::counts).toList();
        this.roles =
                counting.stream()
                        .collect(
                                Collectors.toUnmodifiableMap(
                                        Holding::number,
                                        holding ->
                                                holding.roles().stream()
                                                        .filter(rolesOfService::contains)
                                                        .toList()));
    }

    /**
     * What a client may be told of a person. Read once a request, in one statement, so that its
     * access token and its ID token say the same.
     */
    public static CentreClaim of(KeycloakSession session, String userId, String clientId) {
        String key = CentreClaim.class.getName() + ' ' + userId + ' ' + clientId;
        CentreClaim known = session.getAttribute(key, CentreClaim.class);
        if (known != null) {
            return known;
        }
        CentreClaim read =
                new CentreClaim(
                        Holdings.of(session, userId),
                        Policies.current(session).catalogue().rolesInTokensOf(clientId));
        session.setAttribute(key, read);
        return read;
    }

    /** All centres at which the person has a role for the client, by number. */
    public List<Holding> all() {
        return counting.stream().filter(holding -> !roles(holding).isEmpty()).toList();
    }

    /** The centres asked for by number, with or without a role for the client. */
    public List<Holding> named(Set<String> numbers) {
        return counting.stream().filter(holding -> numbers.contains(holding.number())).toList();
    }

    /**
     * The one centre of a token that names none.
     *
     * @param chosenId the centre chosen; where there is none, the only one at which the person has
     *     a role for the client, or else the only one they are at
     */
    List<Holding> chosen(Optional<String> chosenId) {
        if (chosenId.isPresent()) {
            return counting.stream()
                    .filter(holding -> holding.centreId().equals(chosenId.get()))
                    .toList();
        }
        List<Holding> withRole = all();
        List<Holding> candidates = withRole.isEmpty() ? counting : withRole;
        return candidates.size() == 1 ? candidates : List.of();
    }

    /** Number and roles alone, so that fifty centres fit into a header. */
    Map<String, Map<String, Object>> compact(List<Holding> centres) {
        Map<String, Map<String, Object>> claim = new LinkedHashMap<>();
        centres.forEach(centre -> claim.put(centre.number(), withRoles(centre)));
        return claim;
    }

    /** With what a service shows of a centre. */
    Map<String, Map<String, Object>> whole(List<Holding> centres) {
        Map<String, Map<String, Object>> claim = new LinkedHashMap<>();
        centres.forEach(
                centre -> {
                    Map<String, Object> entry = new LinkedHashMap<>();
                    entry.put(OAuth2Constants.ORGANIZATION_ID, centre.centreId());
                    entry.put("name", centre.name());
                    entry.put("type", centre.type().name());
                    entry.putAll(withRoles(centre));
                    claim.put(centre.number(), entry);
                });
        return claim;
    }

    private Map<String, Object> withRoles(Holding centre) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("roles", new ArrayList<>(roles(centre)));
        return entry;
    }

    private List<String> roles(Holding holding) {
        return roles.getOrDefault(holding.number(), List.of());
    }
}
