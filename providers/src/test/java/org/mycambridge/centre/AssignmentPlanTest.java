package org.mycambridge.centre;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.mycambridge.centre.AssignmentPlan.Person;

/** How centres are shared between the people of an associate (F32, D14). */
class AssignmentPlanTest {

    private static final int MOST = 50;

    private static List<String> centres(int number) {
        return IntStream.range(0, number).mapToObj(i -> "C%04d".formatted(i)).toList();
    }

    private static List<Person> people(int... taken) {
        return IntStream.range(0, taken.length)
                .mapToObj(i -> new Person("p" + i, taken[i]))
                .toList();
    }

    private static List<Integer> totals(AssignmentPlan plan) {
        return plan.shares().stream().map(AssignmentPlan.Share::total).toList();
    }

    @Test
    void aHundredAndFiftyCentresOverThreePeopleAreFiftyEach() {
        AssignmentPlan plan = AssignmentPlan.of(centres(150), people(0, 0, 0), MOST);
        assertThat(totals(plan)).containsExactly(50, 50, 50);
        assertThat(plan.left()).isEmpty();
        assertThat(plan.shares().get(0).centres()).startsWith("C0000").endsWith("C0049");
        assertThat(plan.shares().get(2).centres()).startsWith("C0100").endsWith("C0149");
    }

    @Test
    void theHundredAndFiftyFirstIsLeft() {
        AssignmentPlan plan = AssignmentPlan.of(centres(151), people(0, 0, 0), MOST);
        assertThat(totals(plan)).containsExactly(50, 50, 50);
        assertThat(plan.left()).containsExactly("C0150");
    }

    @Test
    void whoHasLeastGetsFirstAndNobodyLosesAny() {
        assertThat(totals(AssignmentPlan.of(centres(30), people(40, 10, 0), MOST)))
                .containsExactly(40, 20, 20);
        assertThat(totals(AssignmentPlan.of(centres(5), people(40, 3, 4), MOST)))
                .containsExactly(40, 6, 6);
        assertThat(totals(AssignmentPlan.of(centres(4), people(0, 0, 0), MOST)))
                .containsExactly(2, 1, 1);
    }

    @Test
    void whoIsFullOrOverGetsNone() {
        AssignmentPlan plan = AssignmentPlan.of(centres(3), people(50, 60, 49), MOST);
        assertThat(totals(plan)).containsExactly(50, 60, 50);
        assertThat(plan.left()).containsExactly("C0001", "C0002");
    }

    @Test
    void withoutPeopleOrCentresThereIsNothingToShare() {
        assertThat(AssignmentPlan.of(centres(2), List.of(), MOST).left()).hasSize(2);
        assertThat(totals(AssignmentPlan.of(List.of(), people(7), MOST))).containsExactly(7);
    }

    @Test
    void whateverIsAskedEveryCentreIsInOnePlaceAndNoShareCouldBeEvener() {
        Random random = new Random(50);
        for (int round = 0; round < 500; round++) {
            int[] taken = random.ints(random.nextInt(6), 0, 60).toArray();
            List<String> centres = centres(random.nextInt(200));
            AssignmentPlan plan = AssignmentPlan.of(centres, people(taken), MOST);
            Set<String> placed = new HashSet<>(plan.left());
            int number = plan.left().size();
            for (AssignmentPlan.Share share : plan.shares()) {
                placed.addAll(share.centres());
                number += share.centres().size();
                assertThat(share.centres().isEmpty() || share.total() <= MOST).isTrue();
                if (share.centres().isEmpty()) {
                    continue;
                }
                // Whoever got one would not have been better placed after somebody else.
                for (AssignmentPlan.Share other : plan.shares()) {
                    assertThat(share.total() - 1 <= other.total() || other.total() >= MOST)
                            .isTrue();
                }
            }
            assertThat(placed).containsExactlyInAnyOrderElementsOf(centres);
            assertThat(number).isEqualTo(centres.size());
            if (!plan.left().isEmpty()) {
                assertThat(totals(plan)).allMatch(total -> total >= MOST);
            }
        }
    }
}
