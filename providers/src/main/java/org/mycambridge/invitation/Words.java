package org.mycambridge.invitation;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keycloak.common.util.KeycloakUriBuilder;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.mycambridge.centre.Policies;
import org.mycambridge.policy.RoleCatalogue;
import org.mycambridge.tables.DeliveryRow;
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

    /** Whoever did something, by their own name; Cambridge, where it was the board. */
    public static String actor(KeycloakSession session, Optional<String> userId) {
        RealmModel realm = session.getContext().getRealm();
        return userId.map(id -> session.users().getUserById(realm, id))
                .map(user -> MembershipRow.fullName(user.getFirstName(), user.getLastName()))
                .filter(name -> !name.isEmpty())
                .orElse(CAMBRIDGE);
    }

    /** Roles by name, with their service and its guidance (F73), in the catalogue's order. */
    public static List<Map<String, String>> roles(KeycloakSession session, Collection<String> ids) {
        RoleCatalogue catalogue = Policies.current(session).catalogue();
        return catalogue.roles().stream()
                .filter(role -> ids.contains(role.id()))
                .map(
                        role -> {
                            var service = catalogue.service(role.service()).orElseThrow();
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
