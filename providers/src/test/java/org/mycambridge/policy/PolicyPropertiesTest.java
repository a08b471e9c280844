package org.mycambridge.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.Tuple;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsCoverage;
import net.jqwik.api.statistics.StatisticsReport;
import net.jqwik.api.statistics.StatisticsReport.StatisticsReportMode;
import org.mycambridge.tables.MembershipRow;

/**
 * What no sequence of allowed acts may lead to, and that a set of roles gives what its roles give.
 *
 * <p>A small world of centres and people; random actors try random acts, {@link Policy} decides
 * each as the services ask it to, and only what it allows is carried out. What the rules promise is
 * then read from the world before and after each act, by {@link Book}, which was written from the
 * rules and not from the policy document.
 */
@PropertyDefaults(tries = 1000, edgeCases = EdgeCasesMode.NONE)
class PolicyPropertiesTest {

    private static final Policy POLICY = PolicyDocument.read(PolicyDocument.shipped());

    private static final String UM = "centre.user-management";
    private static final String OFFICER = "centre.exams-officer";
    private static final String SCRIPTS = "scripts.user";
    private static final String SFA_OFFICER = "sfa.exams-officer";
    private static final String SFA_TEACHER = "sfa.teacher";
    private static final String NOMINATED = "aa.nominated-user";
    private static final String COORDINATOR = "ssh.coordinator";
    private static final String ADMIN = "ssh.admin";
    private static final String TEACHER = "ssh.teacher";
    private static final String LISTENING = "gl.holder";
    private static final String COMPLIANCE = "centre.compliance-officer";
    private static final String ADMINISTRATOR = "centre.administrator";

    private static final List<String> ROLES =
            List.of(
                    UM,
                    OFFICER,
                    SCRIPTS,
                    SFA_OFFICER,
                    SFA_TEACHER,
                    NOMINATED,
                    COORDINATOR,
                    ADMIN,
                    TEACHER,
                    LISTENING,
                    COMPLIANCE,
                    ADMINISTRATOR);

    // ------------------------------------------------------------------ no sequence of allowed
    // acts

    @Property
    void nobodyGetsARoleThatNobodyCouldGiveThem(@ForAll("sequences") List<Act> acts) {
        play(
                acts,
                step ->
                        step.gained()
                                .forEach(
                                        (at, roles) -> {
                                            assertThat(roles)
                                                    .as("given by %s", step.actor)
                                                    .allMatch(role -> step.actor.mayGive(role));
                                            assertThat(roles)
                                                    .allMatch(
                                                            role ->
                                                                    Book.heldAt(
                                                                            role,
                                                                            at.centre().type));
                                            assertThat(at.centre()).isEqualTo(step.act.centre);
                                        }));
    }

    @Property
    void nobodyLosesARoleThatNobodyCouldTake(@ForAll("sequences") List<Act> acts) {
        play(
                acts,
                step -> {
                    if (step.act.kind != Kind.REMOVE) {
                        step.lost()
                                .forEach(
                                        (at, roles) ->
                                                assertThat(roles)
                                                        .as("taken by %s", step.actor)
                                                        .allMatch(
                                                                role -> step.actor.mayGive(role)));
                    }
                });
    }

    @Property
    void nobodyChangesTheirOwnRolesOrAccount(@ForAll("sequences") List<Act> acts) {
        play(
                acts,
                step ->
                        step.before.members.forEach(
                                (at, member) -> {
                                    if (at.person().equals(step.actor.id)) {
                                        assertThat(step.after.members).containsEntry(at, member);
                                    }
                                }));
    }

    @Property
    @StatisticsReport(StatisticsReportMode.OFF)
    void theLastUserManagerGoesOnlyByTheBoardOrAChildsParent(@ForAll("sequences") List<Act> acts) {
        play(
                acts,
                step -> {
                    for (School school : School.values()) {
                        if (step.before.userManagers(school) > 0
                                && step.after.userManagers(school) == 0) {
                            boolean parent =
                                    school.type.isChild()
                                            && step.actor.roles(Relation.PARENT).contains(UM);
                            assertThat(step.actor.board || parent).as("%s", step.actor).isTrue();
                            Statistics.label("last User Manager").collect(step.actor.board);
                        }
                    }
                });
        Statistics.label("last User Manager")
                .coverage(
                        seen -> {
                            seen.check(true).count(count -> count > 0);
                            seen.check(false).count(count -> count > 0);
                        });
    }

    @Property(tries = 4000)
    void aSeatHasOneHolder(@ForAll("seatSequences") List<Act> acts) {
        play(
                acts,
                step -> {
                    for (School school : School.values()) {
                        for (String role : List.of(COORDINATOR, LISTENING)) {
                            assertThat(step.after.seated(school, role))
                                    .as("%s at %s", role, school)
                                    .hasSizeLessThanOrEqualTo(1);
                        }
                    }
                });
    }

    @Property
    void globalListeningIsNeverAtAPartnerSchoolAndAlwaysWithTheExamsOfficer(
            @ForAll("sequences") List<Act> acts) {
        play(
                acts,
                step ->
                        step.after.members.forEach(
                                (at, member) -> {
                                    if (member.roles.contains(LISTENING)) {
                                        assertThat(member.roles).contains(OFFICER);
                                        assertThat(at.centre().type)
                                                .isNotEqualTo(CentreType.PARTNER_SCHOOL);
                                    }
                                }));
    }

    @Property
    void theCoordinatorsRecordIsClosedToAdmins(@ForAll("sequences") List<Act> acts) {
        play(
                acts,
                step -> {
                    if (!step.actor.board && step.actor.roles(Relation.OWN).contains(ADMIN)) {
                        step.before.members.forEach(
                                (at, member) -> {
                                    if (at.centre() == step.act.centre
                                            && member.roles.contains(COORDINATOR)) {
                                        assertThat(step.after.members).containsEntry(at, member);
                                    }
                                });
                    }
                });
    }

    @Property
    void peopleOfTheBoardAreOutOfReach(@ForAll("sequences") List<Act> acts) {
        play(
                acts,
                step -> {
                    for (School school : School.values()) {
                        At at = new At(school, World.OF_THE_BOARD);
                        if (step.act.kind.isByPeople() && !step.actor.board) {
                            assertThat(step.after.account(at)).isEqualTo(step.before.account(at));
                        }
                    }
                });
    }

    @Property
    void accountsAreActedOnByThoseWhoMay(@ForAll("sequences") List<Act> acts) {
        play(
                acts,
                step -> {
                    if (step.act.kind.account.isPresent() && !step.actor.board) {
                        At at = step.subject();
                        assertThat(
                                        Book.mayActOn(
                                                step.actor,
                                                step.act.kind.account.get(),
                                                step.before.members.get(at).roles))
                                .as("%s %s %s", step.actor, step.act.kind, at)
                                .isTrue();
                        assertThat(step.before.status.get(at.centre()))
                                .isEqualTo(CentreStatus.ACTIVE);
                    }
                });
    }

    /** The world is worth looking at: each kind of act is done, by people and by the board. */
    @Property
    @StatisticsReport(StatisticsReportMode.OFF)
    void theSequencesReachEveryKindOfAct(@ForAll("sequences") List<Act> acts) {
        play(acts, step -> Statistics.label("done").collect(step.act.kind, step.actor.board));
        Statistics.label("done")
                .coverage(
                        seen -> {
                            for (Kind kind : Kind.values()) {
                                boolean event = kind == Kind.SIGN_IN || kind == Kind.TIME_PASSES;
                                if (event || kind.isByPeople()) {
                                    seen.check(kind, false).count(count -> count >= 5);
                                }
                                if (!event) {
                                    seen.check(kind, true).count(count -> count >= 5);
                                }
                            }
                        });
    }

    // ------------------------------------------------------------------ a set of roles

    /** The union of the roles' decisions, less D21: a record closed to one of the roles. */
    @Property(tries = 3000)
    @StatisticsReport(StatisticsReportMode.OFF)
    void aSetOfRolesMayWhatItsRolesMay(
            @ForAll("standings") Map<Relation, Set<String>> standing,
            @ForAll("centres") Centre centre,
            @ForAll("subjects") Subject subject,
            @ForAll Action action,
            @ForAll("roles") String roleId) {
        Optional<Role> role = Optional.of(role(roleId)).filter(each -> action.isAboutARole());
        boolean any =
                singles(standing)
                        .anyMatch(
                                single ->
                                        POLICY.decide(single, centre, subject, action, role)
                                                .allowed());
        boolean closed =
                closedByD21(standing, subject) && action != Action.VIEW && action != Action.ADD;
        assertThat(
                        POLICY.decide(new Actor(ACTOR, standing), centre, subject, action, role)
                                .allowed())
                .isEqualTo(any && !closed);
        Statistics.label("union").collect(any, closed);
        Statistics.label("union").coverage(PolicyPropertiesTest::everyCaseIsSeen);
    }

    /** The same for a whole save; D21 looks at the record as it is before it. */
    @Property(tries = 3000)
    @StatisticsReport(StatisticsReportMode.OFF)
    void aSetOfRolesMaySaveWhatItsRolesMaySave(
            @ForAll("standings") Map<Relation, Set<String>> standing,
            @ForAll("centres") Centre centre,
            @ForAll("subjects") Subject subject,
            @ForAll("someRoles") Set<String> changed) {
        List<Role> grants = roles(changed, role -> !subject.roles().contains(role));
        List<Role> revokes = roles(changed, subject.roles()::contains);
        Map<Role, Decision> decisions =
                POLICY.decideChange(new Actor(ACTOR, standing), centre, subject, grants, revokes);
        boolean closed = closedByD21(standing, subject);
        Stream.concat(grants.stream(), revokes.stream())
                .forEach(
                        role -> {
                            boolean any =
                                    singles(standing)
                                            .anyMatch(
                                                    single ->
                                                            POLICY.decideChange(
                                                                            single, centre, subject,
                                                                            grants, revokes)
                                                                    .get(role)
                                                                    .allowed());
                            assertThat(decisions.get(role).allowed())
                                    .as("%s", role.id())
                                    .isEqualTo(any && !closed);
                            Statistics.label("union").collect(any, closed);
                        });
        Statistics.label("union").coverage(PolicyPropertiesTest::everyCaseIsSeen);
    }

    private static void everyCaseIsSeen(StatisticsCoverage seen) {
        for (boolean any : List.of(true, false)) {
            for (boolean closed : List.of(true, false)) {
                seen.check(any, closed).count(count -> count >= 5);
            }
        }
    }

    private static final String ACTOR = "actor";

    /** The actor with each of their roles alone. */
    private static Stream<Actor> singles(Map<Relation, Set<String>> standing) {
        return standing.entrySet().stream()
                .flatMap(
                        each ->
                                each.getValue().stream()
                                        .map(
                                                role ->
                                                        new Actor(
                                                                ACTOR,
                                                                Map.of(
                                                                        each.getKey(),
                                                                        Set.of(role)))));
    }

    private static boolean closedByD21(Map<Relation, Set<String>> standing, Subject subject) {
        return standing.getOrDefault(Relation.OWN, Set.of()).contains(ADMIN)
                && subject.roles().contains(COORDINATOR);
    }

    private static List<Role> roles(Set<String> ids, Predicate<String> which) {
        return ids.stream().filter(which).sorted().map(PolicyPropertiesTest::role).toList();
    }

    private static Role role(String id) {
        return POLICY.catalogue().role(id).orElseThrow();
    }

    // ------------------------------------------------------------------ what is tried

    /** All that can happen, now and then; what matters most, more often. */
    @Provide
    Arbitrary<List<Act>> sequences() {
        return sequences(
                Arbitraries.frequencyOf(
                        Tuple.of(4, Arbitraries.of(Kind.ADD, Kind.CHANGE)),
                        Tuple.of(
                                3,
                                Arbitraries.of(
                                        Kind.REPLACE_HOLDER,
                                        Kind.DISABLE,
                                        Kind.EDIT_DETAILS,
                                        Kind.CORRECT_EMAIL)),
                        Tuple.of(4, Arbitraries.of(Kind.class))),
                this::someRoles);
    }

    /** What can take a seat or free it, and little else. */
    @Provide
    Arbitrary<List<Act>> seatSequences() {
        return sequences(
                Arbitraries.frequencyOf(
                        Tuple.of(4, Arbitraries.of(Kind.ADD, Kind.CHANGE)),
                        Tuple.of(
                                6,
                                Arbitraries.of(
                                        Kind.REPLACE_HOLDER,
                                        Kind.DISABLE,
                                        Kind.ENABLE,
                                        Kind.REMOVE,
                                        Kind.CORRECT_EMAIL,
                                        Kind.RESEND_INVITATION)),
                        Tuple.of(1, Arbitraries.of(Kind.SIGN_IN, Kind.TIME_PASSES))),
                most -> Arbitraries.subsetOf(OFFICER, COORDINATOR, LISTENING).ofMaxSize(most));
    }

    /** Most of what happens, happens at one centre: there acts meet. */
    private static Arbitrary<List<Act>> sequences(
            Arbitrary<Kind> kinds, IntFunction<Arbitrary<Set<String>>> roles) {
        return Arbitraries.of(School.class)
                .flatMap(
                        home ->
                                Combinators.combine(
                                                kinds,
                                                Arbitraries.integers().between(0, 19),
                                                Arbitraries.frequencyOf(
                                                        Tuple.of(4, Arbitraries.just(home)),
                                                        Tuple.of(1, Arbitraries.of(School.class))),
                                                Arbitraries.integers().between(0, 11),
                                                roles.apply(2),
                                                roles.apply(3),
                                                Arbitraries.integers().between(0, 5))
                                        .as(Act::new)
                                        .list()
                                        .ofMinSize(1)
                                        .ofMaxSize(80)
                                        .withSizeDistribution(RandomDistribution.uniform()));
    }

    @Provide
    Arbitrary<String> roles() {
        return Arbitraries.of(ROLES);
    }

    /** Those that matter most more often, so that they meet. */
    @Provide
    Arbitrary<Set<String>> someRoles() {
        return someRoles(4);
    }

    private Arbitrary<Set<String>> someRoles(int most) {
        return Arbitraries.oneOf(
                        roles(), Arbitraries.of(UM, OFFICER, COORDINATOR, ADMIN, LISTENING))
                .set()
                .ofMaxSize(most);
    }

    @Provide
    Arbitrary<Map<Relation, Set<String>>> standings() {
        return Combinators.combine(someRoles().injectNull(0.2), someRoles().injectNull(0.3))
                .as(
                        (own, parent) -> {
                            Map<Relation, Set<String>> standing = new EnumMap<>(Relation.class);
                            Optional.ofNullable(own)
                                    .ifPresent(roles -> standing.put(Relation.OWN, roles));
                            Optional.ofNullable(parent)
                                    .ifPresent(roles -> standing.put(Relation.PARENT, roles));
                            return standing;
                        });
    }

    @Provide
    Arbitrary<Centre> centres() {
        return Combinators.combine(
                        Arbitraries.of(CentreType.class),
                        Arbitraries.frequency(
                                Tuple.of(8, CentreStatus.ACTIVE),
                                Tuple.of(1, CentreStatus.SUSPENDED),
                                Tuple.of(1, CentreStatus.CLOSED)),
                        Arbitraries.of(COORDINATOR, LISTENING)
                                .flatMap(
                                        role ->
                                                Arbitraries.of("subject", "other")
                                                        .map(id -> Map.of(role, holder(id))))
                                .injectNull(0.6),
                        Arbitraries.integers().between(0, 2))
                .as(
                        (type, status, seats, userManagers) ->
                                new Centre(
                                        "50538",
                                        type,
                                        status,
                                        seats == null ? Map.of() : seats,
                                        Map.of(UM, userManagers)));
    }

    private static Centre.Holder holder(String id) {
        return new Centre.Holder(id, id);
    }

    @Provide
    Arbitrary<Subject> subjects() {
        Arbitrary<Boolean> seldom = Arbitraries.frequency(Tuple.of(1, true), Tuple.of(9, false));
        return Combinators.combine(
                        Arbitraries.frequency(Tuple.of(9, "subject"), Tuple.of(1, ACTOR)),
                        someRoles(),
                        Arbitraries.of(MembershipStatus.class),
                        Arbitraries.of(true, false),
                        seldom)
                .as(
                        (id, held, status, signedIn, administrator) ->
                                new Subject(id, "Sam", held, status, signedIn, administrator));
    }

    private static void play(List<Act> acts, Consumer<Step> check) {
        World world = new World();
        List<Step> done = new ArrayList<>();
        for (Act act : acts) {
            world.attempt(act)
                    .ifPresent(
                            step -> {
                                done.add(step);
                                try {
                                    check.accept(step);
                                } catch (AssertionError e) {
                                    throw new AssertionError(e.getMessage() + told(done), e);
                                }
                            });
        }
    }

    /** What was carried out, for whoever looks for the fault. */
    private static String told(List<Step> done) {
        return done.stream()
                .map(Step::sentence)
                .collect(Collectors.joining("\n  ", "\nThe acts carried out:\n  ", "\n"));
    }

    // ------------------------------------------------------------------ the rules, read by hand

    /** The table "Role catalogue" and the section "Who may act on whose account" of the rules. */
    private static final class Book {

        private Book() {}

        static boolean heldAt(String role, CentreType type) {
            return !(role.equals(LISTENING) && type == CentreType.PARTNER_SCHOOL); // D28
        }

        static boolean mayGive(Doer actor, String role) {
            Set<String> own = actor.roles(Relation.OWN);
            Set<String> parent = actor.roles(Relation.PARENT);
            boolean manager = own.contains(UM) || parent.contains(UM);
            return switch (role) {
                case UM, OFFICER, SFA_OFFICER, SFA_TEACHER, NOMINATED -> manager;
                case SCRIPTS -> manager || own.contains(OFFICER); // D18
                case COORDINATOR ->
                        actor.centre.type.isChild() && parent.contains(COORDINATOR); // D29
                case ADMIN ->
                        own.contains(COORDINATOR)
                                || (actor.centre.type.isChild() && own.contains(ADMIN)); // D20
                case TEACHER -> own.contains(COORDINATOR) || own.contains(ADMIN);
                default -> false;
            };
        }

        static boolean mayActOn(Doer actor, Action action, Set<String> held) {
            if (actor.roles(Relation.OWN).contains(UM)
                    || actor.roles(Relation.PARENT).contains(UM)) {
                return action != Action.REMOVE
                        || (!held.contains(COORDINATOR) && !held.contains(LISTENING));
            }
            // Who appoints a child's Coordinator sends the invitation again (D22, D29).
            if (action == Action.RESEND_INVITATION
                    && actor.roles(Relation.PARENT).contains(COORDINATOR)
                    && held.equals(Set.of(COORDINATOR))) {
                return true;
            }
            return !held.isEmpty()
                    && Stream.of(
                                    Map.entry(OFFICER, Set.of(SCRIPTS)),
                                    Map.entry(COORDINATOR, Set.of(ADMIN, TEACHER)),
                                    Map.entry(ADMIN, Set.of(ADMIN, TEACHER)))
                            .filter(each -> actor.roles(Relation.OWN).contains(each.getKey()))
                            .anyMatch(each -> each.getValue().containsAll(held));
        }
    }

    // ------------------------------------------------------------------ the world

    private enum School {
        CA001(CentreType.CENTRE),
        CAA01(CentreType.ASSOCIATE),
        BC001(CentreType.BRITISH_COUNCIL),
        AC001(CentreType.ASSOCIATE_CENTRE, CAA01),
        AC002(CentreType.ASSOCIATE_CENTRE, CAA01),
        PS001(CentreType.PARTNER_SCHOOL, BC001);

        private final CentreType type;
        private final Optional<School> parent;

        School(CentreType type) {
            this.type = type;
            this.parent = Optional.empty();
        }

        School(CentreType type, School parent) {
            this.type = type;
            this.parent = Optional.of(parent);
        }
    }

    private enum Kind {
        ADD,
        CHANGE,
        REPLACE_HOLDER,
        DISABLE(Action.DISABLE),
        ENABLE(Action.ENABLE),
        REMOVE(Action.REMOVE),
        RESET_PASSWORD(Action.RESET_PASSWORD),
        EDIT_DETAILS(Action.EDIT_DETAILS),
        CORRECT_EMAIL(Action.CORRECT_EMAIL),
        RESEND_INVITATION(Action.RESEND_INVITATION),
        SIGN_IN,
        TIME_PASSES,
        CENTRE_STATUS,
        LINK_STATUS,
        ASSIGN,
        UNASSIGN;

        private final Optional<Action> account;

        Kind() {
            account = Optional.empty();
        }

        Kind(Action action) {
            account = Optional.of(action);
        }

        boolean isByPeople() {
            return compareTo(SIGN_IN) < 0;
        }
    }

    /**
     * Something to try; what the numbers stand for depends on the world it is tried in.
     *
     * @param choice of a status, or of whether the board invites
     */
    private record Act(
            Kind kind,
            int actor,
            School centre,
            int subject,
            Set<String> grant,
            Set<String> revoke,
            int choice) {}

    /** Who acts, and their roles that count at the centre at that moment. */
    private record Doer(
            String id, boolean board, School centre, Map<Relation, Set<String>> standing) {

        Set<String> roles(Relation relation) {
            return standing.getOrDefault(relation, Set.of());
        }

        boolean mayGive(String role) {
            return board || Book.mayGive(this, role);
        }

        Actor actor() {
            return board ? Actor.board(id) : new Actor(id, standing);
        }
    }

    private record At(School centre, String person) {}

    private record Member(
            Set<String> roles, boolean disabled, Optional<Long> invitedUntil, int version) {

        Member {
            roles = Set.copyOf(roles);
        }

        MembershipStatus status(long now) {
            MembershipRow row = new MembershipRow();
            row.disabled = disabled;
            row.invitedUntil = invitedUntil.orElse(null);
            return row.status(now);
        }

        boolean isInvitationExpired(long now) {
            return invitedUntil.filter(until -> until <= now).isPresent();
        }

        Member with(Set<String> granted, Set<String> revoked) {
            Set<String> held = new HashSet<>(roles);
            held.addAll(granted);
            held.removeAll(revoked);
            return new Member(held, disabled, invitedUntil, version + 1);
        }

        Member disabled(boolean disable) {
            return new Member(roles, disable, invitedUntil, version + 1);
        }

        Member invited(Optional<Long> until) {
            return new Member(roles, disabled, until, version + 1);
        }

        Member touched() {
            return invited(invitedUntil);
        }
    }

    /** The world at one moment. */
    private record State(
            Map<At, Member> members,
            Set<String> signedIn,
            Map<School, CentreStatus> status,
            long now) {

        long userManagers(School centre) {
            return at(centre)
                    .filter(each -> signedIn.contains(each.getKey().person))
                    .filter(each -> each.getValue().status(now) == MembershipStatus.ACTIVE)
                    .filter(each -> each.getValue().roles.contains(UM))
                    .count();
        }

        /** Who takes the seat: active, invited and disabled holders (D22). */
        Set<String> seated(School centre, String role) {
            return at(centre)
                    .filter(each -> each.getValue().roles.contains(role))
                    .filter(
                            each ->
                                    each.getValue().status(now)
                                            != MembershipStatus.INVITATION_EXPIRED)
                    .map(each -> each.getKey().person)
                    .collect(Collectors.toSet());
        }

        private Stream<Map.Entry<At, Member>> at(School centre) {
            return members.entrySet().stream().filter(each -> each.getKey().centre == centre);
        }

        /** Everything of a membership that is not its roles. */
        List<Object> account(At at) {
            return Optional.ofNullable(members.get(at))
                    .map(member -> List.<Object>of(member.disabled, member.invitedUntil))
                    .orElse(List.of());
        }

        /** Roles that nothing but an invitation's end has taken from their holder. */
        Set<String> live(At at) {
            return Optional.ofNullable(members.get(at))
                    .filter(member -> !member.isInvitationExpired(now))
                    .map(Member::roles)
                    .orElse(Set.of());
        }
    }

    /** An act that was carried out. */
    private record Step(Act act, Doer actor, At subject, State before, State after) {

        String sentence() {
            return "%s %s %s at %s: gained %s, lost %s"
                    .formatted(
                            actor.id,
                            act.kind,
                            subject.person,
                            subject.centre,
                            gained().values(),
                            lost().values());
        }

        Map<At, Set<String>> gained() {
            return differences(after.members.keySet(), after::live, before::live);
        }

        Map<At, Set<String>> lost() {
            return differences(
                    before.members.keySet(), at -> held(before, at), at -> held(after, at));
        }

        private static Set<String> held(State state, At at) {
            return Optional.ofNullable(state.members.get(at)).map(Member::roles).orElse(Set.of());
        }

        private static Map<At, Set<String>> differences(
                Set<At> where, Function<At, Set<String>> more, Function<At, Set<String>> less) {
            Map<At, Set<String>> differences = new HashMap<>();
            for (At at : where) {
                Set<String> difference = new HashSet<>(more.apply(at));
                difference.removeAll(less.apply(at));
                if (!difference.isEmpty()) {
                    differences.put(at, difference);
                }
            }
            return differences;
        }
    }

    /** Carries out what the policy allows, asking it what the services ask and as they ask it. */
    private static final class World {

        static final String OF_THE_BOARD = "ida";

        private static final List<String> PEOPLE =
                List.of(
                        "ann",
                        "ben",
                        "cat",
                        "dan",
                        "eve",
                        "fay",
                        "guy",
                        OF_THE_BOARD,
                        "ned",
                        "nan",
                        "nat",
                        "nia",
                        "noa");
        private static final long WEEK = 7;

        // Mostly what lets people act, or little would happen.
        private static final List<CentreStatus> STATUSES =
                List.of(
                        CentreStatus.ACTIVE,
                        CentreStatus.ACTIVE,
                        CentreStatus.ACTIVE,
                        CentreStatus.ACTIVE,
                        CentreStatus.SUSPENDED,
                        CentreStatus.CLOSED);
        private static final List<LinkStatus> LINKS =
                List.of(
                        LinkStatus.APPROVED,
                        LinkStatus.APPROVED,
                        LinkStatus.APPROVED,
                        LinkStatus.PROPOSED,
                        LinkStatus.SUSPENDED,
                        LinkStatus.ENDED);

        private final Map<At, Member> members = new HashMap<>();
        private final Map<String, School> madeBy = new HashMap<>();
        private final Set<String> signedIn = new HashSet<>(PEOPLE.subList(0, 8));
        private final Map<School, CentreStatus> status = new EnumMap<>(School.class);
        private final Map<School, LinkStatus> links = new EnumMap<>(School.class);
        private final Set<At> assignments = new HashSet<>();
        private long now;

        World() {
            for (School school : School.values()) {
                status.put(school, CentreStatus.ACTIVE);
                school.parent.ifPresent(parent -> links.put(school, LinkStatus.APPROVED));
            }
            found(School.CA001, "ann", UM);
            found(School.CA001, "ben", OFFICER, LISTENING);
            found(School.CA001, "cat", TEACHER);
            found(School.CA001, "dan", ADMIN);
            found(School.CA001, OF_THE_BOARD, SFA_TEACHER);
            found(School.CAA01, "eve", UM);
            found(School.CAA01, "fay", COORDINATOR);
            found(School.BC001, "guy", UM, COORDINATOR, ADMIN);
            found(School.BC001, "ann", UM);
            found(School.AC001, "ben", UM);
            found(School.AC001, "dan", ADMIN);
            found(School.AC002, "cat", COORDINATOR);
            found(School.AC002, "eve", UM);
            found(School.PS001, "dan", UM);
            found(School.PS001, "eve", OFFICER, ADMIN);
            assignments.add(new At(School.AC001, "eve"));
            assignments.add(new At(School.AC001, "fay"));
            assignments.add(new At(School.AC002, "fay"));
            assignments.add(new At(School.PS001, "guy"));
        }

        private void found(School centre, String person, String... roles) {
            members.put(
                    new At(centre, person),
                    new Member(Set.copyOf(Arrays.asList(roles)), false, Optional.empty(), 0));
        }

        /** The step, if the act was possible and allowed. */
        Optional<Step> attempt(Act act) {
            State before = state();
            Doer doer = doer(act);
            Optional<At> subject = subject(act);
            boolean done =
                    subject.isPresent()
                            && switch (act.kind) {
                                case ADD -> add(act, doer, subject.get());
                                case CHANGE, EDIT_DETAILS, CORRECT_EMAIL ->
                                        change(act, doer, subject.get());
                                case REPLACE_HOLDER -> replace(act, doer, subject.get());
                                case SIGN_IN -> signIn(subject.get().person);
                                case TIME_PASSES -> timePasses();
                                case CENTRE_STATUS, LINK_STATUS, ASSIGN, UNASSIGN ->
                                        arrange(act, subject.get());
                                default -> onAccount(act, doer, subject.get());
                            };
            return done
                    ? Optional.of(new Step(act, doer, subject.get(), before, state()))
                    : Optional.empty();
        }

        private State state() {
            return new State(Map.copyOf(members), Set.copyOf(signedIn), Map.copyOf(status), now);
        }

        // -------------------------------------------------------------- who, on whom

        private Doer doer(Act act) {
            if (act.kind == Kind.SIGN_IN || act.kind == Kind.TIME_PASSES) {
                return new Doer("", false, act.centre, Map.of());
            }
            if (!act.kind.isByPeople() || act.actor < 3) {
                return new Doer("board", true, act.centre, Map.of());
            }
            if (act.actor == 3) {
                return new Doer(OF_THE_BOARD, true, act.centre, Map.of());
            }
            List<Doer> everybody = PEOPLE.stream().map(person -> person(act, person)).toList();
            List<Doer> managing =
                    everybody.stream()
                            .filter(each -> !each.standing.isEmpty())
                            .filter(each -> !POLICY.rights(each.actor(), act.centre.type).isEmpty())
                            .toList();
            List<Doer> candidates = act.actor > 17 || managing.isEmpty() ? everybody : managing;
            return candidates.get(act.actor % candidates.size());
        }

        private Doer person(Act act, String person) {
            Map<Relation, Set<String>> standing = new EnumMap<>(Relation.class);
            counted(act.centre, person).ifPresent(roles -> standing.put(Relation.OWN, roles));
            act.centre
                    .parent
                    .filter(parent -> links.get(act.centre) == LinkStatus.APPROVED)
                    .filter(parent -> assignments.contains(new At(act.centre, person)))
                    .flatMap(parent -> counted(parent, person))
                    .ifPresent(roles -> standing.put(Relation.PARENT, roles));
            return new Doer(person, false, act.centre, standing);
        }

        private Optional<Set<String>> counted(School centre, String person) {
            return Optional.ofNullable(members.get(new At(centre, person)))
                    .filter(member -> status.get(centre) == CentreStatus.ACTIVE)
                    .filter(member -> member.status(now).givesRoles())
                    .map(Member::roles);
        }

        private Optional<At> subject(Act act) {
            boolean assigning = act.kind == Kind.ASSIGN;
            School where = assigning ? act.centre.parent.orElse(act.centre) : act.centre;
            List<String> candidates =
                    PEOPLE.stream()
                            .filter(
                                    person ->
                                            switch (act.kind) {
                                                case ADD -> !isMember(where, person);
                                                case SIGN_IN -> true;
                                                case UNASSIGN ->
                                                        assignments.contains(new At(where, person));
                                                default -> isMember(where, person);
                                            })
                            .toList();
            return candidates.isEmpty()
                    ? Optional.empty()
                    : Optional.of(
                            new At(act.centre, candidates.get(act.subject % candidates.size())));
        }

        private boolean isMember(School centre, String person) {
            return members.containsKey(new At(centre, person));
        }

        // -------------------------------------------------------------- as CentreUsers does

        private boolean add(Act act, Doer doer, At at) {
            boolean known = signedIn.contains(at.person) || madeBy.containsKey(at.person);
            Subject subject =
                    known
                            ? new Subject(
                                    at.person,
                                    at.person,
                                    act.grant,
                                    MembershipStatus.INVITED,
                                    false,
                                    at.person.equals(OF_THE_BOARD))
                            : Subject.newcomer(at.person).with(act.grant, Set.of());
            if (!decide(doer, subject, Action.ADD, Optional.empty())
                    || !decideChange(
                            doer, subject.with(Set.of(), act.grant), act.grant, Set.of())) {
                return false;
            }
            if (!known) {
                madeBy.put(at.person, at.centre);
            }
            boolean invite = !doer.board || act.choice > 0;
            members.put(
                    at,
                    new Member(
                            act.grant,
                            false,
                            invite ? Optional.of(now + WEEK) : Optional.empty(),
                            0));
            return true;
        }

        private boolean change(Act act, Doer doer, At at) {
            Member member = members.get(at);
            Subject subject = subjectAt(at);
            Set<String> grants = without(act.grant, member.roles::contains);
            Set<String> revokes =
                    without(
                            act.revoke,
                            role -> !member.roles.contains(role) || act.grant.contains(role));
            if (!decideChange(doer, subject, grants, revokes)) {
                return false;
            }
            if (act.kind.account.isPresent()
                    && !decide(doer, subject, act.kind.account.get(), Optional.empty())) {
                return false;
            }
            if (act.kind == Kind.CHANGE && grants.isEmpty() && revokes.isEmpty()) {
                return false;
            }
            Member changed = member.with(grants, revokes);
            return act.kind == Kind.CORRECT_EMAIL
                    ? addAnew(doer, at, subject, changed)
                    : put(at, changed);
        }

        /** Somebody at the right address takes the place of whoever is behind the wrong one. */
        private boolean addAnew(Doer doer, At at, Subject subject, Member member) {
            Member before = members.remove(at);
            boolean allowed =
                    decide(doer, subject, Action.ADD, Optional.empty())
                            && decideChange(
                                    doer,
                                    subject.with(Set.of(), subject.roles()),
                                    member.roles,
                                    Set.of());
            return put(at, allowed ? member.invited(Optional.of(now + WEEK)) : before) && allowed;
        }

        private boolean replace(Act act, Doer doer, At at) {
            Role role = role(act.choice % 2 == 0 ? COORDINATOR : LISTENING);
            Centre.Holder holder = facts(at.centre).seats().get(role.id());
            if (holder == null
                    || holder.id().equals(at.person)
                    || members.get(at).roles.contains(role.id())) {
                return false;
            }
            At outgoing = new At(at.centre, holder.id());
            if (!decide(
                            doer,
                            subjectAt(at).with(Set.of(role.id()), Set.of()),
                            Action.REPLACE_HOLDER,
                            Optional.of(role))
                    || !decideChange(doer, subjectAt(outgoing), Set.of(), Set.of(role.id()))) {
                return false;
            }
            members.compute(outgoing, (key, member) -> member.with(Set.of(), Set.of(role.id())));
            members.compute(at, (key, member) -> member.with(Set.of(role.id()), Set.of()));
            return true;
        }

        private boolean onAccount(Act act, Doer doer, At at) {
            Member member = members.get(at);
            Subject subject = subjectAt(at);
            if (!decide(doer, subject, act.kind.account.get(), Optional.empty())) {
                return false;
            }
            switch (act.kind) {
                case DISABLE, ENABLE -> {
                    boolean disable = act.kind == Kind.DISABLE;
                    if (member.disabled == disable) {
                        return false;
                    }
                    members.put(at, member.disabled(disable));
                }
                case REMOVE -> {
                    members.remove(at);
                    assignments.removeIf(
                            assigned ->
                                    assigned.person.equals(at.person)
                                            && assigned.centre
                                                    .parent
                                                    .filter(at.centre::equals)
                                                    .isPresent());
                }
                case RESEND_INVITATION -> {
                    return invite(doer, at, subject, member);
                }

                default -> members.put(at, member.touched());
            }
            return true;
        }

        /** An expired invitation that opens again decides its roles again (D22). */
        private boolean invite(Doer doer, At at, Subject subject, Member member) {
            return (!member.isInvitationExpired(now)
                            || decideChange(
                                    doer,
                                    subject.with(Set.of(), subject.roles()),
                                    member.roles,
                                    Set.of()))
                    && put(at, member.invited(Optional.of(now + WEEK)));
        }

        private boolean put(At at, Member member) {
            members.put(at, member);
            return true;
        }

        private boolean decide(Doer doer, Subject subject, Action action, Optional<Role> role) {
            Actor actor = doer.actor();
            return !POLICY.rights(actor, doer.centre.type).isEmpty()
                    && POLICY.decide(actor, facts(doer.centre), subject, action, role).allowed();
        }

        private boolean decideChange(
                Doer doer, Subject subject, Set<String> grants, Set<String> revokes) {
            Actor actor = doer.actor();
            return !POLICY.rights(actor, doer.centre.type).isEmpty()
                    && POLICY
                            .decideChange(
                                    actor,
                                    facts(doer.centre),
                                    subject,
                                    roles(grants, role -> true),
                                    roles(revokes, role -> true))
                            .values()
                            .stream()
                            .allMatch(Decision::allowed);
        }

        private Centre facts(School centre) {
            Map<String, Centre.Holder> seats = new HashMap<>();
            members.forEach(
                    (at, member) -> {
                        if (at.centre == centre && member.status(now).takesSeat()) {
                            member.roles.stream()
                                    .filter(POLICY.catalogue().rolesWithOneHolder()::contains)
                                    .forEach(role -> seats.put(role, holder(at.person)));
                        }
                    });
            return new Centre(
                    centre.name(),
                    centre.type,
                    status.get(centre),
                    seats,
                    Map.of(UM, Math.toIntExact(state().userManagers(centre))));
        }

        private Subject subjectAt(At at) {
            Member member = members.get(at);
            return new Subject(
                    at.person,
                    at.person,
                    member.roles,
                    member.status(now),
                    signedIn.contains(at.person),
                    at.person.equals(OF_THE_BOARD));
        }

        private static Set<String> without(Set<String> roles, Predicate<String> which) {
            return roles.stream().filter(which.negate()).collect(Collectors.toSet());
        }

        // -------------------------------------------------------------- what happens besides

        /** An account nobody has used is entered with an open invitation's password alone. */
        private boolean signIn(String person) {
            List<At> invited = new ArrayList<>();
            members.forEach(
                    (at, member) -> {
                        if (at.person.equals(person)
                                && member.invitedUntil.filter(until -> until > now).isPresent()) {
                            invited.add(at);
                        }
                    });
            if (invited.isEmpty() && !signedIn.contains(person)) {
                return false;
            }
            signedIn.add(person);
            invited.forEach(
                    at -> members.compute(at, (key, member) -> member.invited(Optional.empty())));
            return true;
        }

        private boolean timePasses() {
            now += WEEK;
            return true;
        }

        /** What the board arranges without the policy. */
        private boolean arrange(Act act, At at) {
            switch (act.kind) {
                case CENTRE_STATUS -> status.put(at.centre, STATUSES.get(act.choice));
                case LINK_STATUS -> {
                    if (at.centre.parent.isEmpty()) {
                        return false;
                    }
                    links.put(at.centre, LINKS.get(act.choice));
                }
                case ASSIGN -> {
                    return at.centre.parent.isPresent()
                            && links.get(at.centre) != LinkStatus.ENDED
                            && assignments.add(at);
                }
                default -> {
                    return assignments.remove(at);
                }
            }
            return true;
        }
    }
}
