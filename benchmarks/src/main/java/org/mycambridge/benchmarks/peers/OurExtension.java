package org.mycambridge.benchmarks.peers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mycambridge.it.stand.MeasuredServer;

/** This extension, through its own doors. */
final class OurExtension extends Peer {

    private static final int LINES_A_REQUEST = 2_000;
    private static final String BOARD = "/admin/realms/" + World.REALM + "/centres";

    private final Path realmConfig;

    OurExtension(Path realmConfig) {
        this.realmConfig = realmConfig;
    }

    @Override
    String id() {
        return "ours";
    }

    @Override
    String title() {
        return "this extension, Keycloak " + System.getProperty("bench.keycloakVersion");
    }

    @Override
    String shortTitle() {
        return "this extension";
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
        return List.of(
                Options.file("bench.providers").orElseThrow(),
                Options.file("bench.themes").orElseThrow());
    }

    @Override
    String allCentres() {
        return "organization:*";
    }

    @Override
    Optional<String> oneCentre(String number) {
        return Optional.of("organization:" + number);
    }

    @Override
    void seed(Site site, World world) {
        ObjectNode realm = MeasuredServer.ourRealm(realmConfig, World.REALM, 25);
        Site.lifespans().forEach((name, value) -> realm.put(name, (Integer) value));
        for (JsonNode client : realm.path("clients")) {
            if (client.path("clientId").asText().equals(World.CLIENT)) {
                ((ObjectNode) client).put("directAccessGrantsEnabled", true);
                ((ObjectNode) client).withArray("redirectUris").add(World.REDIRECT);
            }
        }
        site.admin().post("/admin/realms", realm);
        putPolicy(site);
        bringIn(site, lines(world));
        Http.forEach(world.withPassword(), site::setPassword);
    }

    /**
     * Six roles for the one service: the shipped catalogue has three for none. And as many
     * additions an hour as the load makes: peers have no limit.
     */
    private static void putPolicy(Site site) {
        ObjectNode document = (ObjectNode) site.admin().get(BOARD + "/policy");
        ObjectNode settings = (ObjectNode) document.at("/policy/settings");
        settings.put("invitationsPerHour", 100_000);
        settings.put("invitationsPerHourAtCentre", 100_000);
        ArrayNode roles = (ArrayNode) document.at("/policy/roles");
        ObjectNode like = null;
        for (JsonNode role : roles) {
            if (role.path("id").asText().equals(World.MEMBERS_ROLE)) {
                like = (ObjectNode) role;
            }
        }
        ArrayNode granted = (ArrayNode) document.at("/policy/grantRules/0/roles");
        for (String id : World.ROLES) {
            if (World.SHIPPED_ROLES.contains(id)) {
                continue;
            }
            ObjectNode role = like.deepCopy();
            role.put("id", id);
            role.put("name", "Submit for Assessment: " + id);
            role.put("holderName", "Submit for Assessment " + id);
            roles.add(role);
            granted.add(id);
        }
        site.admin().put(BOARD + "/policy", document);
    }

    private static List<String> lines(World world) {
        List<String> lines = new ArrayList<>();
        world.smallCentres().forEach(number -> lines.add(centre(number)));
        world.members().forEach(size -> lines.add(centre(world.centreOf(size))));
        for (int many : world.centres()) {
            for (String number : world.smallCentres(many)) {
                lines.add(person(world.traveller(many), number, World.ROLES));
                lines.add(person(world.shippedTraveller(many), number, World.SHIPPED_ROLES));
            }
        }
        for (int size : world.members()) {
            for (int i = 0; i < size; i++) {
                lines.add(
                        person(
                                world.member(size, i),
                                world.centreOf(size),
                                i == 0
                                        ? List.of("centre.user-management")
                                        : List.of(World.MEMBERS_ROLE)));
            }
        }
        world.spares()
                .forEach(
                        spare ->
                                lines.add(
                                        person(
                                                spare,
                                                world.smallCentres().get(0),
                                                List.of(World.MEMBERS_ROLE))));
        return lines;
    }

    private static String centre(String number) {
        return Http.json(
                Map.of(
                        "centre",
                        Map.of("number", number, "name", "School " + number, "type", "CENTRE")));
    }

    static String person(World.Person person, String centre, List<String> roles) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("email", person.email());
        facts.put("firstName", person.firstName());
        facts.put("lastName", person.lastName());
        facts.put("centre", centre);
        facts.put("roles", roles);
        return Http.json(Map.of("person", facts));
    }

    private static void bringIn(Site site, List<String> lines) {
        for (int from = 0; from < lines.size(); from += LINES_A_REQUEST) {
            List<String> some = lines.subList(from, Math.min(from + LINES_A_REQUEST, lines.size()));
            Http.Answer answer =
                    site.admin()
                            .send(
                                    "POST",
                                    BOARD + "/import",
                                    String.join("\n", some),
                                    "application/jsonl");
            if (answer.status() != 207
                    || answer.body().lines().anyMatch(line -> !line.contains("\"status\":201"))) {
                throw new IllegalStateException(
                        "The import was not whole: " + answer.status() + "\n" + answer.body());
            }
            System.out.println(
                    "  " + (from + some.size()) + " of " + lines.size() + " lines imported");
        }
    }

    @Override
    void prepare(Site site, int smtpPort) {
        ObjectNode smtp =
                (ObjectNode) site.admin().get("/admin/realms/" + World.REALM).path("smtpServer");
        smtp.put("port", String.valueOf(smtpPort)).put("host", "127.0.0.1");
        site.admin().put("/admin/realms/" + World.REALM, Map.of("smtpServer", smtp));
    }

    @Override
    boolean letTokensGrow(Site site) {
        for (JsonNode scope : site.admin().get(site.adminUrl() + "/client-scopes")) {
            if (!scope.path("name").asText().equals("organization")) {
                continue;
            }
            for (JsonNode mapper : scope.path("protocolMappers")) {
                ((ObjectNode) mapper.path("config")).put("mc.token.limit", "9999999");
                site.admin()
                        .put(
                                site.adminUrl()
                                        + "/client-scopes/"
                                        + scope.path("id").asText()
                                        + "/protocol-mappers/models/"
                                        + mapper.path("id").asText(),
                                mapper);
            }
        }
        return true;
    }

    @Override
    List<Load> refreshes(Site site, World world) {
        List<Load> loads = super.refreshes(site, world);
        for (int many : world.centres()) {
            refresh(
                    loads,
                    site,
                    world.shippedTraveller(many),
                    "refresh/" + many + "/all-shipped",
                    allCentres());
        }
        return loads;
    }

    @Override
    List<Load> ownLoads(Site site, World world) {
        List<Load> loads = new ArrayList<>();
        for (int size : world.members()) {
            World.Person officer = world.member(size, 0);
            String centre = site.realmUrl() + "/centres/" + world.centreOf(size);
            String token = site.delegatedToken(officer);
            List<Map<String, String>> delegated =
                    List.of(
                            Map.of(
                                    "token",
                                    token,
                                    "id",
                                    site.userId(world.moved(size)),
                                    "email",
                                    world.spare(0).email()));
            loads.add(
                    Load.of(
                            "list/" + size + ALONE,
                            "lists",
                            delegated,
                            List.of(
                                    Step.get("users", centre + "/users?first=0&max=25&sort=name")
                                            .as("#{token}")),
                            1));
            loads.add(console(site, world, size));
            String user = centre + "/users/#{id}";
            loads.add(
                    Load.of(
                                    "grant/" + size + ALONE,
                                    "changes",
                                    delegated,
                                    List.of(change(user, "grant"), change(user, "revoke")),
                                    1)
                            .first(
                                    List.of(
                                            Step.get("user", user)
                                                    .as("#{token}")
                                                    .keepingJson("version", "$.version"))));
            loads.add(member(world, size, "member-mailed/", centre, delegated, ""));
            loads.add(
                    member(
                            world,
                            size,
                            "member/",
                            site.url() + BOARD + "/" + world.centreOf(size),
                            List.of(
                                    Map.of(
                                            "token",
                                            site.adminToken(),
                                            "email",
                                            world.spare(1).email())),
                            ",\"invite\":false"));
        }
        return loads;
    }

    private static Step change(String user, String what) {
        return Step.of(what, "PATCH", user, 200)
                .as("#{token}")
                .json("{\"version\":#{version},\"" + what + "\":[\"" + World.MOVED_ROLE + "\"]}")
                .keepingJson("version", "$.version");
    }

    private static Load member(
            World world,
            int size,
            String name,
            String centre,
            List<Map<String, String>> users,
            String more) {
        return Load.of(
                name + size + ALONE,
                "changes",
                users,
                List.of(
                        Step.of("add", "POST", centre + "/users", 201)
                                .as("#{token}")
                                .json(
                                        "{\"firstName\":\"Spare\",\"lastName\":\"Person\","
                                                + "\"email\":\"#{email}\",\"roles\":[\""
                                                + World.MEMBERS_ROLE
                                                + "\"]"
                                                + more
                                                + "}")
                                .keepingJson("added", "$.id"),
                        Step.of("remove", "DELETE", centre + "/users/#{added}", 200)
                                .as("#{token}")),
                1);
    }

    private static Load console(Site site, World world, int size) {
        String realm = site.aliasUrl() + "/realms/" + World.REALM;
        String home = realm + "/my-organisation/";
        return Load.of(
                        "console/" + size + ALONE,
                        "lists",
                        List.of(Map.of("email", world.member(size, 0).email())),
                        List.of(
                                Step.get(
                                        "page",
                                        home + "centres/" + world.centreOf(size) + "/users")),
                        1)
                .first(
                        List.of(
                                Step.get("home", home)
                                        .following()
                                        .keepingText(
                                                "form",
                                                "action=\"([^\"]*login-actions/authenticate[^\"]*)\""),
                                signInForm(200).following()));
    }
}
