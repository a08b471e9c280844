package org.mycambridge.web.board;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.keycloak.models.KeycloakSession;
import org.mycambridge.centre.CentreNumber;
import org.mycambridge.centre.Centres;
import org.mycambridge.centre.Policies;
import org.mycambridge.policy.CentreType;
import org.mycambridge.policy.RoleCatalogue;

/**
 * What a dry run must know of the lines it has undone: those on which later lines depend are done
 * again before them. Kept are centres, holders of roles that have one holder, people of centres
 * that look after others, and assignments; not the many others, on whom nothing depends.
 */
final class Rehearsal {

    private final Map<CentreNumber, ImportLine.OfCentre> centres = new HashMap<>();
    private final Map<CentreNumber, List<ImportLine.OfPerson>> people = new HashMap<>();
    private final Map<String, List<ImportLine.OfAssignment>> assignments = new HashMap<>();

    /** Keeps a line that was taken, if later ones may depend on it; asked while it is so. */
    void keep(KeycloakSession session, ImportLine line) {
        if (line instanceof ImportLine.OfCentre centre) {
            centres.put(centre.number(), centre);
        } else if (line instanceof ImportLine.OfAssignment assignment) {
            assignments
                    .computeIfAbsent(assignment.email(), email -> new ArrayList<>())
                    .add(assignment);
        } else if (line instanceof ImportLine.OfPerson person && matters(session, person)) {
            people.computeIfAbsent(person.number(), centre -> new ArrayList<>()).add(person);
        }
    }

    private static boolean matters(KeycloakSession session, ImportLine.OfPerson person) {
        return takesSeat(session, person)
                || Centres.find(session, person.number())
                        .filter(row -> looksAfterOthers(row.type))
                        .isPresent();
    }

    private static boolean looksAfterOthers(CentreType type) {
        return Stream.of(CentreType.values())
                .anyMatch(each -> each.parent().filter(type::equals).isPresent());
    }

    private static boolean takesSeat(KeycloakSession session, ImportLine.OfPerson person) {
        RoleCatalogue catalogue = Policies.current(session).catalogue();
        return person.line().draft().roles().stream()
                .anyMatch(catalogue.rolesWithOneHolder()::contains);
    }

    /** The lines to be done again before these, in an order in which they can be. */
    List<ImportLine> before(KeycloakSession session, List<ImportLine> lines) {
        Set<String> emails = new HashSet<>();
        Set<CentreNumber> numbers = new HashSet<>();
        for (ImportLine line : lines) {
            numbers.add(line.number());
            if (line instanceof ImportLine.OfCentre centre) {
                centre.draft().parent().ifPresent(numbers::add);
            } else if (line instanceof ImportLine.OfAssignment assignment) {
                emails.add(assignment.email());
            }
        }
        List<ImportLine.OfAssignment> assigned =
                emails.stream()
                        .flatMap(email -> assignments.getOrDefault(email, List.of()).stream())
                        .toList();
        assigned.forEach(each -> numbers.add(each.number()));
        List.copyOf(numbers)
                .forEach(
                        number ->
                                Stream.ofNullable(centres.get(number))
                                        .flatMap(centre -> centre.draft().parent().stream())
                                        .forEach(numbers::add));
        Set<ImportLine> before = new LinkedHashSet<>();
        numbers.stream()
                .filter(centres::containsKey)
                .map(centres::get)
                .sorted(Comparator.comparing(centre -> centre.draft().parent().isPresent()))
                .forEach(before::add);
        numbers.stream()
                .flatMap(number -> people.getOrDefault(number, List.of()).stream())
                .filter(each -> emails.contains(each.email()) || takesSeat(session, each))
                .forEach(before::add);
        before.addAll(assigned);
        return List.copyOf(before);
    }
}
