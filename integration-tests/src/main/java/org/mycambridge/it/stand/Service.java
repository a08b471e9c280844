package org.mycambridge.it.stand;

import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A service application's end of OpenID Connect: where it sends a browser, and what it asks the
 * realm itself.
 */
public final class Service {

    /** One for every sign-in will do here; a real service makes one for each (RFC 7636). */
    private static final String VERIFIER = "a-verifier-for-all-the-sign-ins-of-these-tests";

    private final String realmUrl;
    private final String clientId;
    private final String home;

    Service(String realmUrl, String clientId, String home) {
        this.realmUrl = realmUrl;
        this.clientId = clientId;
        this.home = home;
    }

    /** Where a sign-in ends, with the answer in its query. */
    public String redirectUri() {
        return home + "/signed-in";
    }

    /** The page a browser is sent to, {@code openid} and these scopes asked for. */
    public String signInUrl(String... scopes) {
        return signInUrl(Map.of(), scopes);
    }

    /** The same with further parameters, such as {@code prompt}. */
    public String signInUrl(Map<String, String> parameters, String... scopes) {
        StringBuilder url = new StringBuilder(realmUrl).append("/protocol/openid-connect/auth?");
        url.append("response_type=code&client_id=").append(encode(clientId));
        url.append("&redirect_uri=").append(encode(redirectUri()));
        url.append("&scope=").append(encode(scope(scopes)));
        url.append("&code_challenge_method=S256&code_challenge=").append(challenge());
        parameters.forEach(
                (name, value) ->
                        url.append('&').append(encode(name)).append('=').append(encode(value)));
        return url.toString();
    }

    /** A parameter of the address a sign-in ended at: {@code code} or {@code error}. */
    public static Optional<String> answered(String address, String parameter) {
        String query = URI.create(address).getRawQuery();
        return query == null
                ? Optional.empty()
                : Optional.ofNullable(parameters(query).get(parameter));
    }

    /** The tokens for the code in the address a sign-in ended at. */
    public Response tokens(String address) {
        String code =
                answered(address, "code")
                        .orElseThrow(() -> new AssertionError("No code in " + address));
        return request()
                .formParam("grant_type", "authorization_code")
                .formParam("code", code)
                .formParam("code_verifier", VERIFIER)
                .formParam("redirect_uri", redirectUri())
                .post(realmUrl + "/protocol/openid-connect/token");
    }

    /** The answer to a refresh. */
    public Response refresh(String refreshToken) {
        return request()
                .formParam("grant_type", "refresh_token")
                .formParam("refresh_token", refreshToken)
                .post(realmUrl + "/protocol/openid-connect/token");
    }

    /** The answer to the service's own sign-in, as a service account. */
    public Response serviceAccountTokens(String... scopes) {
        return request()
                .formParam("grant_type", "client_credentials")
                .formParam("scope", scope(scopes))
                .post(realmUrl + "/protocol/openid-connect/token");
    }

    /** The answer to giving a token back (RFC 7009). */
    public Response revoke(String token) {
        return request()
                .formParam("token", token)
                .post(realmUrl + "/protocol/openid-connect/revoke");
    }

    /** What the realm says a token is. */
    public Response introspect(String token) {
        return request()
                .formParam("token", token)
                .post(realmUrl + "/protocol/openid-connect/token/introspect");
    }

    /** What the realm says about the person of a token. */
    public Response userInfo(String accessToken) {
        return RestAssured.given()
                .auth()
                .oauth2(accessToken)
                .get(realmUrl + "/protocol/openid-connect/userinfo");
    }

    private RequestSpecification request() {
        return RestAssured.given()
                .auth()
                .preemptive()
                .basic(clientId, RealmDocument.secret(clientId));
    }

    private static String challenge() {
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(VERIFIER.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    private static String scope(String... scopes) {
        return ("openid " + String.join(" ", scopes)).strip();
    }

    private static Map<String, String> parameters(String query) {
        return Arrays.stream(query.split("&"))
                .map(pair -> pair.split("=", 2))
                .collect(
                        Collectors.toMap(
                                pair -> decode(pair[0]),
                                pair -> pair.length == 2 ? decode(pair[1]) : "",
                                (first, second) -> first));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
