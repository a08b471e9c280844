package org.mycambridge.membership;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mycambridge.policy.CentreType;
import org.mycambridge.policy.PolicyDocument;
import org.mycambridge.policy.RoleCatalogue;

/** What a condition asks for follows the catalogue, and every value it names is given. */
class SchoolHealthTest {

    private static final RoleCatalogue CATALOGUE =
            PolicyDocument.read(PolicyDocument.shipped()).catalogue();

    private static SchoolHealth.Condition of(
            RoleCatalogue catalogue, AssociateCentres.Health health) {
        return new SchoolHealth(catalogue, Set.of(CentreType.ASSOCIATE_CENTRE), 1_000_000_000_000L)
                .of(health);
    }

    private static Set<String> named(String text) {
        return Pattern.compile(":(\\w+)")
                .matcher(text)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @ParameterizedTest
    @EnumSource
    void givesExactlyTheValuesItNames(AssociateCentres.Health health) {
        SchoolHealth.Condition condition = of(CATALOGUE, health);
        assertThat(condition.values().keySet()).isEqualTo(named(condition.text()));
        assertThat(condition.values().get("managed"))
                .isEqualTo(Set.of(CentreType.ASSOCIATE_CENTRE));
    }

    @Test
    void theSeatsAreThoseTheParentFills() {
        Map<String, Object> values = of(CATALOGUE, AssociateCentres.Health.NO_COORDINATOR).values();
        assertThat(values)
                .containsEntry("seatsASSOCIATE_CENTRE", Set.of("ssh.coordinator"))
                .containsEntry("seatsPARTNER_SCHOOL", Set.of("ssh.coordinator"))
                .doesNotContainKey("seatsCENTRE");
        assertThat(Arrays.stream(CentreType.values()))
                .filteredOn(type -> !type.isChild())
                .allSatisfy(
                        type ->
                                assertThat(CATALOGUE.rolesWithOneHolderGivenByParent(type))
                                        .isEmpty());
    }

    @Test
    void whereNobodyIsWantedNobodyIsMissing() throws Exception {
        ObjectNode document = (ObjectNode) new ObjectMapper().readTree(PolicyDocument.shipped());
        document.withArray("roles")
                .forEach(
                        role -> {
                            ((ObjectNode) role).remove("keepOne");
                            ((ObjectNode) role).remove("oneHolder");
                        });
        RoleCatalogue nobody = PolicyDocument.read(document.toString()).catalogue();
        assertThat(of(nobody, AssociateCentres.Health.NO_USER_MANAGER).text()).contains("1 = 0");
        assertThat(of(nobody, AssociateCentres.Health.NO_COORDINATOR).text()).contains("1 = 0");
    }
}
