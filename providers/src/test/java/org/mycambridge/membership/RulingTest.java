package org.mycambridge.membership;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.mycambridge.centre.Refusal;
import org.mycambridge.policy.Actor;
import org.mycambridge.policy.Centre;
import org.mycambridge.policy.CentreStatus;
import org.mycambridge.policy.CentreType;
import org.mycambridge.policy.MembershipStatus;
import org.mycambridge.policy.Policy;
import org.mycambridge.policy.PolicyDocument;
import org.mycambridge.policy.Relation;
import org.mycambridge.policy.Role;
import org.mycambridge.policy.Subject;

/** Who takes whose place (D22), as the page offers it and as the write decides it. */
class RulingTest {

    private static final Policy POLICY = PolicyDocument.read(PolicyDocument.shipped());
    private static final Role COORDINATOR =
            POLICY.catalogue().role("ssh.coordinator").orElseThrow();
    private static final Actor PARENT =
            new Actor("actor", Map.of(Relation.PARENT, Set.of("ssh.coordinator")));
    private static final Map<String, Centre.Holder> TAKEN =
            Map.of("ssh.coordinator", new Centre.Holder("holder", "Chen Wei"));

    private static Subject subject(String id, MembershipStatus status, String... roles) {
        return new Subject(id, "Sam", Set.of(roles), status, true, false);
    }

    private static Optional<String> replacing(
            Actor actor, Map<String, Centre.Holder> seats, Subject subject) {
        return new Ruling(
                        POLICY,
                        actor,
                        new Centre(
                                "50538",
                                CentreType.ASSOCIATE_CENTRE,
                                CentreStatus.ACTIVE,
                                seats,
                                Map.of()))
                .replacement(
                        subject,
                        COORDINATOR,
                        id -> subject(id, MembershipStatus.ACTIVE, "ssh.coordinator"))
                .map(Refusal::code);
    }

    @Test
    void somebodyElsesSeatIsMovedByWhoMayGiveIt() {
        Subject sam = subject("sam", MembershipStatus.ACTIVE);
        assertThat(replacing(PARENT, TAKEN, sam)).isEmpty();
        assertThat(replacing(Actor.board("board"), TAKEN, sam)).isEmpty();
        Actor manager = new Actor("actor", Map.of(Relation.OWN, Set.of("centre.user-management")));
        assertThat(replacing(manager, TAKEN, sam)).contains("managed-by-parent");
    }

    @Test
    void thereMustBeSomebodyElse() {
        assertThat(replacing(PARENT, Map.of(), subject("sam", MembershipStatus.ACTIVE)))
                .contains("nobody-to-replace");
        assertThat(
                        replacing(
                                PARENT,
                                TAKEN,
                                subject("holder", MembershipStatus.ACTIVE, "ssh.coordinator")))
                .contains("nobody-to-replace");
    }

    @Test
    void nobodyTakesASeatWithAnInvitationThatExpired() {
        assertThat(replacing(PARENT, TAKEN, subject("sam", MembershipStatus.INVITATION_EXPIRED)))
                .contains("invitation-expired");
        assertThat(replacing(PARENT, TAKEN, subject("sam", MembershipStatus.INVITED))).isEmpty();
    }

    @Test
    void theHoldersOwnSeatIsNotTheirsToGiveAway() {
        Actor holder = new Actor("holder", Map.of(Relation.PARENT, Set.of("ssh.coordinator")));
        assertThat(replacing(holder, TAKEN, subject("sam", MembershipStatus.ACTIVE)))
                .contains("own-roles");
    }
}
