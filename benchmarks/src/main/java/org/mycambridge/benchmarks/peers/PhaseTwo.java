package org.mycambridge.benchmarks.peers;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Phase Two's keycloak-orgs, which Maven fetches for the run alone: its licence lets it be used,
 * not shipped with something else.
 */
final class PhaseTwo extends AdministeredPeer {

    private static final int OLDEST_JAVA = 21;
    private static final String SCOPE = "centres";

    private final Path jdk;

    PhaseTwo(Path jdk) {
        this.jdk = jdk;
    }

    @Override
    String id() {
        return "phase-two";
    }

    @Override
    String title() {
        return "Phase Two keycloak-orgs "
                + System.getProperty("bench.phaseTwoVersion")
                + ", Keycloak "
                + System.getProperty("bench.phaseTwoKeycloakVersion");
    }

    @Override
    String shortTitle() {
        return "keycloak-orgs";
    }

    @Override
    Optional<String> missing() {
        if (Options.version(jdk) < OLDEST_JAVA) {
            return Optional.of("needs JDK " + OLDEST_JAVA + " or newer, and none was found");
        }
        return Options.file("bench.phaseTwo").isEmpty()
                        || Options.file("bench.phaseTwoDistribution").isEmpty()
                ? Optional.of("was not fetched")
                : Optional.empty();
    }

    @Override
    Path distribution() {
        return Options.file("bench.phaseTwoDistribution").orElseThrow();
    }

    @Override
    List<Path> jars() {
        return List.of(Options.file("bench.phaseTwo").orElseThrow());
    }

    @Override
    String allCentres() {
        return SCOPE;
    }

    @Override
    Optional<String> oneCentre(String number) {
        return Optional.empty();
    }

    @Override
    String signInScope() {
        return SCOPE;
    }

    @Override
    void seed(Site site, World world) {
        createRealm(site, world);
        String client = createClient(site);
        String scope =
                id(
                        site.admin()
                                .post(
                                        site.adminUrl() + "/client-scopes",
                                        Map.of(
                                                "name",
                                                SCOPE,
                                                "protocol",
                                                "openid-connect",
                                                "protocolMappers",
                                                List.of(
                                                        Map.of(
                                                                "name",
                                                                "roles at centres",
                                                                "protocol",
                                                                "openid-connect",
                                                                "protocolMapper",
                                                                "oidc-organization-role-mapper",
                                                                "config",
                                                                Map.of(
                                                                        "claim.name",
                                                                        "organizations",
                                                                        "jsonType.label",
                                                                        "JSON",
                                                                        "access.token.claim",
                                                                        "true",
                                                                        "id.token.claim",
                                                                        "true"))))));
        site.admin()
                .checked(
                        "PUT",
                        site.adminUrl() + "/clients/" + client + "/optional-client-scopes/" + scope,
                        "");
        askForPasswordAtOnce(site);
        Map<String, String> users = userIds(site);
        Map<String, String> organizations = new HashMap<>();
        List<String> numbers = new ArrayList<>(world.smallCentres());
        world.members().forEach(size -> numbers.add(world.centreOf(size)));
        for (String number : numbers) {
            String organization =
                    organizations(site)
                            + "/"
                            + id(
                                    site.admin()
                                            .post(
                                                    organizations(site),
                                                    Map.of(
                                                            "name",
                                                            number,
                                                            "displayName",
                                                            "School " + number)));
            World.ROLES.forEach(
                    role -> site.admin().post(organization + "/roles", Map.of("name", role)));
            organizations.put(number, organization);
        }
        for (int many : world.centres()) {
            for (String number : world.smallCentres(many)) {
                join(
                        site,
                        organizations.get(number),
                        users.get(world.traveller(many).email()),
                        World.ROLES);
                join(
                        site,
                        organizations.get(number),
                        users.get(world.shippedTraveller(many).email()),
                        World.SHIPPED_ROLES);
            }
        }
        for (World.Person spare : world.spares()) {
            join(
                    site,
                    organizations.get(world.smallCentres().get(0)),
                    users.get(spare.email()),
                    List.of());
        }
        for (int size : world.members()) {
            String organization = organizations.get(world.centreOf(size));
            // Without the role that members have elsewhere: a grant among thousands takes so long
            // here that preparing would be an hour's work.
            Http.forEach(
                    world.members(size),
                    member -> join(site, organization, users.get(member.email()), List.of()));
            System.out.println("  " + size + " members");
        }
        for (World.Person person : world.signingIn()) {
            grant(
                    site,
                    organizations.get(world.centreOf(world.members().get(0))),
                    users.get(person.email()),
                    World.MEMBERS_ROLE);
        }
        Http.forEach(world.withPassword(), site::setPassword);
    }

    /** What its import takes for one organisation of people who have accounts. */
    static Map<String, Object> organization(String name, List<String> userNames) {
        return Map.of(
                "organizations",
                List.of(
                        Map.of(
                                "organization",
                                Map.of(
                                        "name",
                                        name,
                                        "displayName",
                                        "School " + name,
                                        "domains",
                                        List.of(),
                                        "attributes",
                                        Map.of()),
                                "roles",
                                List.of(Map.of("name", World.MEMBERS_ROLE)),
                                "invitations",
                                List.of(),
                                "members",
                                userNames.stream()
                                        .map(
                                                each ->
                                                        Map.of(
                                                                "username",
                                                                each,
                                                                "roles",
                                                                List.of(World.MEMBERS_ROLE)))
                                        .toList())));
    }

    private static String organizations(Site site) {
        return site.realmUrl() + "/orgs";
    }

    private static void join(Site site, String organization, String user, List<String> roles) {
        site.admin().checked("PUT", organization + "/members/" + user, "");
        roles.forEach(role -> grant(site, organization, user, role));
    }

    private static void grant(Site site, String organization, String user, String role) {
        site.admin().checked("PUT", organization + "/roles/" + role + "/users/" + user, "");
    }

    @Override
    List<Load> ownLoads(Site site, World world) {
        List<Load> loads = new ArrayList<>();
        for (int size : world.members()) {
            JsonNode found =
                    site.admin().get(organizations(site) + "?search=" + world.centreOf(size));
            String organization = "";
            for (JsonNode one : found) {
                if (one.path("name").asText().equals(world.centreOf(size))) {
                    organization = organizations(site) + "/" + one.path("id").asText();
                }
            }
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
            String holding = organization + "/roles/" + World.MOVED_ROLE + "/users/#{id}";
            loads.add(
                    Load.of(
                            "grant/" + size + ALONE,
                            "changes",
                            users,
                            List.of(
                                    Step.of("grant", "PUT", holding, 201).as("#{token}"),
                                    Step.of("revoke", "DELETE", holding, 204).as("#{token}")),
                            1));
            String membership = organization + "/members/#{spare}";
            loads.add(
                    Load.of(
                            "member/" + size + ALONE,
                            "changes",
                            users,
                            List.of(
                                    Step.of("add", "PUT", membership, 201).as("#{token}"),
                                    Step.of("remove", "DELETE", membership, 204).as("#{token}")),
                            1));
        }
        return loads;
    }
}
