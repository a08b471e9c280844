package org.mycambridge.invitation;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.keycloak.common.util.KeycloakUriBuilder;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.mycambridge.centre.Policies;
import org.mycambridge.policy.RoleCatalogue;
import org.mycambridge.policy.Service;
import org.mycambridge.tables.DeliveryRow;
import org.mycambridge.tables.InvitationRow;
import org.mycambridge.tables.MembershipRow;
import org.mycambridge.tables.Tables;

/** What mails about a centre say of people, roles and addresses. */
public final class Words {

    private Words() {}

    /** Cambridge, where nobody of a centre did it. */
    public static final String CAMBRIDGE = "Cambridge";

    /**
     * A person as a centre knows them: as typed there until they sign in, so that an account
     * elsewhere does not show through a mail (D5).
     */
    public static String name(KeycloakSession session, String centreId, UserModel user) {
        return Tables.of(session)
                .createQuery(
                        "from MembershipRow m where m.centreId = :centre and m.userId = :user",
                        MembershipRow.class)
                .setParameter("centre", centreId)
                .setParameter("user", user.getId())
                .getResultStream()
                .findFirst()
                .filter(membership -> membership.typedFirstName != null)
                .map(
                        membership ->
                                MembershipRow.fullName(
                                        membership.typedFirstName, membership.typedLastName))
                .orElseGet(() -> MembershipRow.fullName(user.getFirstName(), user.getLastName()));
    }

    /**
     * Somebody else's name, as a centre may know it: empty where they are not there any more and
     * never came. What was typed is gone then, and the account's own name was never seen there
     * (D5).
     */
    public static Optional<String> nameSeenAt(
            KeycloakSession session, String centreId, UserModel user) {
        boolean unseen =
                Tables.of(session)
                        .createQuery(
                                "select i.state from InvitationRow i where i.centreId = :centre and"
                                        + " i.userId = :user and not exists (select 1 from"
                                        + " MembershipRow m where m.centreId = i.centreId and"
                                        + " m.userId = i.userId) order by i.createdAt desc",
                                InvitationRow.State.class)
                        .setParameter("centre", centreId)
                        .setParameter("user", user.getId())
                        .setMaxResults(1)
                        .getResultStream()
                        .anyMatch(state -> state != InvitationRow.State.USED);
        return unseen ? Optional.empty() : Optional.of(name(session, centreId, user));
    }

    /** Whoever did something, by their own name; Cambridge, where it was the board. */
    public static String actor(KeycloakSession session, Optional<String> userId) {
        RealmModel realm = session.getContext().getRealm();
        return userId.map(id -> session.users().getUserById(realm, id))
                .map(user -> MembershipRow.fullName(user.getFirstName(), user.getLastName()))
                .filter(name -> !name.isEmpty())
                .orElse(CAMBRIDGE);
    }

    /**
     * Roles by name, with their service and its guidance (F73), in the catalogue's order and the
     * reader's language.
     */
    public static List<Map<String, String>> roles(
            KeycloakSession session, UserModel reader, Collection<String> ids) {
        RoleCatalogue catalogue = Policies.current(session).catalogue();
        Locale locale = session.getContext().resolveLocale(reader);
        Map<String, Service> services =
                catalogue.services(locale).stream()
                        .collect(Collectors.toMap(Service::id, Function.identity()));
        return catalogue.roles(locale).stream()
                .filter(role -> ids.contains(role.id()))
                .map(
                        role -> {
                            Service service = services.get(role.service());
                            return Map.of(
                                    "name", role.name(),
                                    "service", service.name(),
                                    "guidanceUrl", service.guidance());
                        })
                .toList();
    }

    /** A page of ours at the public address, as the request saw it that caused the mail. */
    public static String page(KeycloakSession session, DeliveryRow delivery, String path) {
        return KeycloakUriBuilder.fromUri(delivery.baseUrl)
                .path("realms")
                .path(session.getContext().getRealm().getName())
                .path("my-organisation")
                .path(path)
                .build()
                .toString();
    }
}
