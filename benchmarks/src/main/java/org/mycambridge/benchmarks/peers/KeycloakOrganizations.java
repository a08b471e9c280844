package org.mycambridge.benchmarks.peers;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Keycloak's own organisations: a role at a centre is a group of the organisation with a role. */
final class KeycloakOrganizations extends AdministeredPeer {

    @Override
    String id() {
        return "keycloak";
    }

    @Override
    String title() {
        return "Keycloak's own organisations and their groups, "
                + System.getProperty("bench.keycloakVersion");
    }

    @Override
    String shortTitle() {
        return "Keycloak";
    }

    @Override
    Optional<String> missing() {
        return Optional.empty();
    }

    @Override
    Path distribution() {
        return Options.file("bench.distribution").orElseThrow();
    }

    @Override
    List<Path> jars() {
        return List.of();
    }

    @Override
    String allCentres() {
        return "organization:*";
    }

    @Override
    Optional<String> oneCentre(String number) {
        return Optional.of("organization:" + number.toLowerCase(java.util.Locale.ROOT));
    }

    @Override
    void seed(Site site, World world) {
        createRealm(site, world);
        String client = createClient(site);
        Map<String, JsonNode> roles = new LinkedHashMap<>();
        String clientUrl = site.adminUrl() + "/clients/" + client;
        for (String role : World.ROLES) {
            site.admin().post(clientUrl + "/roles", Map.of("name", role));
            roles.put(role, site.admin().get(clientUrl + "/roles/" + role));
        }
        nameGroupsInTokens(site);
        askForPasswordAtOnce(site);
        Map<String, String> users = userIds(site);
        Map<String, Organization> organizations = new HashMap<>();
        List<String> numbers = new ArrayList<>(world.smallCentres());
        world.members().forEach(size -> numbers.add(world.centreOf(size)));
        for (String number : numbers) {
            organizations.put(number, create(site, number, client, roles));
        }
        for (int many : world.centres()) {
            for (String number : world.smallCentres(many)) {
                organizations
                        .get(number)
                        .join(users.get(world.traveller(many).email()), World.ROLES);
                organizations
                        .get(number)
                        .join(users.get(world.shippedTraveller(many).email()), World.SHIPPED_ROLES);
            }
        }
        Organization first = organizations.get(world.smallCentres().get(0));
        world.spares().forEach(spare -> first.join(users.get(spare.email()), List.of()));
        for (int size : world.members()) {
            Organization organization = organizations.get(world.centreOf(size));
            Http.forEach(
                    world.members(size),
                    member ->
                            organization.join(
                                    users.get(member.email()), List.of(World.MEMBERS_ROLE)));
            System.out.println("  " + size + " members");
        }
        Http.forEach(world.withPassword(), site::setPassword);
    }

    /** An organisation with the group of each role. */
    record Organization(Site site, String url, Map<String, String> groups) {

        void join(String user, List<String> roles) {
            site.admin().checked("POST", url + "/members", user);
            roles.forEach(
                    role ->
                            site.admin()
                                    .checked(
                                            "PUT",
                                            url
                                                    + "/groups/"
                                                    + groups.get(role)
                                                    + "/members/"
                                                    + user,
                                            ""));
        }
    }

    /** One more, where the client and its roles are there. */
    static Organization create(Site site, String number) {
        String client =
                site.admin()
                        .get(site.adminUrl() + "/clients?clientId=" + World.CLIENT)
                        .get(0)
                        .path("id")
                        .asText();
        String roles = site.adminUrl() + "/clients/" + client + "/roles/";
        return create(
                site,
                number,
                client,
                Map.of(World.MEMBERS_ROLE, site.admin().get(roles + World.MEMBERS_ROLE)));
    }

    private static Organization create(
            Site site, String number, String client, Map<String, JsonNode> roles) {
        String organization =
                site.adminUrl()
                        + "/organizations/"
                        + id(
                                site.admin()
                                        .post(
                                                site.adminUrl() + "/organizations",
                                                Map.of(
                                                        "name",
                                                        number + " - School " + number,
                                                        "alias",
                                                        alias(number),
                                                        "domains",
                                                        List.of(
                                                                Map.of(
                                                                        "name",
                                                                        alias(number)
                                                                                + ".school.example")))));
        Map<String, String> groups = new LinkedHashMap<>();
        roles.forEach(
                (name, role) -> {
                    String group =
                            id(site.admin().post(organization + "/groups", Map.of("name", name)));
                    site.admin()
                            .post(
                                    organization
                                            + "/groups/"
                                            + group
                                            + "/role-mappings/clients/"
                                            + client,
                                    List.of(role));
                    groups.put(name, group);
                });
        return new Organization(site, organization, groups);
    }

    private static String alias(String number) {
        return number.toLowerCase(java.util.Locale.ROOT);
    }

    /** The scope names the organisations, and with this mapper their groups and roles. */
    private static void nameGroupsInTokens(Site site) {
        site.admin()
                .post(
                        site.adminUrl()
                                + "/client-scopes/"
                                + scopeId(site, "organization")
                                + "/protocol-mappers/models",
                        Map.of(
                                "name",
                                "groups",
                                "protocol",
                                "openid-connect",
                                "protocolMapper",
                                "oidc-organization-group-membership-mapper",
                                "config",
                                Map.of(
                                        "access.token.claim",
                                        "true",
                                        "id.token.claim",
                                        "true",
                                        "introspection.token.claim",
                                        "true",
                                        "addGroupRoleMappings",
                                        "true")));
    }

    @Override
    List<Load> ownLoads(Site site, World world) {
        List<Load> loads = new ArrayList<>();
        for (int size : world.members()) {
            String number = world.centreOf(size);
            JsonNode found =
                    site.admin()
                            .get(
                                    site.adminUrl()
                                            + "/organizations?exact=true&search="
                                            + Http.encoded(number + " - School " + number));
            String organization =
                    site.adminUrl() + "/organizations/" + found.get(0).path("id").asText();
            String group =
                    site.admin()
                            .get(organization + "/groups?search=" + World.MOVED_ROLE)
                            .get(0)
                            .path("id")
                            .asText();
            List<Map<String, String>> users =
                    List.of(
                            Map.of(
                                    "token",
                                    site.adminToken(),
                                    "id",
                                    site.userId(world.moved(size)),
                                    "spare",
                                    site.userId(world.spare(0))));
            loads.add(
                    Load.of(
                            "list/" + size + ALONE,
                            "lists",
                            users,
                            List.of(
                                    Step.get("users", organization + "/members?first=0&max=25")
                                            .as("#{token}"),
                                    Step.get("total", organization + "/members/count")
                                            .as("#{token}")),
                            1));
            String membership = organization + "/groups/" + group + "/members/#{id}";
            loads.add(
                    Load.of(
                            "grant/" + size + ALONE,
                            "changes",
                            users,
                            List.of(
                                    Step.of("grant", "PUT", membership, 204).as("#{token}"),
                                    Step.of("revoke", "DELETE", membership, 204).as("#{token}")),
                            1));
            loads.add(
                    Load.of(
                            "member/" + size + ALONE,
                            "changes",
                            users,
                            List.of(
                                    Step.of("add", "POST", organization + "/members", 201)
                                            .as("#{token}")
                                            .json("#{spare}"),
                                    Step.of(
                                                    "remove",
                                                    "DELETE",
                                                    organization + "/members/#{spare}",
                                                    204)
                                            .as("#{token}")),
                            1));
        }
        return loads;
    }
}
