package org.mycambridge.it.stand;

import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.util.List;
import java.util.stream.Stream;

/** The test kit inside the server, from outside. */
final class TestKit {

    private final String url;

    TestKit(String server) {
        this.url = server + "/realms/master/test-kit/";
    }

    void setClockAhead(long seconds) {
        check(RestAssured.given().queryParam("offset", seconds).post(url + "clock"));
    }

    /** The statements so far: all of them, then those on our own tables. */
    long[] statements() {
        return Stream.of(check(RestAssured.get(url + "statements")).split(" "))
                .mapToLong(Long::parseLong)
                .toArray();
    }

    String dump() {
        return check(RestAssured.get(url + "dump"));
    }

    /** What a select finds in the server's database, row by row. */
    List<String> select(String sql) {
        return select("select", sql);
    }

    /** What the last statement would find after the others, which are undone. */
    List<String> selectAfter(String statements) {
        return select("select-after", statements);
    }

    private List<String> select(String how, String sql) {
        return check(
                        RestAssured.given()
                                .config(Realms.plainEncoding())
                                .contentType(ContentType.TEXT)
                                .body(sql)
                                .post(url + how))
                .lines()
                .toList();
    }

    private static String check(Response response) {
        if (response.statusCode() != 200) {
            throw new IllegalStateException(
                    "The test kit answers " + response.statusCode() + ": " + response.asString());
        }
        return response.asString();
    }
}
