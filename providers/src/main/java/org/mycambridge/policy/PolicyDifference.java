package org.mycambridge.policy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Which rights other roles give under another policy, centre type by centre type. */
public final class PolicyDifference {

    private PolicyDifference() {}

    /**
     * A right that other roles give than before.
     *
     * @param type at centres of this type
     * @param relation to whoever stands so to them
     * @param right as in {@code GRANT sfa.teacher} or {@code DISABLE EVERYONE}
     * @param before the roles that gave it
     * @param after the roles that will
     */
    public record Change(
            CentreType type,
            Relation relation,
            String right,
            Set<String> before,
            Set<String> after) {}

    /** All changes between two policies, in a stable order. */
    public static List<Change> between(Policy before, Policy after) {
        List<Change> changes = new ArrayList<>();
        for (CentreType type : CentreType.values()) {
            for (Relation relation : List.of(Relation.OWN, Relation.PARENT)) {
                if (relation == Relation.PARENT && !type.isChild()) {
                    continue;
                }
                Map<String, Set<String>> old = rights(before.catalogue(), relation, type);
                Map<String, Set<String>> now = rights(after.catalogue(), relation, type);
                Set<String> all = new TreeSet<>(old.keySet());
                all.addAll(now.keySet());
                for (String right : all) {
                    Set<String> was = old.getOrDefault(right, Set.of());
                    Set<String> will = now.getOrDefault(right, Set.of());
                    if (!was.equals(will)) {
                        changes.add(new Change(type, relation, right, was, will));
                    }
                }
            }
        }
        return changes;
    }

    /** Every right at such a centre, with the roles that give it. */
    private static Map<String, Set<String>> rights(
            RoleCatalogue catalogue, Relation relation, CentreType type) {
        Map<String, Set<String>> rights = new LinkedHashMap<>();
        for (Role role : catalogue.roles()) {
            Set<String> granters = catalogue.granters(role.id(), relation, type);
            if (!granters.isEmpty()) {
                rights.put("GRANT " + role.id(), Set.copyOf(granters));
            }
        }
        for (AccountRule rule : catalogue.accountRules()) {
            if (rule.relations().contains(relation)) {
                for (Action action : rule.actions()) {
                    rights.merge(action + " " + rule.reach(), rule.by(), PolicyDifference::union);
                }
            }
        }
        return rights;
    }

    private static Set<String> union(Set<String> one, Set<String> other) {
        Set<String> all = new TreeSet<>(one);
        all.addAll(other);
        return Set.copyOf(all);
    }
}
