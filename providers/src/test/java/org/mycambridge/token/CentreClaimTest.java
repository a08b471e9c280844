package org.mycambridge.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.mycambridge.policy.CentreStatus;
import org.mycambridge.policy.CentreType;
import org.mycambridge.policy.MembershipStatus;

/** Design decision 8: which centres a token names, and how. */
class CentreClaimTest {

    private static final Set<String> SERVICE = Set.of("sfa.teacher", "sfa.exams-officer");
    private static final Holding TEACHES = holding("GB123", "sfa.teacher", "scripts.user");
    private static final Holding READS = holding("50538", "scripts.user");
    private static final Holding PLAIN = holding("CA001");

    @Test
    void carriesTheRolesOfTheServiceAlone() {
        assertThat(claim(TEACHES).whole(List.of(TEACHES)))
                .isEqualTo(
                        Map.of(
                                "GB123",
                                Map.of(
                                        "id",
                                        "id of GB123",
                                        "name",
                                        "name of GB123",
                                        "type",
                                        "CENTRE",
                                        "roles",
                                        List.of("sfa.teacher"))));
    }

    @Test
    void isCompactForAllCentres() {
        CentreClaim claim = claim(READS, TEACHES, PLAIN);
        assertThat(claim.compact(claim.all()))
                .isEqualTo(Map.of("GB123", Map.of("roles", List.of("sfa.teacher"))));
    }

    @Test
    void namesACentreAskedForWithoutARole() {
        CentreClaim claim = claim(READS, TEACHES);
        assertThat(claim.named(Set.of("50538", "60001"))).containsExactly(READS);
        assertThat(claim.compact(List.of(READS)))
                .isEqualTo(Map.of("50538", Map.of("roles", List.of())));
    }

    @Test
    void leavesOutWhatDoesNotCount() {
        List<Holding> none =
                List.of(
                        with(MembershipStatus.DISABLED, CentreStatus.ACTIVE, true),
                        with(MembershipStatus.INVITATION_EXPIRED, CentreStatus.ACTIVE, true),
                        with(MembershipStatus.ACTIVE, CentreStatus.SUSPENDED, true),
                        with(MembershipStatus.ACTIVE, CentreStatus.CLOSED, true),
                        with(MembershipStatus.ACTIVE, CentreStatus.ACTIVE, false));
        CentreClaim claim = new CentreClaim(none, SERVICE);
        assertThat(claim.all()).isEmpty();
        assertThat(claim.named(Set.of("GB123"))).isEmpty();
        assertThat(claim.chosen(Optional.empty())).isEmpty();
        assertThat(claim.chosen(Optional.of("id of GB123"))).isEmpty();
    }

    @Test
    void countsAnInvitedPerson() {
        Holding invited = with(MembershipStatus.INVITED, CentreStatus.ACTIVE, true);
        assertThat(claim(invited).all()).containsExactly(invited);
    }

    @Test
    void takesTheChosenCentre() {
        assertThat(claim(READS, TEACHES).chosen(Optional.of("id of 50538"))).containsExactly(READS);
        assertThat(claim(TEACHES).chosen(Optional.of("id of 50538"))).isEmpty();
    }

    @Test
    void choosesTheOnlyCentreWithARoleForTheService() {
        assertThat(claim(READS, TEACHES, PLAIN).chosen(Optional.empty())).containsExactly(TEACHES);
        assertThat(claim(READS).chosen(Optional.empty())).containsExactly(READS);
        assertThat(claim(READS, PLAIN).chosen(Optional.empty())).isEmpty();
        assertThat(claim(TEACHES, holding("60001", "sfa.exams-officer")).chosen(Optional.empty()))
                .isEmpty();
    }

    @Test
    @SuppressWarnings("unchecked")
    void canBeAddedToByKeycloaksOwnMappers() {
        Map<String, Map<String, Object>> claim = claim(TEACHES).compact(List.of(TEACHES));
        claim.get("GB123").put("groups", List.of());
        ((List<String>) claim.get("GB123").get("roles")).add("x");
        assertThat(claim.get("GB123"))
                .isEqualTo(Map.of("roles", List.of("sfa.teacher", "x"), "groups", List.of()));
    }

    private static CentreClaim claim(Holding... holdings) {
        return new CentreClaim(List.of(holdings), SERVICE);
    }

    private static Holding with(MembershipStatus membership, CentreStatus status, boolean enabled) {
        return new Holding(
                "id of GB123",
                "GB123",
                "name of GB123",
                CentreType.CENTRE,
                status,
                enabled,
                membership,
                new TreeSet<>(Set.of("sfa.teacher")));
    }

    private static Holding holding(String number, String... roles) {
        return new Holding(
                "id of " + number,
                number,
                "name of " + number,
                CentreType.CENTRE,
                CentreStatus.ACTIVE,
                true,
                MembershipStatus.ACTIVE,
                new TreeSet<>(List.of(roles)));
    }
}
