package org.mycambridge.benchmarks.peers;

import static io.gatling.javaapi.core.CoreDsl.StringBody;
import static io.gatling.javaapi.core.CoreDsl.atOnceUsers;
import static io.gatling.javaapi.core.CoreDsl.during;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.group;
import static io.gatling.javaapi.core.CoreDsl.jsonPath;
import static io.gatling.javaapi.core.CoreDsl.listFeeder;
import static io.gatling.javaapi.core.CoreDsl.regex;
import static io.gatling.javaapi.core.CoreDsl.repeat;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.gatling.javaapi.http.HttpDsl.flushCookieJar;
import static io.gatling.javaapi.http.HttpDsl.headerRegex;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.status;

import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.PopulationBuilder;
import io.gatling.javaapi.core.Simulation;
import io.gatling.javaapi.http.HttpProtocolBuilder;
import io.gatling.javaapi.http.HttpRequestActionBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The loads of a {@link LoadPlan}, one after the other. Run by Gatling, not by us. */
public final class PeersSimulation extends Simulation {

    /** Reads the plan named by the property {@code bench.plan}. */
    public PeersSimulation() {
        LoadPlan plan = plan();
        HttpProtocolBuilder protocol =
                http.baseUrl(plan.baseUrl())
                        .disableCaching()
                        .hostNameAliases(Map.of(Site.ALIAS, List.of("127.0.0.1")))
                        .userAgentHeader("benchmark");
        List<PopulationBuilder> loads = new ArrayList<>();
        for (int round = 0; round < plan.rounds(); round++) {
            for (Load load : plan.loads()) {
                loads.add(population(load, plan, round));
            }
        }
        // The last first: each takes up those that come after it.
        PopulationBuilder line = loads.get(loads.size() - 1);
        for (int i = loads.size() - 2; i >= 0; i--) {
            line = loads.get(i).andThen(line);
        }
        setUp(line).protocols(protocol);
    }

    private static LoadPlan plan() {
        try {
            return Http.JSON.readValue(
                    Path.of(System.getProperty(LoadPlan.FILE)).toFile(), LoadPlan.class);
        } catch (IOException e) {
            throw new UncheckedIOException("Can't read the plan", e);
        }
    }

    private static PopulationBuilder population(Load load, LoadPlan plan, int round) {
        List<Map<String, Object>> users = new ArrayList<>();
        load.users().forEach(user -> users.add(Map.copyOf(user)));
        String away = LoadPlan.THROWN_AWAY + " of " + load.name();
        ChainBuilder all = io.gatling.javaapi.core.CoreDsl.feed(listFeeder(users).queue());
        for (Step step : load.before()) {
            all = all.exec(request(step, away));
        }
        // No row of steps is broken off: what it has added, it also removes.
        return scenario(load.name() + " " + round)
                .exec(
                        all.exec(
                                        during(part(plan.warmUp(), plan), false)
                                                .on(group(away).on(row(load))))
                                .exec(
                                        during(part(plan.seconds(), plan), false)
                                                .on(group(load.name()).on(row(load)))))
                .injectOpen(atOnceUsers(users.size()));
    }

    private static Duration part(int seconds, LoadPlan plan) {
        return Duration.ofSeconds(seconds).dividedBy(plan.rounds());
    }

    private static ChainBuilder row(Load load) {
        ChainBuilder once = load.anew() ? exec(flushCookieJar()) : exec(session -> session);
        for (Step step : load.steps()) {
            once = once.exec(request(step, step.name()));
        }
        return repeat(load.inARow()).on(once);
    }

    private static HttpRequestActionBuilder request(Step step, String name) {
        HttpRequestActionBuilder request =
                http(name).httpRequest(step.method(), step.url()).check(status().is(step.status()));
        if (!step.bearer().isEmpty()) {
            request = request.header("Authorization", "Bearer " + step.bearer());
        }
        if (!step.body().isEmpty()) {
            request = request.header("Content-Type", step.type()).body(StringBody(step.body()));
        }
        if (!step.follow()) {
            request = request.disableFollowRedirect();
        }
        for (Map.Entry<String, String> kept : step.keepJson().entrySet()) {
            request = request.check(jsonPath(kept.getValue()).saveAs(kept.getKey()));
        }
        for (Map.Entry<String, String> kept : step.keepText().entrySet()) {
            request =
                    request.check(
                            regex(kept.getValue())
                                    .transform(PeersSimulation::plain)
                                    .saveAs(kept.getKey()));
        }
        for (Map.Entry<String, String> kept : step.keepLocation().entrySet()) {
            request = request.check(headerRegex("Location", kept.getValue()).saveAs(kept.getKey()));
        }
        return request;
    }

    /** An address out of markup. */
    private static String plain(String markup) {
        return markup.replace("&amp;", "&");
    }
}
