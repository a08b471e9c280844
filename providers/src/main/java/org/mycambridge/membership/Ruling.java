package org.mycambridge.membership;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.mycambridge.centre.Refusal;
import org.mycambridge.policy.Action;
import org.mycambridge.policy.Actor;
import org.mycambridge.policy.Centre;
import org.mycambridge.policy.Decision;
import org.mycambridge.policy.MembershipStatus;
import org.mycambridge.policy.Policy;
import org.mycambridge.policy.Role;
import org.mycambridge.policy.Subject;

/**
 * What becomes of an act by one actor at one centre, given the facts: nothing is read and nothing
 * written, so that a page says beforehand what the write will say.
 */
record Ruling(Policy policy, Actor actor, Centre centre) {

    /**
     * The account that is behind an address already.
     *
     * @param id whose
     * @param member whether they are at this centre
     * @param service whether it is a client's own account and nobody's
     * @param administrator whether they hold a Keycloak admin role (D39); asked only where it
     *     matters, for it costs statements
     */
    record Account(String id, boolean member, boolean service, BooleanSupplier administrator) {}

    /** Why one act can't be done; empty where it can. */
    Optional<Refusal> act(Subject subject, Action action, Optional<Role> role) {
        return policy.decide(actor, centre, subject, action, role).reason().map(Refusal::of);
    }

    /**
     * Why a change of roles can't be done, all of it or none: the first refusal, which tells of the
     * others.
     */
    Optional<Refusal> change(Subject subject, List<Role> grants, List<Role> revokes) {
        List<Map<String, Object>> refused = new ArrayList<>();
        Refusal first = null;
        for (Map.Entry<Role, Decision> each :
                policy.decideChange(actor, centre, subject, grants, revokes).entrySet()) {
            if (!each.getValue().allowed()) {
                Refusal refusal = Refusal.of(each.getValue().reason().orElseThrow());
                first = first == null ? refusal : first;
                refused.add(
                        Map.of(
                                "role", each.getKey().id(),
                                "code", refusal.code(),
                                "detail", refusal.getMessage()));
            }
        }
        return Optional.ofNullable(first)
                .map(refusal -> refusal.inField("roles").with(Map.of("roles", refused)));
    }

    /** Why somebody can't be added as asked. */
    Optional<Refusal> addition(CentreUsers.NewUser draft, Optional<Account> existing) {
        List<Role> roles;
        try {
            roles = known(draft.roles(), "roles");
        } catch (Refusal unknown) {
            return Optional.of(unknown);
        }
        String email = draft.details().email();
        if (existing.filter(Account::member).isPresent()) {
            return Optional.of(
                    Refusal.conflict("already-member", email + " is already at this centre")
                            .inField("email"));
        }
        if (existing.filter(Account::service).isPresent()) {
            return Optional.of(
                    Refusal.invalid(
                            "invalid-email",
                            "email",
                            "Enter an email address like name@example.com"));
        }
        Subject subject = newcomer(draft, existing);
        return act(subject, Action.ADD, Optional.empty())
                .or(() -> change(subject, roles, List.of()));
    }

    private static Subject newcomer(CentreUsers.NewUser draft, Optional<Account> existing) {
        String name = draft.details().fullName();
        return existing.map(
                        account ->
                                new Subject(
                                        account.id(),
                                        name,
                                        draft.roles(),
                                        MembershipStatus.INVITED,
                                        false,
                                        account.administrator().getAsBoolean()))
                .orElseGet(() -> Subject.newcomer(name).with(draft.roles(), Set.of()));
    }

    /**
     * Why somebody can't take the place of the present holder of a single-holder role (D22).
     *
     * @param member finds the present holder, once the question comes to them
     */
    Optional<Refusal> replacement(Subject subject, Role role, Function<String, Subject> member) {
        if (subject.status() == MembershipStatus.INVITATION_EXPIRED) {
            return Optional.of(
                    Refusal.conflict(
                            "invitation-expired",
                            "The invitation of "
                                    + subject.name()
                                    + " has expired. Remove the user and add them again"));
        }
        Optional<Centre.Holder> holder =
                holder(role).filter(each -> !each.id().equals(subject.id()));
        if (holder.isEmpty()) {
            return Optional.of(
                    Refusal.conflict(
                            "nobody-to-replace", "Nobody else is " + role.holderName() + " here"));
        }
        return act(subject, Action.REPLACE_HOLDER, Optional.of(role))
                .or(() -> change(member.apply(holder.get().id()), List.of(), List.of(role)));
    }

    /** Who takes the seat of a single-holder role. */
    Optional<Centre.Holder> holder(Role role) {
        return Optional.ofNullable(centre.seats().get(role.id()));
    }

    /**
     * The roles with these ids.
     *
     * @throws Refusal naming the field, where there is none with one of them
     */
    List<Role> known(Set<String> ids, String field) {
        List<Role> roles = new ArrayList<>();
        for (String id : ids) {
            roles.add(
                    policy.catalogue()
                            .role(id)
                            .orElseThrow(
                                    () ->
                                            Refusal.invalid(
                                                    "unknown-role",
                                                    field,
                                                    "There is no role " + id)));
        }
        return roles;
    }
}
