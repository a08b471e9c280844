package org.mycambridge.membership;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.mycambridge.centre.Refusal;
import org.mycambridge.policy.Actor;
import org.mycambridge.policy.Centre;
import org.mycambridge.policy.CentreStatus;
import org.mycambridge.policy.CentreType;
import org.mycambridge.policy.PolicyDocument;
import org.mycambridge.policy.Relation;

/** A list of people, looked at before any of them is added. */
class AdditionsTest {

    private static final Actor USER_MANAGER =
            new Actor("actor", Map.of(Relation.OWN, Set.of("centre.user-management")));
    private static final Actor EXAMS_OFFICER =
            new Actor("actor", Map.of(Relation.OWN, Set.of("centre.exams-officer")));
    private static final Actor BOARD = Actor.board("board");

    private static Ruling ruling(Actor actor, Map<String, Centre.Holder> seats) {
        return new Ruling(
                PolicyDocument.read(PolicyDocument.shipped()),
                actor,
                new Centre("GB123", CentreType.CENTRE, CentreStatus.ACTIVE, seats, Map.of()));
    }

    private static CentreUsers.NewUser person(String name, String... roles) {
        return new CentreUsers.NewUser(
                PersonDetails.of(name, "Lovelace", name + "@gb123.example"), Set.of(roles), true);
    }

    private static Ruling.Account account(boolean member, boolean service, boolean administrator) {
        return new Ruling.Account("id", member, service, () -> administrator);
    }

    private static List<String> codes(
            Ruling ruling, Map<String, Ruling.Account> accounts, CentreUsers.NewUser... drafts) {
        return Additions.outcomes(
                        ruling,
                        Arrays.asList(drafts),
                        email -> Optional.ofNullable(accounts.get(email)))
                .stream()
                .map(outcome -> outcome.map(Refusal::code).orElse("ok"))
                .toList();
    }

    @Test
    void eachIsDecidedByTheSameRules() {
        assertThat(
                        codes(
                                ruling(USER_MANAGER, Map.of()),
                                Map.of(),
                                person("ada", "sfa.teacher"),
                                person("grace"),
                                person("alan", "ssh.teacher", "sfa.teacher"),
                                person("kurt", "no.role")))
                .containsExactly("ok", "ok", "managed-by", "unknown-role");
        assertThat(
                        codes(
                                ruling(EXAMS_OFFICER, Map.of()),
                                Map.of(),
                                person("ada", "scripts.user"),
                                person("grace")))
                .containsExactly("ok", "add-needs-role");
    }

    @Test
    void everyRefusedRoleIsNamed() {
        Refusal refusal =
                Additions.outcomes(
                                ruling(USER_MANAGER, Map.of()),
                                List.of(person("ada", "ssh.teacher", "gl.holder", "sfa.teacher")),
                                email -> Optional.empty())
                        .get(0)
                        .orElseThrow();
        assertThat(refusal.field()).contains("roles");
        assertThat(refusal.details().get("roles"))
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.list(Map.class))
                .extracting(each -> each.get("role"))
                .containsExactlyInAnyOrder("ssh.teacher", "gl.holder");
    }

    @Test
    void theSecondRowForASeatIsRefusedLikeASeatThatIsTaken() {
        List<Optional<Refusal>> outcomes =
                Additions.outcomes(
                        ruling(BOARD, Map.of()),
                        List.of(
                                person("ada", "ssh.coordinator"),
                                person("grace", "ssh.coordinator"),
                                person("alan", "gl.holder", "centre.exams-officer"),
                                person("kurt", "gl.holder", "centre.exams-officer")),
                        email -> Optional.empty());
        assertThat(outcomes.get(0)).isEmpty();
        assertThat(outcomes.get(1).orElseThrow().code()).isEqualTo("seat-taken");
        assertThat(outcomes.get(1).orElseThrow()).hasMessageContaining("ada Lovelace");
        assertThat(outcomes.get(2)).isEmpty();
        assertThat(outcomes.get(3).orElseThrow().code()).isEqualTo("seat-taken");
    }

    @Test
    void whoIsRefusedTakesNoSeat() {
        assertThat(
                        codes(
                                ruling(BOARD, Map.of()),
                                Map.of(),
                                person("ada", "gl.holder"),
                                person("grace", "gl.holder", "centre.exams-officer")))
                .containsExactly("needs-role", "ok");
        assertThat(
                        codes(
                                ruling(
                                        BOARD,
                                        Map.of(
                                                "ssh.coordinator",
                                                new Centre.Holder("holder", "Chen Wei"))),
                                Map.of(),
                                person("ada", "ssh.coordinator")))
                .containsExactly("seat-taken");
    }

    @Test
    void anAddressIsAddedOnce() {
        assertThat(
                        codes(
                                ruling(USER_MANAGER, Map.of()),
                                Map.of(),
                                person("ada"),
                                person("ADA", "sfa.teacher"),
                                person("grace", "ssh.teacher"),
                                person("grace")))
                .containsExactly("ok", "twice-in-list", "managed-by", "twice-in-list");
    }

    @Test
    void accountsThatAreThereAlready() {
        Map<String, Ruling.Account> accounts =
                Map.of(
                        "member@gb123.example", account(true, false, false),
                        "service@gb123.example", account(false, true, false),
                        "admin@gb123.example", account(false, false, true),
                        "elsewhere@gb123.example", account(false, false, false));
        CentreUsers.NewUser[] drafts = {
            person("member"), person("service"), person("admin"), person("elsewhere")
        };
        assertThat(codes(ruling(USER_MANAGER, Map.of()), accounts, drafts))
                .containsExactly("already-member", "invalid-email", "administrator", "ok");
        assertThat(codes(ruling(BOARD, Map.of()), accounts, drafts))
                .containsExactly("already-member", "invalid-email", "ok", "ok");
    }

    @Test
    void nobodyAddsThemselvesARole() {
        assertThat(
                        codes(
                                ruling(USER_MANAGER, Map.of()),
                                Map.of(
                                        "self@gb123.example",
                                        new Ruling.Account("actor", false, false, () -> false)),
                                person("self", "sfa.teacher")))
                .containsExactly("own-roles");
    }
}
