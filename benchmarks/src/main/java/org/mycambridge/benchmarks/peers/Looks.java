package org.mycambridge.benchmarks.peers;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is looked at, and done, at a size. */
final class Looks {

    /** Somebody of the board, in the realm. */
    static final String STAFF = "staff@board.example";

    static final String WITHOUT_USER_MANAGER = "centres without a User Manager";

    private static final int IN_A_ROW = 10;

    private final Site site;
    private final String ordinary;
    private final String home;

    /**
     * @param ordinary the number of a centre with a hundred people
     */
    Looks(Site site, String ordinary) {
        this.site = site;
        this.ordinary = ordinary;
        this.home = site.aliasUrl() + "/realms/" + World.REALM + "/my-organisation/";
    }

    /** What is measured. */
    List<Load> loads() {
        List<Load> loads = new ArrayList<>();
        Map<String, String> centres =
                Map.of("the largest centre", Estate.LARGE_CENTRE, "a centre of 100", ordinary);
        for (String name : List.of("the largest centre", "a centre of 100")) {
            String number = centres.get(name);
            String users = site.realmUrl() + "/centres/" + number + "/users";
            String token = site.delegatedToken(Estate.officer(number));
            loads.add(api("users of " + name, users + "?first=0&max=25&sort=name", token));
            loads.add(
                    api(
                            "somebody searched for by name in " + name,
                            users + "?search=" + Http.encoded(somebody(users, token)),
                            token));
            loads.add(
                    api(
                            "a search that finds one in twenty in " + name,
                            users + "?search=kirk",
                            token));
            loads.add(
                    page(
                            "page with the users of " + name,
                            Estate.officer(number).email(),
                            "centres/" + number + "/users"));
        }
        String associate = site.delegatedToken(Estate.officer(Estate.ASSOCIATE));
        loads.add(api("portfolio of 50", site.realmUrl() + "/centres?first=0&max=100", associate));
        loads.add(
                api(
                        "schools of an associate's person, with their health",
                        site.realmUrl()
                                + "/centres/"
                                + Estate.ASSOCIATE
                                + "/associate-centres?max=50",
                        associate));
        loads.add(page("page of the portfolio", Estate.officer(Estate.ASSOCIATE).email(), ""));
        loads.add(page("estate page: the board's first page", STAFF, "board"));
        loads.add(page(WITHOUT_USER_MANAGER, STAFF, "board/wanted/no-user-manager"));
        loads.add(
                page(
                        "the board searches a person",
                        STAFF,
                        "board?show=people&search=" + Estate.RARE_NAME));
        loads.add(page("the board searches a centre", STAFF, "board?search=a00051"));
        for (String scope : List.of("organization:*", "organization:" + traveller(), "")) {
            String refresh = site.tokens(Estate.TRAVELLER, scope).path("refresh_token").asText();
            loads.add(
                    Load.of(
                            "token refresh, in 50 centres, "
                                    + (scope.isEmpty()
                                            ? "none named"
                                            : scope.endsWith("*") ? "all named" : "one named"),
                            "refresh",
                            List.of(Map.of("refresh", refresh)),
                            List.of(
                                    Step.of("refresh", "POST", site.tokenUrl(), 200)
                                            .form(
                                                    "grant_type=refresh_token&client_id="
                                                            + World.CLIENT
                                                            + "&client_secret="
                                                            + World.SECRET
                                                            + "&refresh_token=#{refresh}")),
                            IN_A_ROW));
        }
        return loads;
    }

    /** The name of one of the people there. */
    private static String somebody(String users, String token) {
        return get(with(token), users + "?max=25").path("items").path(10).path("fullName").asText();
    }

    /** The number of one of the fifty centres of somebody who is in as many. */
    private String traveller() {
        JsonNode token = site.tokens(Estate.TRAVELLER, "organization:*");
        String claims =
                new String(
                        java.util.Base64.getUrlDecoder()
                                .decode(token.path("access_token").asText().split("\\.")[1]),
                        java.nio.charset.StandardCharsets.UTF_8);
        try {
            return Http.JSON.readTree(claims).path("organization").fieldNames().next();
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Load api(String name, String address, String token) {
        return Load.of(
                name,
                "looks",
                List.of(Map.of("token", token)),
                List.of(Step.get("look", address).as("#{token}")),
                1);
    }

    private Load page(String name, String email, String path) {
        return Load.of(
                        name,
                        "looks",
                        List.of(Map.of("email", email)),
                        List.of(Step.get("page", home + path)),
                        1)
                .first(
                        List.of(
                                Step.get("home", home)
                                        .following()
                                        .keepingText(
                                                "form",
                                                "action=\"([^\"]*login-actions/authenticate[^\"]*)\""),
                                Peer.signInForm(200).following()));
    }

    /** Everything once, what is measured and all other doors; what is done is undone. */
    void all() {
        for (Load load : loads()) {
            Visitor visitor = new Visitor(load);
            visitor.visit();
            visitor.visit();
        }
        String large = Estate.LARGE_CENTRE;
        Http officer = with(site.delegatedToken(Estate.officer(large)));
        Http board = new Http("", site::adminToken);
        String centres = site.realmUrl() + "/centres";
        String admin = site.adminUrl() + "/centres";
        for (Map.Entry<Http, String> door :
                Map.of(officer, centres + "/" + large, board, admin + "/" + large).entrySet()) {
            Http who = door.getKey();
            String centre = door.getValue();
            JsonNode people = get(who, centre + "/users?max=25").path("items");
            String id = people.path(10).path("id").asText();
            get(who, centre + "/users?max=25&sort=status");
            get(who, centre + "/users?max=25&sort=email");
            get(who, centre + "/users?status=INVITED");
            get(who, centre + "/users?role=sfa.teacher");
            JsonNode person = get(who, centre + "/users/" + id);
            get(who, centre + "/roles?subject=" + id);
            get(who, centre + "/history?max=25");
            get(who, centre + "/associate-centres");
            int version = person.path("version").asInt();
            version = change(who, centre + "/users/" + id, version, "grant");
            change(who, centre + "/users/" + id, version, "revoke");
            send(who, "POST", centre + "/users/" + id + "/disable", "");
            send(who, "POST", centre + "/users/" + id + "/enable", "");
            send(who, "POST", centre + "/users/" + id + "/reset-password", "");
            Map<String, Object> draft = new LinkedHashMap<>();
            draft.put("firstName", "New");
            draft.put("lastName", "Person");
            draft.put("email", "new-" + version + "-" + centre.hashCode() + "@new.example");
            draft.put("roles", List.of("sfa.teacher"));
            JsonNode added = send(who, "POST", centre + "/users", Http.json(draft));
            if (added.hasNonNull("id")) {
                send(
                        who,
                        "POST",
                        centre + "/users/" + added.path("id").asText() + "/resend-invitation",
                        "");
                send(who, "DELETE", centre + "/users/" + added.path("id").asText(), "");
            }
        }
        get(board, admin + "?search=harbour");
        get(board, admin + "/" + large);
        get(board, admin + "/policy");
        get(board, admin + "/services");
        get(board, admin + "/" + ordinary + "/history/export");
        get(board, admin + "/" + Estate.ASSOCIATE + "/associate-centres");
        send(board, "POST", admin + "/policy/dry-run", Http.json(get(board, admin + "/policy")));
        ImportStream.send(
                java.net.URI.create(admin + "/import"),
                site.adminToken(),
                100,
                index ->
                        OurExtension.person(
                                new World.Person("in-" + index + "@new.example", "In", "Coming"),
                                ordinary,
                                List.of(index == 5 ? "scripts.user" : World.MEMBERS_ROLE)),
                answer -> {});
        ImportStream.send(
                java.net.URI.create(admin + "/import"),
                site.adminToken(),
                100,
                index ->
                        OurExtension.person(
                                new World.Person("in-" + index + "@new.example", "In", "Coming"),
                                ordinary,
                                List.of("scripts.user")),
                answer -> {});
        Http service = with(serviceToken());
        JsonNode changes = get(service, centres + "/changes?max=100");
        get(service, centres + "/changes?since=" + Http.encoded(changes.path("next").asText()));
        get(service, centres + "/" + large + "/holders");
        get(service, centres + "/" + large + "/recipients");
        for (String path :
                List.of(
                        "centres/" + large + "/users?search=kirk",
                        "centres/" + large + "/history",
                        "centres/" + large + "/users/export")) {
            new Visitor(page(path, Estate.officer(large).email(), path)).visit();
        }
        for (String path :
                List.of(
                        "board?search=harbour",
                        "board?search=li&show=people",
                        "board?search=kirkal&show=people",
                        "board/wanted/no-exams-officer",
                        "board/wanted/suspended",
                        "board/wanted/invitation-expired",
                        "board/deliveries",
                        "board/centres/" + Estate.ASSOCIATE + "/assignments",
                        "board/centres/" + Estate.ASSOCIATE + "/associate-schools")) {
            try {
                new Visitor(page(path, STAFF, path)).visit();
            } catch (IllegalStateException e) {
                System.out.println("  " + e.getMessage().lines().findFirst().orElse(""));
            }
        }
    }

    private static int change(Http who, String person, int version, String what) {
        return send(
                        who,
                        "PATCH",
                        person,
                        "{\"version\":" + version + ",\"" + what + "\":[\"scripts.user\"]}")
                .path("version")
                .asInt();
    }

    private static Http with(String token) {
        return new Http("", () -> token);
    }

    private String serviceToken() {
        return with("").form(
                        site.tokenUrl(),
                        Map.of(
                                "grant_type",
                                "client_credentials",
                                "client_id",
                                World.CLIENT,
                                "client_secret",
                                World.SECRET))
                .path("access_token")
                .asText();
    }

    private static JsonNode get(Http who, String address) {
        return send(who, "GET", address, "");
    }

    /** What is refused is said and is no fault: it was looked up all the same. */
    private static JsonNode send(Http who, String method, String address, String body) {
        Http.Answer answer = who.send(method, address, body, "application/json");
        if (answer.status() >= 400) {
            System.out.println("  " + method + " " + address + " answers " + answer.status());
        }
        return answer.body().startsWith("{") ? answer.json() : Http.JSON.createObjectNode();
    }
}
