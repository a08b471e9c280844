package org.mycambridge.web.console;

import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriBuilder;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import org.mycambridge.centre.CentreNumber;
import org.mycambridge.centre.Refusal;
import org.mycambridge.membership.Roster;
import org.mycambridge.policy.MembershipStatus;
import org.mycambridge.policy.Relation;
import org.mycambridge.policy.Role;
import org.mycambridge.policy.RoleCatalogue;
import org.mycambridge.web.Csv;
import org.mycambridge.web.Params;

/** The people of a centre (F7–F10), and the same list as a file. */
final class UsersPage {

    static final String TEMPLATE = "mc-users.ftl";
    static final String EXPORT = "export";
    static final String ADD = "add";
    static final String ADD_SEVERAL = "add-several";

    private static final String SEARCH = "search";
    private static final String ROLE = "role";
    private static final String STATUS = "status";
    private static final String SORT = "sort";

    /** The filter that stands for the "Admins" tab of one of the factsheet's pictures (D9). */
    private static final String MANAGERS = "managers";

    private static final int ROWS_AT_ONCE = 500;

    private final Visit visit;
    private final Roster roster;
    private final RoleCatalogue catalogue;
    private final MultivaluedMap<String, String> query;
    private final List<Map<String, Object>> problems = new ArrayList<>();

    UsersPage(Visit visit, CentreNumber number, MultivaluedMap<String, String> query) {
        this.visit = visit;
        this.roster = Roster.of(visit.session(), visit.actor(), number);
        this.catalogue = roster.standing().policy().catalogue();
        this.query = query;
    }

    Response show() {
        Range range = new Range(address(Map.of()), query);
        Roster.Page page = roster.page(query(range.first(), Range.SIZE));
        Map<String, Object> attributes = new HashMap<>(CentreFrame.of(visit, roster, "users"));
        attributes.put("mcWarnings", warnings());
        attributes.put("mcFilter", filter());
        attributes.put(
                "mcSorts",
                Map.of(
                        "name", sort(Roster.Sort.NAME),
                        "email", sort(Roster.Sort.EMAIL),
                        "status", sort(Roster.Sort.STATUS)));
        attributes.put("mcPeople", page.people().stream().map(this::person).toList());
        attributes.put("mcRange", range.attributes(page.people().size(), page.total()));
        if (!visit.isBoards()) {
            attributes.put("mcAddUrl", below(ADD));
            attributes.put("mcAddSeveralUrl", below(ADD_SEVERAL));
            attributes.put("mcExportUrl", Range.relative(filtered(users(EXPORT), Map.of())));
        }
        attributes.put("mcProblems", problems);
        return visit.show(problems.isEmpty() ? 200 : 400, TEMPLATE, attributes);
    }

    /** The list as it is filtered, whole, for a spreadsheet. */
    Response export() {
        return Csv.answer(
                "users-" + roster.centre().number + ".csv",
                List.of(
                        "First or given name",
                        "Last name or surname",
                        "Email address",
                        "Roles in organisation",
                        "Status"),
                new Pages());
    }

    /** The whole list, so many rows at once. */
    private final class Pages implements Iterator<List<Map<String, Object>>> {

        private int first;
        private boolean more = true;

        @Override
        public boolean hasNext() {
            return more;
        }

        @Override
        public List<Map<String, Object>> next() {
            if (!more) {
                throw new NoSuchElementException();
            }
            Roster.Page page = roster.page(query(first, ROWS_AT_ONCE));
            first += ROWS_AT_ONCE;
            more = first < page.total();
            return page.people().stream().map(this::row).toList();
        }

        private Map<String, Object> row(Roster.Person person) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("First or given name", person.firstName());
            row.put("Last name or surname", person.lastName());
            row.put("Email address", person.email());
            row.put("Roles in organisation", String.join("; ", names(person)));
            row.put("Status", visit.texts().say("mcUserStatus." + person.status().name()));
            return row;
        }
    }

    private Roster.Query query(int first, int max) {
        String sort = text(SORT);
        boolean descending = sort.startsWith("-");
        return new Roster.Query(
                search(),
                status(),
                roles(),
                sortOf(descending ? sort.substring(1) : sort),
                descending,
                first,
                max);
    }

    private Optional<String> search() {
        try {
            return new Params(query).search();
        } catch (Refusal refusal) {
            if (problems.isEmpty()) {
                problems.add(
                        Map.of("field", SEARCH, "text", visit.texts().say(refusal, text(SEARCH))));
            }
            return Optional.empty();
        }
    }

    /** A filter that there isn't, from an old bookmark perhaps, filters nothing. */
    private Optional<MembershipStatus> status() {
        return Arrays.stream(MembershipStatus.values())
                .filter(each -> each.name().equals(text(STATUS)))
                .findFirst();
    }

    private Set<String> roles() {
        String asked = text(ROLE);
        if (asked.equals(MANAGERS)) {
            Set<String> managing = new HashSet<>();
            managing.addAll(catalogue.managingRoles(Relation.OWN, roster.centre().type));
            return managing;
        }
        return catalogue.role(asked).map(role -> Set.of(role.id())).orElse(Set.of());
    }

    private static Roster.Sort sortOf(String name) {
        return Arrays.stream(Roster.Sort.values())
                .filter(each -> key(each).equals(name))
                .findFirst()
                .orElse(Roster.Sort.NAME);
    }

    private static String key(Roster.Sort sort) {
        return sort.name().toLowerCase(java.util.Locale.ROOT);
    }

    private List<Map<String, Object>> warnings() {
        Roster.Warnings found = roster.warnings();
        List<Map<String, Object>> warnings = new ArrayList<>();
        for (Role role : found.nobodyHolds()) {
            warnings.add(Map.of("kind", "nobody", "role", in(role).holderName()));
        }
        for (Role role : found.onlyOneHolder()) {
            warnings.add(Map.of("kind", "one-manager", "role", in(role).holderName()));
        }
        if (found.undelivered() > 0) {
            warnings.add(Map.of("kind", "undelivered", "number", found.undelivered()));
        }
        if (found.expired() > 0) {
            warnings.add(
                    Map.of(
                            "kind",
                            "expired",
                            "number",
                            found.expired(),
                            "url",
                            Range.relative(
                                    UriBuilder.fromUri(users())
                                            .queryParam(
                                                    STATUS,
                                                    MembershipStatus.INVITATION_EXPIRED.name())
                                            .build())));
        }
        return warnings;
    }

    private Map<String, Object> filter() {
        Map<String, Object> filter = new HashMap<>();
        filter.put("url", users().getRawPath());
        for (String name : List.of(SEARCH, ROLE, STATUS, SORT)) {
            filter.put(name, text(name));
        }
        if (List.of(SEARCH, ROLE, STATUS).stream().anyMatch(name -> !text(name).isEmpty())) {
            filter.put("clearUrl", users().getRawPath());
        }
        filter.put(
                "roles",
                catalogue.roles(visit.texts().locale()).stream()
                        .filter(role -> role.heldAt().contains(roster.centre().type))
                        .map(role -> Map.of("id", role.id(), "name", role.name()))
                        .toList());
        filter.put("statuses", Arrays.stream(MembershipStatus.values()).map(Enum::name).toList());
        return filter;
    }

    private Map<String, Object> sort(Roster.Sort column) {
        String sort = text(SORT);
        boolean descending = sort.startsWith("-");
        boolean sorted = sortOf(descending ? sort.substring(1) : sort) == column;
        String next = sorted && !descending ? "-" + key(column) : key(column);
        return Map.of(
                "url",
                Range.relative(address(Map.of(SORT, next))),
                "sorted",
                !sorted ? "none" : descending ? "descending" : "ascending");
    }

    private Map<String, Object> person(Roster.Person person) {
        Map<String, Object> shape = new HashMap<>();
        shape.put("id", person.id());
        shape.put("name", person.fullName());
        shape.put("email", person.email());
        shape.put("roles", names(person));
        shape.put("status", person.status().name());
        shape.put("url", below(person.id()));
        shape.put("you", person.id().equals(visit.user().getId()));
        PersonPage.mail(person).ifPresent(mail -> shape.put("mail", mail));
        return shape;
    }

    private List<String> names(Roster.Person person) {
        return visit.texts().names(catalogue, person.roles());
    }

    private Role in(Role role) {
        return visit.texts().in(catalogue, role);
    }

    private String below(String part) {
        return users(part).getRawPath();
    }

    private URI users(String... below) {
        String[] path = new String[below.length + 1];
        path[0] = Addresses.USERS;
        System.arraycopy(below, 0, path, 1, below.length);
        return visit.addresses().centre(roster.centre().number, path);
    }

    private URI address(Map<String, String> instead) {
        return filtered(users(), instead);
    }

    private URI filtered(URI list, Map<String, String> instead) {
        UriBuilder address = UriBuilder.fromUri(list);
        for (String name : List.of(SEARCH, ROLE, STATUS, SORT)) {
            String value = instead.getOrDefault(name, text(name));
            if (!value.isEmpty()) {
                address.queryParam(name, "{" + name + "}").resolveTemplate(name, value);
            }
        }
        return address.build();
    }

    private String text(String name) {
        return Optional.ofNullable(query.getFirst(name)).map(String::strip).orElse("");
    }
}
