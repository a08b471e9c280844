package org.mycambridge.policy;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * The whole of what the board decides as data: settings, services, roles, and the rules over them.
 * Made by {@link PolicyDocument}, which has checked it whole.
 */
public final class RoleCatalogue {

    private final Settings settings;
    private final Map<String, Service> services;
    private final Map<String, Role> roles;
    private final List<GrantRule> grantRules;
    private final List<AccountRule> accountRules;
    private final List<PolicyDocument.Revocable> revocables;

    RoleCatalogue(
            Settings settings,
            Map<String, Boolean> switches,
            List<Service> services,
            List<Role> roles,
            List<GrantRule> grantRules,
            List<AccountRule> accountRules,
            List<PolicyDocument.Revocable> revocables) {
        this.settings = settings;
        this.services = byId(services, Service::id);
        this.roles = byId(roles, Role::id);
        this.grantRules =
                grantRules.stream()
                        .filter(rule -> rule.when().map(switches::get).orElse(true))
                        .toList();
        this.accountRules = List.copyOf(accountRules);
        this.revocables = List.copyOf(revocables);
    }

    private static <T> Map<String, T> byId(Collection<T> values, Function<T, String> id) {
        return values.stream()
                .collect(
                        Collectors.toMap(
                                id,
                                Function.identity(),
                                (first, second) -> first,
                                LinkedHashMap::new));
    }

    /** The services, for people to read in their language. */
    public List<Service> services(Locale locale) {
        CatalogueWords words = CatalogueWords.in(locale);
        return services.values().stream().map(service -> service.in(words)).toList();
    }

    /** The roles, for people to read in their language. */
    public List<Role> roles(Locale locale) {
        CatalogueWords words = CatalogueWords.in(locale);
        return roles.values().stream().map(role -> role.in(words)).toList();
    }

    /** The name of a role by its id, in a language; the id, for a role that is there no more. */
    public UnaryOperator<String> roleNames(Locale locale) {
        Map<String, String> names =
                roles(locale).stream().collect(Collectors.toMap(Role::id, Role::name));
        return id -> names.getOrDefault(id, id);
    }

    public Settings settings() {
        return settings;
    }

    /** The services, in the order of the document. */
    public List<Service> services() {
        return List.copyOf(services.values());
    }

    /** The roles, in the order of the document. */
    public List<Role> roles() {
        return List.copyOf(roles.values());
    }

    public Optional<Role> role(String id) {
        return Optional.ofNullable(roles.get(id));
    }

    public Optional<Service> service(String id) {
        return Optional.ofNullable(services.get(id));
    }

    /** The service a client stands for in its tokens. */
    public Optional<Service> serviceOfClient(String clientId) {
        return services.values().stream()
                .filter(service -> service.client().equals(clientId))
                .findFirst();
    }

    /** The roles a token of this client may carry; none for a client that stands for no service. */
    public Set<String> rolesInTokensOf(String clientId) {
        return serviceOfClient(clientId)
                .map(
                        service ->
                                roles.values().stream()
                                        .filter(role -> role.isUsedBy(service.id()))
                                        .map(Role::id)
                                        .collect(Collectors.toUnmodifiableSet()))
                .orElse(Set.of());
    }

    /** The single-holder roles. */
    public Set<String> rolesWithOneHolder() {
        return rolesWhere(Role::oneHolder);
    }

    /** The roles of which the last active holder is protected (D30). */
    public Set<String> rolesToKeep() {
        return rolesWhere(Role::keepOne);
    }

    private Set<String> rolesWhere(java.util.function.Predicate<Role> condition) {
        return roles.values().stream()
                .filter(condition)
                .map(Role::id)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Which roles may grant this one at such a centre, in this relation, in document order. */
    public Set<String> granters(String role, Relation relation, CentreType type) {
        Set<String> by = new java.util.LinkedHashSet<>();
        for (GrantRule rule : grantRules) {
            if (rule.roles().contains(role)
                    && rule.relations().contains(relation)
                    && rule.at().contains(type)) {
                by.addAll(rule.by());
            }
        }
        return by;
    }

    /**
     * The single-holder roles that people at the parent give at such a centre: whose seats they are
     * to fill (D29).
     */
    public Set<String> rolesWithOneHolderGivenByParent(CentreType type) {
        return rolesWhere(
                role ->
                        role.oneHolder()
                                && role.heldAt().contains(type)
                                && !granters(role.id(), Relation.PARENT, type).isEmpty());
    }

    /** Whether a holder of one role could revoke another, as account rules see it (D20). */
    boolean couldRevoke(String actorRole, String role, Relation relation, CentreType type) {
        return granters(role, relation, type).contains(actorRole)
                || revocables.stream()
                        .anyMatch(
                                extra ->
                                        relation == Relation.OWN
                                                && extra.role().equals(role)
                                                && extra.by().contains(actorRole)
                                                && extra.at().contains(type));
    }

    List<AccountRule> accountRules() {
        return accountRules;
    }

    /**
     * The roles that give a right over anyone at such a centre (D1): a right to grant something, or
     * to act on accounts.
     */
    public Set<String> managingRoles(Relation relation, CentreType type) {
        Set<String> managing = new HashSet<>();
        for (GrantRule rule : grantRules) {
            if (rule.relations().contains(relation) && rule.at().contains(type)) {
                managing.addAll(rule.by());
            }
        }
        for (AccountRule rule : accountRules) {
            if (rule.relations().contains(relation) && rule.reach() == AccountRule.Reach.EVERYONE) {
                managing.addAll(rule.by());
            }
        }
        return managing;
    }
}
