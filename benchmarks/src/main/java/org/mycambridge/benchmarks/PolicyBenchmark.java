package org.mycambridge.benchmarks;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.mycambridge.policy.Action;
import org.mycambridge.policy.Actor;
import org.mycambridge.policy.Centre;
import org.mycambridge.policy.CentreStatus;
import org.mycambridge.policy.CentreType;
import org.mycambridge.policy.Decision;
import org.mycambridge.policy.MembershipStatus;
import org.mycambridge.policy.Policy;
import org.mycambridge.policy.PolicyDocument;
import org.mycambridge.policy.Relation;
import org.mycambridge.policy.Role;
import org.mycambridge.policy.Subject;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * What deciding costs: one act, and the page of one person, which asks for every role whether it
 * may be given and taken, and for the account every action on it. The facts are loaded already: the
 * policy reads nothing.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
@State(Scope.Benchmark)
public class PolicyBenchmark {

    private static final String USER_MANAGEMENT = "centre.user-management";

    /** Who looks at the page. */
    public enum Viewer {
        /** Allowed most of it, in their own centre. */
        USER_MANAGER(Map.of(Relation.OWN, Set.of(USER_MANAGEMENT))),
        /** Refused most of it, with a reason each. */
        EXAMS_OFFICER(Map.of(Relation.OWN, Set.of("centre.exams-officer"))),
        /** In both relations, with several roles: the longest way to an answer. */
        BOTH(
                Map.of(
                        Relation.OWN,
                        Set.of("ssh.coordinator", "centre.exams-officer", "sfa.teacher"),
                        Relation.PARENT,
                        Set.of(USER_MANAGEMENT, "ssh.coordinator"))),
        /** Cambridge. */
        BOARD(Map.of(Relation.BOARD, Set.of()));

        private final Map<Relation, Set<String>> roles;

        Viewer(Map<Relation, Set<String>> roles) {
            this.roles = roles;
        }
    }

    @Param public Viewer viewer;

    private Policy policy;
    private Actor actor;
    private Centre centre;
    private Subject subject;
    private Optional<Role> teacher;
    private List<Optional<Role>> roles;
    private List<Action> accountActions;

    @Setup
    public void load() {
        policy = PolicyDocument.read(PolicyDocument.shipped());
        actor = new Actor("actor", viewer.roles);
        centre =
                new Centre(
                        "50538",
                        CentreType.ASSOCIATE_CENTRE,
                        CentreStatus.ACTIVE,
                        Map.of("ssh.coordinator", new Centre.Holder("other", "Cora Chen")),
                        Map.of(USER_MANAGEMENT, 2));
        subject =
                new Subject(
                        "subject",
                        "Sam Worthington",
                        Set.of("scripts.user", "sfa.teacher", USER_MANAGEMENT),
                        MembershipStatus.ACTIVE,
                        true,
                        false);
        teacher = policy.catalogue().role("sfa.teacher");
        roles = policy.catalogue().roles().stream().map(Optional::of).toList();
        accountActions = Arrays.stream(Action.values()).filter(Action::isAboutAnAccount).toList();
    }

    /** May they give this one role? */
    @Benchmark
    public Decision oneDecision() {
        return policy.decide(actor, centre, subject, Action.GRANT, teacher);
    }

    /** All roles, given and taken, and all actions on the account. */
    @Benchmark
    public void pageOfDecisions(Blackhole page) {
        for (Optional<Role> role : roles) {
            page.consume(policy.decide(actor, centre, subject, Action.GRANT, role));
            page.consume(policy.decide(actor, centre, subject, Action.REVOKE, role));
        }
        for (Action action : accountActions) {
            page.consume(policy.decide(actor, centre, subject, action, Optional.empty()));
        }
    }
}
