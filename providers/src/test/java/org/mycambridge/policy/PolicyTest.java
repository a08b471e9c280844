package org.mycambridge.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The named exceptions: what the tables of single roles do not say. */
class PolicyTest {

    private static final Policy POLICY = PolicyDocument.read(PolicyDocument.shipped());
    private static final String UM = "centre.user-management";

    private static Actor own(String... roles) {
        return new Actor("actor", Map.of(Relation.OWN, Set.of(roles)));
    }

    private static Actor parent(String... roles) {
        return new Actor("actor", Map.of(Relation.PARENT, Set.of(roles)));
    }

    private static Centre centre(CentreType type, int userManagers) {
        return new Centre("GB123", type, CentreStatus.ACTIVE, Map.of(), Map.of(UM, userManagers));
    }

    private static Subject subject(String... roles) {
        return new Subject(
                "subject", "Sam Worthington", Set.of(roles), MembershipStatus.ACTIVE, true, false);
    }

    private static Decision act(Actor actor, Centre centre, Subject subject, Action action) {
        return POLICY.decide(actor, centre, subject, action, Optional.empty());
    }

    private static Decision give(Actor actor, Centre centre, Subject subject, String role) {
        Role given = POLICY.catalogue().role(role).orElseThrow();
        return POLICY.decideChange(actor, centre, subject, List.of(given), List.of()).get(given);
    }

    private static Decision take(Actor actor, Centre centre, Subject subject, String role) {
        Role taken = POLICY.catalogue().role(role).orElseThrow();
        return POLICY.decideChange(actor, centre, subject, List.of(), List.of(taken)).get(taken);
    }

    private static void refused(Decision decision, String key, String sentence) {
        assertThat(decision.allowed()).isFalse();
        assertThat(decision.reason().orElseThrow().key()).isEqualTo(key);
        assertThat(decision.reason().orElseThrow().sentence()).contains(sentence);
    }

    @Test
    void nobodyChangesTheirOwnRolesOrAccount() {
        Centre centre = centre(CentreType.CENTRE, 2);
        Subject self = new Subject("actor", "Me", Set.of(UM), MembershipStatus.ACTIVE, true, false);
        refused(
                give(own(UM), centre, self, "sfa.exams-officer"),
                "own-roles",
                "You can't change your own roles");
        refused(take(own(UM), centre, self, UM), "own-roles", "You can't change your own roles");
        refused(act(own(UM), centre, self, Action.DISABLE), "own-account", "your own account");
        refused(act(own(UM), centre, self, Action.REMOVE), "own-account", "your own account");
        assertThat(act(own(UM), centre, self, Action.VIEW).allowed()).isTrue();
    }

    @Test
    void theLastUserManagerStaysExceptForTheBoardAndAChildsParent() {
        Centre school = centre(CentreType.CENTRE, 1);
        Centre child = centre(CentreType.ASSOCIATE_CENTRE, 1);
        Subject last = subject(UM);
        for (Action action : List.of(Action.REMOVE, Action.DISABLE)) {
            refused(act(own(UM), school, last, action), "last-holder", "last User Manager");
            assertThat(act(parent(UM), child, last, action).allowed()).isTrue();
            assertThat(act(Actor.board("b"), school, last, action).allowed()).isTrue();
            assertThat(act(own(UM), centre(CentreType.CENTRE, 2), last, action).allowed()).isTrue();
        }
        refused(take(own(UM), school, last, UM), "last-holder", "last User Manager");
        refused(take(own(UM), child, last, UM), "last-holder-parent", "looks after this centre");
        assertThat(take(parent(UM), child, last, UM).allowed()).isTrue();
    }

    @Test
    void onlyActiveHoldersWhoHaveSignedInAreProtected() {
        Centre school = centre(CentreType.CENTRE, 1);
        Subject invited =
                new Subject("subject", "Sam", Set.of(UM), MembershipStatus.INVITED, false, false);
        assertThat(act(own(UM), school, invited, Action.REMOVE).allowed()).isTrue();
    }

    @Test
    void aTakenSeatNamesItsHolderAndReplacingPassesIt() {
        Centre taken =
                new Centre(
                        "50538",
                        CentreType.ASSOCIATE_CENTRE,
                        CentreStatus.ACTIVE,
                        Map.of("ssh.coordinator", new Centre.Holder("other", "Cora Chen")),
                        Map.of());
        Actor appointing = parent("ssh.coordinator");
        refused(give(appointing, taken, subject(), "ssh.coordinator"), "seat-taken", "Cora Chen");
        Role role = POLICY.catalogue().role("ssh.coordinator").orElseThrow();
        assertThat(
                        POLICY.decide(
                                        appointing,
                                        taken,
                                        subject("ssh.coordinator"),
                                        Action.REPLACE_HOLDER,
                                        Optional.of(role))
                                .allowed())
                .isTrue();
        assertThat(give(Actor.board("b"), taken, subject(), "ssh.coordinator").allowed()).isFalse();
    }

    @Test
    void theCoordinatorsRecordIsReadOnlyToAnAdminWhateverElseTheyHold() {
        Centre centre = centre(CentreType.ASSOCIATE_CENTRE, 2);
        Subject coordinator = subject("ssh.coordinator");
        Actor both = own("ssh.admin", UM);
        refused(give(both, centre, coordinator, "sfa.teacher"), "record-read-only", "Coordinator");
        for (Action action : Action.values()) {
            if (action.isAboutAnAccount()) {
                refused(act(both, centre, coordinator, action), "record-read-only", "Coordinator");
            }
        }
        assertThat(act(both, centre, coordinator, Action.VIEW).allowed()).isTrue();
    }

    @Test
    void peopleOfTheBoardAreOutOfReach() {
        Centre centre = centre(CentreType.CENTRE, 2);
        Subject administrator =
                new Subject("subject", "Ada", Set.of(), MembershipStatus.ACTIVE, true, true);
        for (Action action :
                List.of(
                        Action.RESET_PASSWORD,
                        Action.DISABLE,
                        Action.REMOVE,
                        Action.EDIT_DETAILS,
                        Action.RESEND_INVITATION,
                        Action.ADD)) {
            refused(act(own(UM), centre, administrator, action), "administrator", "Only Cambridge");
        }
        assertThat(act(Actor.board("b"), centre, administrator, Action.DISABLE).allowed()).isTrue();
    }

    @Test
    void globalListeningGoesWithExamsOfficerAndNeverToAPartnerSchool() {
        Actor board = Actor.board("b");
        Centre school = centre(CentreType.CENTRE, 2);
        refused(
                give(board, school, subject(), "gl.holder"),
                "needs-role",
                "only to a person who holds Exams Officer");
        assertThat(give(board, school, subject("centre.exams-officer"), "gl.holder").allowed())
                .isTrue();
        refused(
                give(own(UM), school, subject("centre.exams-officer"), "gl.holder"),
                "board-only",
                "Only Cambridge can give this role");
        refused(
                give(
                        board,
                        centre(CentreType.PARTNER_SCHOOL, 2),
                        subject("centre.exams-officer"),
                        "gl.holder"),
                "not-available-at-PARTNER_SCHOOL",
                "Not available to British Council Partner Schools");
        refused(
                take(
                        own(UM),
                        school,
                        subject("gl.holder", "centre.exams-officer"),
                        "centre.exams-officer"),
                "needed-by-role",
                "Global Listening");
    }

    @Test
    void rolesThatBelongTogetherCanBeGivenTogether() {
        Role listening = POLICY.catalogue().role("gl.holder").orElseThrow();
        Role officer = POLICY.catalogue().role("centre.exams-officer").orElseThrow();
        assertThat(
                        POLICY.decideChange(
                                        Actor.board("b"),
                                        centre(CentreType.CENTRE, 2),
                                        subject(),
                                        List.of(listening, officer),
                                        List.of())
                                .values())
                .allMatch(Decision::allowed);
    }

    @Test
    void aHolderWhoseRoleMustMoveFirstIsDisabledTodayAndNotRemoved() {
        Centre centre = centre(CentreType.CENTRE, 2);
        for (String role : List.of("ssh.coordinator", "gl.holder")) {
            refused(
                    act(own(UM), centre, subject(role), Action.REMOVE),
                    "move-role-first",
                    "disable");
            assertThat(act(own(UM), centre, subject(role), Action.DISABLE).allowed()).isTrue();
            assertThat(act(Actor.board("b"), centre, subject(role), Action.REMOVE).allowed())
                    .isTrue();
        }
    }

    @Test
    void schoolSupportHubIsTheCoordinatorsUnlessTheSwitchIsOn() {
        Centre centre = centre(CentreType.CENTRE, 2);
        refused(
                give(own(UM), centre, subject(), "ssh.teacher"),
                "managed-by",
                "Your School Support Hub Coordinator manages this role");
        Policy switched =
                PolicyDocument.read(
                        PolicyDocument.shipped()
                                .replace(
                                        "\"user-management-grants-school-support-hub\": false",
                                        "\"user-management-grants-school-support-hub\": true"));
        Role teacher = switched.catalogue().role("ssh.teacher").orElseThrow();
        assertThat(
                        switched.decideChange(
                                        own(UM), centre, subject(), List.of(teacher), List.of())
                                .get(teacher)
                                .allowed())
                .isTrue();
    }

    @Test
    void aSuspendedCentreIsReadAndNotChanged() {
        Centre suspended =
                new Centre(
                        "50538",
                        CentreType.ASSOCIATE_CENTRE,
                        CentreStatus.SUSPENDED,
                        Map.of(),
                        Map.of());
        refused(
                give(parent(UM), suspended, subject(), "sfa.teacher"),
                "centre-not-active",
                "Contact Cambridge");
        assertThat(act(parent(UM), suspended, subject(), Action.VIEW).allowed()).isTrue();
        assertThat(give(Actor.board("b"), suspended, subject(), "sfa.teacher").allowed()).isTrue();
    }

    @Test
    void addingSomebodyWithoutARoleIsUserManagementsAlone() {
        Centre centre = centre(CentreType.CENTRE, 2);
        assertThat(act(own(UM), centre, Subject.newcomer("New"), Action.ADD).allowed()).isTrue();
        refused(
                act(own("centre.exams-officer"), centre, Subject.newcomer("New"), Action.ADD),
                "add-needs-role",
                "at least one role");
    }

    @Test
    void detailsAreTheCentresOnlyUntilThePersonHasComeByTheInvitation() {
        Centre centre = centre(CentreType.CENTRE, 2);
        for (Action action : List.of(Action.EDIT_DETAILS, Action.CORRECT_EMAIL)) {
            refused(act(own(UM), centre, subject(), action), "details-theirs", "My Account");
        }
    }

    @Test
    void theRefusalOfNobodyWithARightTellsNothing() {
        refused(
                act(own("scripts.user"), centre(CentreType.CENTRE, 2), subject(), Action.VIEW),
                "nothing-to-manage",
                "can't manage users");
    }

    @Test
    void anInvitationDoesNotTellWhetherThereIsAnAccountBehindIt() {
        Centre centre = centre(CentreType.CENTRE, 2);
        for (MembershipStatus status :
                List.of(MembershipStatus.INVITED, MembershipStatus.INVITATION_EXPIRED)) {
            for (boolean signedInElsewhere : new boolean[] {true, false}) {
                Subject invited =
                        new Subject("subject", "Sam", Set.of(), status, signedInElsewhere, false);
                refused(
                        act(own(UM), centre, invited, Action.RESET_PASSWORD),
                        "not-signed-in-yet",
                        "invitation");
                for (Action action : List.of(Action.EDIT_DETAILS, Action.CORRECT_EMAIL)) {
                    assertThat(act(own(UM), centre, invited, action).allowed()).isTrue();
                }
            }
        }
    }
}
