package org.mycambridge.policy;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Decides who may do what. A pure function of the facts it is given: the same function draws a
 * page's switches and runs again inside the transaction that writes (design decision 3).
 */
public final class Policy {

    private final RoleCatalogue catalogue;

    Policy(RoleCatalogue catalogue) {
        this.catalogue = catalogue;
    }

    public RoleCatalogue catalogue() {
        return catalogue;
    }

    /** The relations in which the actor holds any right over anyone at this centre (D1). */
    public Set<Relation> rights(Actor actor, CentreType type) {
        Set<Relation> rights = EnumSet.noneOf(Relation.class);
        actor.roles()
                .forEach(
                        (relation, held) -> {
                            if (relation == Relation.BOARD
                                    || catalogue.managingRoles(relation, type).stream()
                                            .anyMatch(held::contains)) {
                                rights.add(relation);
                            }
                        });
        return rights;
    }

    /**
     * Decides in every relation the actor stands in: what one of them allows is allowed; otherwise
     * the reason is that of the nearest one.
     */
    public Decision decide(
            Actor actor, Centre centre, Subject subject, Action action, Optional<Role> role) {
        return decide(actor, centre, subject, subject, action, role);
    }

    private Decision decide(
            Actor actor,
            Centre centre,
            Subject record,
            Subject subject,
            Action action,
            Optional<Role> role) {
        Decision refusal = Decision.no("nothing-to-manage");
        for (Relation relation : List.of(Relation.OWN, Relation.PARENT, Relation.BOARD)) {
            if (actor.roles().containsKey(relation)) {
                Decision decision = decide(actor, relation, centre, record, subject, action, role);
                if (decision.allowed()) {
                    return decision;
                }
                refusal = decision;
            }
        }
        return refusal;
    }

    /**
     * Decides one act in one relation.
     *
     * @param actor who acts; the roles given are those that count
     * @param relation how the actor stands to the centre for this act
     * @param centre where
     * @param subject on whom; for {@link Action#GRANT} and {@link Action#REVOKE} as they would be
     *     after the whole of the change, so that roles that belong together can be given together
     * @param action what
     * @param role which role; present exactly for acts about one
     */
    public Decision decide(
            Actor actor,
            Relation relation,
            Centre centre,
            Subject subject,
            Action action,
            Optional<Role> role) {
        return decide(actor, relation, centre, subject, subject, action, role);
    }

    /** The record is the subject as they are: what D21 looks at, whatever they would hold after. */
    private Decision decide(
            Actor actor,
            Relation relation,
            Centre centre,
            Subject record,
            Subject subject,
            Action action,
            Optional<Role> role) {
        if (action.isAboutARole() != role.isPresent()) {
            throw new IllegalArgumentException(action + " with role " + role);
        }
        boolean board = relation == Relation.BOARD;
        if (!board && !rights(actor, centre.type()).contains(relation)) {
            return Decision.no("nothing-to-manage");
        }
        if (action == Action.VIEW) {
            return Decision.yes();
        }
        if (!board && centre.status() != CentreStatus.ACTIVE) {
            return Decision.no("centre-not-active");
        }
        if (action == Action.ADD) {
            return add(actor, relation, centre, subject);
        }
        // rules.md D27: whoever they are, in whatever relation.
        if (actor.id().equals(subject.id())) {
            return Decision.no(action.isAboutARole() ? "own-roles" : "own-account");
        }
        Optional<Role> closed = recordClosedTo(actor, record);
        if (!board && closed.isPresent()) {
            return Decision.no("record-read-only", closed.get().holderName());
        }
        return switch (action) {
            case GRANT -> grant(actor, relation, centre, subject, role.get(), true);
            case REPLACE_HOLDER -> grant(actor, relation, centre, subject, role.get(), false);
            case REVOKE -> revoke(actor, relation, centre, subject, role.get());
            default -> account(actor, relation, centre, subject, action);
        };
    }

    /** Somebody who is at the centre already but may not act on the record at all (D21). */
    private Optional<Role> recordClosedTo(Actor actor, Subject subject) {
        return subject.roles().stream()
                .map(id -> catalogue.role(id).orElse(null))
                .filter(java.util.Objects::nonNull)
                .filter(
                        held ->
                                held.recordReadOnlyTo().stream()
                                        .anyMatch(actor.roles(Relation.OWN)::contains))
                .findFirst();
    }

    /** Adding somebody: with roles each is a grant; without any it is User Management's alone. */
    private Decision add(Actor actor, Relation relation, Centre centre, Subject subject) {
        if (relation == Relation.BOARD) {
            return Decision.yes();
        }
        if (subject.administrator()) {
            return Decision.no("administrator"); // rules.md D39
        }
        if (!subject.roles().isEmpty() || reachesEveryone(actor, relation)) {
            return Decision.yes();
        }
        return Decision.no("add-needs-role");
    }

    private boolean reachesEveryone(Actor actor, Relation relation) {
        return catalogue.accountRules().stream()
                .anyMatch(
                        rule ->
                                rule.reach() == AccountRule.Reach.EVERYONE
                                        && rule.relations().contains(relation)
                                        && rule.by().stream()
                                                .anyMatch(actor.roles(relation)::contains));
    }

    private Decision grant(
            Actor actor,
            Relation relation,
            Centre centre,
            Subject subject,
            Role role,
            boolean seatMatters) {
        if (!role.heldAt().contains(centre.type())) {
            return Decision.no("not-available-at-" + centre.type());
        }
        Decision right = mayGive(actor, relation, centre, role);
        if (!right.allowed()) {
            return right;
        }
        Optional<Role> missing =
                role.onlyWith().stream()
                        .filter(id -> !subject.roles().contains(id))
                        .map(id -> catalogue.role(id).orElseThrow())
                        .findFirst();
        if (missing.isPresent()) {
            return Decision.no("needs-role", role.name(), missing.get().name());
        }
        Centre.Holder holder = centre.seats().get(role.id());
        if (seatMatters
                && role.oneHolder()
                && holder != null
                && !holder.id().equals(subject.id())) {
            return Decision.no("seat-taken", holder.name(), role.holderName());
        }
        return Decision.yes();
    }

    private Decision revoke(
            Actor actor, Relation relation, Centre centre, Subject subject, Role role) {
        Decision right = mayGive(actor, relation, centre, role);
        if (!right.allowed()) {
            return right;
        }
        Optional<Role> dependent =
                subject.roles().stream()
                        .map(id -> catalogue.role(id).orElse(null))
                        .filter(held -> held != null && held.onlyWith().contains(role.id()))
                        .findFirst();
        if (dependent.isPresent()) {
            return Decision.no("needed-by-role", subject.name(), dependent.get().name());
        }
        return keepsOne(relation, centre, subject.with(Set.of(role.id()), Set.of()), Set.of(role));
    }

    /** The right to give and take this role at all, whoever holds it. */
    private Decision mayGive(Actor actor, Relation relation, Centre centre, Role role) {
        if (relation == Relation.BOARD) {
            return Decision.yes();
        }
        Set<String> granters = catalogue.granters(role.id(), relation, centre.type());
        if (granters.stream().anyMatch(actor.roles(relation)::contains)) {
            return Decision.yes();
        }
        return Decision.no(whoCan(role, centre.type()), nameOfGranter(role, centre.type()));
    }

    private String whoCan(Role role, CentreType type) {
        if (!role.heldAt().contains(type)) {
            return "not-available-at-" + type;
        }
        if (!catalogue.granters(role.id(), Relation.OWN, type).isEmpty()) {
            return "managed-by";
        }
        return catalogue.granters(role.id(), Relation.PARENT, type).isEmpty()
                ? "board-only"
                : "managed-by-parent";
    }

    private String nameOfGranter(Role role, CentreType type) {
        Set<String> own = catalogue.granters(role.id(), Relation.OWN, type);
        Set<String> by = own.isEmpty() ? catalogue.granters(role.id(), Relation.PARENT, type) : own;
        return by.stream()
                .findFirst()
                .flatMap(catalogue::role)
                .map(Role::holderName)
                .orElse("Cambridge");
    }

    private Decision account(
            Actor actor, Relation relation, Centre centre, Subject subject, Action action) {
        if (relation != Relation.BOARD) {
            if (subject.administrator()) {
                return Decision.no("administrator"); // rules.md D39
            }
            if (!reaches(actor, relation, centre, subject, action)) {
                return Decision.no("not-within-reach", subject.name());
            }
        }
        return switch (action) {
            case REMOVE -> remove(relation, centre, subject);
            case DISABLE -> keepsOne(relation, centre, subject, rolesOf(subject));
            case EDIT_DETAILS, CORRECT_EMAIL -> stillAsTyped(subject);
            case RESEND_INVITATION -> stillInvited(subject);
            // Whether there is an account behind an invitation is not this centre's to know (D5).
            case RESET_PASSWORD ->
                    isInvited(subject)
                            ? Decision.no("not-signed-in-yet", subject.name())
                            : Decision.yes();
            default -> Decision.yes();
        };
    }

    private boolean reaches(
            Actor actor, Relation relation, Centre centre, Subject subject, Action action) {
        return catalogue.accountRules().stream()
                .filter(rule -> rule.relations().contains(relation))
                .filter(rule -> rule.actions().contains(action))
                .anyMatch(
                        rule ->
                                rule.by().stream()
                                        .filter(actor.roles(relation)::contains)
                                        .anyMatch(
                                                by ->
                                                        reaches(
                                                                rule.reach(),
                                                                by,
                                                                relation,
                                                                centre,
                                                                subject)));
    }

    private boolean reaches(
            AccountRule.Reach reach,
            String actorRole,
            Relation relation,
            Centre centre,
            Subject subject) {
        return switch (reach) {
            case EVERYONE -> true;
            case HOLDERS_OF_ROLES_THEY_MAY_REVOKE ->
                    !subject.roles().isEmpty()
                            && subject.roles().stream()
                                    .allMatch(
                                            role ->
                                                    catalogue.couldRevoke(
                                                            actorRole,
                                                            role,
                                                            relation,
                                                            centre.type()));
        };
    }

    private Decision remove(Relation relation, Centre centre, Subject subject) {
        if (relation != Relation.BOARD) {
            for (Role role : rolesOf(subject)) {
                if (role.moveBeforeRemoval()) {
                    boolean parentMoves =
                            !catalogue
                                    .granters(role.id(), Relation.PARENT, centre.type())
                                    .isEmpty();
                    return Decision.no(
                            parentMoves ? "move-role-first-parent" : "move-role-first",
                            subject.name(),
                            role.name());
                }
            }
        }
        return keepsOne(relation, centre, subject, rolesOf(subject));
    }

    /**
     * rules.md D30: the last one is Cambridge's to take away, in a child centre the parent's too.
     */
    private Decision keepsOne(
            Relation relation, Centre centre, Subject subject, Iterable<Role> lost) {
        boolean protectedHere =
                relation == Relation.OWN
                        || (relation == Relation.PARENT && !centre.type().isChild());
        if (protectedHere) {
            for (Role role : lost) {
                if (role.keepOne()
                        && subject.countsAsHolder(role.id())
                        && centre.userManagers().getOrDefault(role.id(), 0) <= 1) {
                    return Decision.no(
                            centre.type().isChild() ? "last-holder-parent" : "last-holder",
                            subject.name(),
                            role.holderName());
                }
            }
        }
        return Decision.yes();
    }

    /**
     * rules.md D11, told so that D5 holds: until somebody comes by the invitation, what was typed
     * about them is the centre's, whoever made their account.
     */
    private static Decision stillAsTyped(Subject subject) {
        return isInvited(subject) ? Decision.yes() : Decision.no("details-theirs", subject.name());
    }

    private static Decision stillInvited(Subject subject) {
        return isInvited(subject) ? Decision.yes() : Decision.no("not-invited", subject.name());
    }

    private static boolean isInvited(Subject subject) {
        return subject.status() == MembershipStatus.INVITED
                || subject.status() == MembershipStatus.INVITATION_EXPIRED;
    }

    private List<Role> rolesOf(Subject subject) {
        return subject.roles().stream()
                .flatMap(id -> catalogue.role(id).stream())
                .collect(Collectors.toList());
    }

    /**
     * A whole change of roles, decided together: each role granted or revoked, against what the
     * subject would hold afterwards.
     *
     * @return each role's decision, grants first, in the order given
     */
    public Map<Role, Decision> decideChange(
            Actor actor, Centre centre, Subject subject, List<Role> grants, List<Role> revokes) {
        Set<String> granted = grants.stream().map(Role::id).collect(Collectors.toSet());
        Set<String> revoked = revokes.stream().map(Role::id).collect(Collectors.toSet());
        Subject after = subject.with(granted, revoked);
        Map<Role, Decision> decisions = new LinkedHashMap<>();
        for (Role role : grants) {
            decisions.put(
                    role, decide(actor, centre, subject, after, Action.GRANT, Optional.of(role)));
        }
        for (Role role : revokes) {
            decisions.put(
                    role, decide(actor, centre, subject, after, Action.REVOKE, Optional.of(role)));
        }
        return decisions;
    }
}
