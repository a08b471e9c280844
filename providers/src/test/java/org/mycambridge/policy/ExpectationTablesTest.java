package org.mycambridge.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every cell of the expectation tables, which were written by hand from the rules by somebody who
 * had not seen this code, against {@link Policy}.
 */
class ExpectationTablesTest {

    private static final Policy POLICY = PolicyDocument.read(PolicyDocument.shipped());

    @TestFactory
    Stream<DynamicTest> grants() {
        return sheets("grants-").map(sheet -> DynamicTest.dynamicTest(sheet.name, sheet::grants));
    }

    @TestFactory
    Stream<DynamicTest> accounts() {
        return sheets("accounts-")
                .map(sheet -> DynamicTest.dynamicTest(sheet.name, sheet::accounts));
    }

    private static Stream<Sheet> sheets(String prefix) {
        List<Sheet> sheets = new ArrayList<>();
        for (CentreType type : CentreType.values()) {
            for (Relation relation : Relation.values()) {
                sheets.add(new Sheet(prefix + type + "-" + relation, type, relation));
            }
        }
        return sheets.stream();
    }

    private record Sheet(String name, CentreType type, Relation relation) {

        private List<String[]> rows() {
            try {
                Path file =
                        Path.of(
                                ExpectationTablesTest.class
                                        .getResource("/expectations/" + name + ".csv")
                                        .toURI());
                return Files.readAllLines(file).stream()
                        .filter(line -> !line.startsWith("#") && !line.isBlank())
                        .map(line -> line.split(","))
                        .toList();
            } catch (IOException | URISyntaxException e) {
                throw new IllegalStateException(name, e);
            }
        }

        private Actor actor(String role) {
            boolean impossible = relation == Relation.PARENT && !type.isChild();
            return impossible
                    ? new Actor("actor", Map.of())
                    : new Actor("actor", Map.of(relation, roles(role)));
        }

        private static Set<String> roles(String role) {
            return role.equals("none") || role.equals("board") ? Set.of() : Set.of(role);
        }

        private Centre centre() {
            return new Centre(
                    "50538",
                    type,
                    CentreStatus.ACTIVE,
                    Map.of(),
                    Map.of("centre.user-management", 2));
        }

        void grants() {
            List<String[]> rows = rows();
            String[] head = rows.get(0);
            List<String> wrong = new ArrayList<>();
            for (String[] row : rows.subList(1, rows.size())) {
                for (int i = 1; i < head.length; i++) {
                    Role role = POLICY.catalogue().role(head[i]).orElseThrow();
                    Set<String> held =
                            role.id().equals("gl.holder")
                                    ? Set.of("centre.exams-officer")
                                    : Set.of();
                    Subject subject =
                            subject(held, MembershipStatus.ACTIVE, true)
                                    .with(Set.of(role.id()), Set.of());
                    Decision decision =
                            POLICY.decide(
                                    actor(row[0]),
                                    centre(),
                                    subject,
                                    Action.GRANT,
                                    Optional.of(role));
                    if (decision.allowed() != row[i].equals("Y")) {
                        wrong.add(row[0] + " gives " + head[i] + ": expected " + row[i]);
                    }
                }
            }
            assertThat(rows).hasSizeGreaterThan(1);
            assertThat(wrong).isEmpty();
        }

        void accounts() {
            List<String[]> rows = rows();
            String[] head = rows.get(0);
            List<String> wrong = new ArrayList<>();
            for (String[] row : rows.subList(1, rows.size())) {
                Action action = Action.valueOf(row[0].toUpperCase(Locale.ROOT).replace('-', '_'));
                for (int i = 2; i < head.length; i++) {
                    Decision decision =
                            POLICY.decide(
                                    actor(row[1]),
                                    centre(),
                                    subject(roles(head[i]), status(action), signedIn(action)),
                                    action,
                                    Optional.empty());
                    if (decision.allowed() != row[i].equals("Y")) {
                        wrong.add(row[1] + " " + row[0] + " " + head[i] + ": expected " + row[i]);
                    }
                }
            }
            assertThat(rows).hasSizeGreaterThan(1);
            assertThat(wrong).isEmpty();
        }

        private static MembershipStatus status(Action action) {
            return switch (action) {
                case ENABLE -> MembershipStatus.DISABLED;
                case RESEND_INVITATION, EDIT_DETAILS -> MembershipStatus.INVITED;
                default -> MembershipStatus.ACTIVE;
            };
        }

        private static boolean signedIn(Action action) {
            return action != Action.EDIT_DETAILS && action != Action.RESEND_INVITATION;
        }

        private static Subject subject(
                Set<String> roles, MembershipStatus status, boolean signedIn) {
            return new Subject("subject", "Sam Worthington", roles, status, signedIn, false);
        }
    }
}
