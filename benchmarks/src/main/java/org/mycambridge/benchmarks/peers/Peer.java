package org.mycambridge.benchmarks.peers;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** One of the systems that stand side by side. */
abstract class Peer {

    /** The name of loads that are measured with one user. */
    static final String ALONE = "@1";

    /** And with several at once. */
    static final int AT_ONCE = 4;

    static final String TOGETHER = "@" + AT_ONCE;

    private static final int REFRESHES_IN_A_ROW = 10;

    /** The same for all: what it costs the server does not depend on it. */
    private static final String VERIFIER = "benchmark-".repeat(5);

    /** In names of files and figures. */
    abstract String id();

    /** In the report, whole. */
    abstract String title();

    /** In its tables. */
    abstract String shortTitle();

    /** Why it can't be measured here, if so. */
    abstract Optional<String> missing();

    abstract Path distribution();

    /** Beside the statement counter, which is deployed to all. */
    abstract List<Path> jars();

    /** Makes realm, centres and people on an empty server; seconds don't count. */
    abstract void seed(Site site, World world);

    /** Before anything is measured, at each start. */
    void prepare(Site site, int smtpPort) {}

    /**
     * Lets tokens grow as long as they would, where something keeps them short.
     *
     * @return whether something did
     */
    boolean letTokensGrow(Site site) {
        return false;
    }

    /** The scope with which a token names all centres. */
    abstract String allCentres();

    /** The scope with which it names one, where there is one. */
    abstract Optional<String> oneCentre(String number);

    /** The loads that are this system's own: lists, grants, members. */
    abstract List<Load> ownLoads(Site site, World world);

    /** All its loads. */
    final List<Load> loads(Site site, World world) {
        List<Load> loads = new ArrayList<>(refreshes(site, world));
        loads.addAll(ownLoads(site, world));
        loads.add(signIn(site, world, 1));
        loads.add(signIn(site, world, AT_ONCE));
        return loads;
    }

    List<Load> refreshes(Site site, World world) {
        List<Load> loads = new ArrayList<>();
        for (int many : world.centres()) {
            World.Person person = world.traveller(many);
            refresh(loads, site, person, "refresh/" + many + "/plain", "");
            refresh(loads, site, person, "refresh/" + many + "/all", allCentres());
        }
        int most = world.centres().get(world.centres().size() - 1);
        oneCentre(world.smallCentres().get(0))
                .ifPresent(
                        scope ->
                                refresh(
                                        loads,
                                        site,
                                        world.traveller(most),
                                        "refresh/" + most + "/one",
                                        scope));
        return loads;
    }

    static void refresh(
            List<Load> loads, Site site, World.Person person, String name, String scope) {
        Step step =
                Step.of("refresh", "POST", site.tokenUrl(), 200)
                        .form(
                                "grant_type=refresh_token&client_id="
                                        + World.CLIENT
                                        + "&client_secret="
                                        + World.SECRET
                                        + "&refresh_token=#{refresh}");
        List<Map<String, String>> sessions =
                IntStream.range(0, AT_ONCE)
                        .mapToObj(
                                i ->
                                        Map.of(
                                                "refresh",
                                                site.tokens(person, scope)
                                                        .path("refresh_token")
                                                        .asText()))
                        .toList();
        Load load =
                Load.of(
                        name + ALONE,
                        "refresh",
                        sessions.subList(0, 1),
                        List.of(step),
                        REFRESHES_IN_A_ROW);
        loads.add(load);
        loads.add(
                Load.of(
                        name + TOGETHER,
                        "refresh-together",
                        sessions,
                        List.of(step),
                        REFRESHES_IN_A_ROW));
    }

    private Load signIn(Site site, World world, int users) {
        String realm = site.aliasUrl() + "/realms/" + World.REALM + "/protocol/openid-connect";
        List<World.Person> people = world.signingIn();
        List<Map<String, String>> those =
                IntStream.range(0, users)
                        .mapToObj(i -> Map.of("email", people.get(i % people.size()).email()))
                        .toList();
        return Load.of(
                        "sign-in@" + users,
                        "sign-in",
                        those,
                        List.of(
                                signInPage(realm, World.CLIENT, World.REDIRECT, signInScope()),
                                signInForm(302).keepingLocation("code", "[?&]code=([^&]+)"),
                                Step.of("code", "POST", realm + "/token", 200)
                                        .form(
                                                "grant_type=authorization_code&client_id="
                                                        + World.CLIENT
                                                        + "&client_secret="
                                                        + World.SECRET
                                                        + "&redirect_uri="
                                                        + Http.encoded(World.REDIRECT)
                                                        + "&code_verifier="
                                                        + VERIFIER
                                                        + "&code=#{code}")),
                        1)
                .startingAnew();
    }

    /** The scope of people of one centre. */
    String signInScope() {
        return "organization";
    }

    static Step signInPage(String realm, String client, String redirect, String scope) {
        return Step.get(
                        "page",
                        realm
                                + "/auth?response_type=code&client_id="
                                + client
                                + "&redirect_uri="
                                + Http.encoded(redirect)
                                + "&scope="
                                + Http.encoded("openid " + scope)
                                + "&code_challenge_method=S256&code_challenge="
                                + challenge())
                .keepingText("form", "action=\"([^\"]*login-actions/authenticate[^\"]*)\"");
    }

    private static String challenge() {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(VERIFIER.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    static Step signInForm(int status) {
        return Step.of("form", "POST", "#{form}", status)
                .form("username=#{email}&password=" + Http.encoded(World.PASSWORD));
    }
}
