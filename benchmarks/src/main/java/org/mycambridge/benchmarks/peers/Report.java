package org.mycambridge.benchmarks.peers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.mycambridge.it.stand.DatabaseKind;

/** The report, of all that was measured so far: a text in Markdown and a plot for each database. */
final class Report {

    private final Options options;
    private final World world;
    private final List<Peer> peers;
    private final StringBuilder text = new StringBuilder();

    Report(Options options, World world, List<Peer> peers) {
        this.options = options;
        this.world = world;
        this.peers = peers;
    }

    void write() {
        line("# Side by side: this extension, Keycloak's own organisations, keycloak-orgs");
        line("");
        line("Written by `mvn -Pbenchmarks verify -DskipTests -Dbench=peers`;");
        line("[benchmarks/README.md](../../benchmarks/README.md) says what each figure means.");
        line("");
        line(
                "- Machine: "
                        + Machine.description()
                        + ". Load generator, server and database share it.");
        line(
                "- Load generator: Gatling "
                        + System.getProperty("bench.gatling")
                        + ", its Java DSL.");
        line(
                "- Each figure is of "
                        + options.seconds()
                        + " s after "
                        + options.warmUp()
                        + " s that are thrown away, on a server that has worked for "
                        + options.wholeWarmUp()
                        + " s before. Users wait for each answer before they ask again; one user where"
                        + " nothing else is said. A refresh's time is the mean of ten in a row"
                        + " (Gatling counts whole milliseconds), its median and p95 are of those.");
        line(
                "- *Cold*: the first request after the realm and user caches were emptied, on a server"
                        + " whose classes are loaded; the median of eleven. *SQL*: statements"
                        + " prepared by Hibernate, counted by the same small provider in all servers,"
                        + " outside the timed runs.");
        line(
                "- All write the event logs and keep to the password policy of the realm we ship. The"
                        + " mails of this extension go to a mail server that forgets them; the others"
                        + " send none.");
        for (DatabaseKind database : DatabaseKind.values()) {
            List<Measured> measured = peers.stream().map(peer -> measured(peer, database)).toList();
            if (!measured.stream().allMatch(Measured::isEmpty)) {
                database(database, measured);
            }
        }
        try {
            Files.createDirectories(options.report());
            Path file = options.report().resolve("peers.md");
            Files.writeString(file, text);
            System.out.println("The report: " + file);
        } catch (IOException e) {
            throw new UncheckedIOException("Can't write the report", e);
        }
    }

    private Measured measured(Peer peer, DatabaseKind database) {
        return new Measured(
                peer,
                new Results(
                        options.work()
                                .resolve(Peers.name(peer, database))
                                .resolve(world.resultsFile()),
                        false));
    }

    private void database(DatabaseKind database, List<Measured> all) {
        String name = database == DatabaseKind.H2 ? "H2" : "PostgreSQL";
        List<Measured> measured = all.stream().filter(one -> !one.isEmpty()).toList();
        heading("## " + name);
        for (Measured one : all) {
            line("- " + about(one));
        }
        String plot = "peers-" + database.name().toLowerCase(Locale.ROOT);
        new Plot(name, measured, world).write(options.report().resolve(plot));
        line("");
        line("![Medians of all systems on " + name + ", in milliseconds](" + plot + ".png)");
        Optional<Measured> ours = of("ours", measured);
        if (ours.isPresent()) {
            limits(ours.get(), of("keycloak", measured));
            compared(ours.get(), measured.stream().filter(one -> one != ours.get()).toList());
        }
        refreshes(measured);
        for (Figure figure : Figure.ofMembers()) {
            members(figure, measured);
        }
        signIns(measured);
    }

    private static Optional<Measured> of(String id, List<Measured> measured) {
        return measured.stream().filter(one -> one.peer().id().equals(id)).findFirst();
    }

    private String about(Measured one) {
        String title = one.peer().shortTitle() + ": " + one.peer().title() + "; ";
        if (one.isEmpty()) {
            return title + one.peer().missing().orElse("not measured in this run");
        }
        return title
                + one.results().text("run", "facts")
                + (one.results().has("run", "end") ? "" : "; **not finished**");
    }

    private void limits(Measured ours, Optional<Measured> keycloak) {
        heading("### What is promised");
        table("promise", "is", "at most", "");
        for (Limits.Line limit : Limits.of(ours, keycloak, world)) {
            row(limit.what(), limit.is(), limit.limit(), limit.met() ? "met" : "**not met**");
        }
        line("");
        line(
                "A refresh without the scope asks the database nothing. With centres it asks each time,"
                        + " one statement in a transaction: grants are cached nowhere, so that what"
                        + " was taken is gone from the very next token on every node."
                        + " [What that costs](../architecture.md#tokens)");
    }

    private void compared(Measured ours, List<Measured> others) {
        Comparison comparison = new Comparison(ours, others, world);
        if (comparison.compared() == 0) {
            return;
        }
        heading("### Where the others are better");
        line(
                (comparison.compared() - comparison.worse().size())
                        + " of "
                        + comparison.compared()
                        + " comparisons are no worse than the other system. These are worse:");
        line("");
        if (comparison.worse().isEmpty()) {
            line("none.");
            return;
        }
        table("figure", "ours against theirs");
        comparison.worse().forEach(worse -> row(worse.what(), worse.by()));
        line("");
        line("Why they may be:");
        line("");
        line(
                "- *users list page*: ours joins each person's roles, status and invitation at the"
                        + " centre, decides who may see it, sorts by name and counts; Keycloak's list"
                        + " has none of these, and its order is that of the user names.");
        line(
                "- *grant + revoke*, *add + remove*: ours asks the rules under a lock on the centre's"
                        + " row, writes the history and what is owed, and mails the person before it"
                        + " answers; the others write one or two rows, and decide nothing.");
        line(
                "- *refresh, all* and *one*: ours asks for what the person holds, Keycloak's groups and"
                        + " roles come from its caches.");
        line(
                "- *refresh, plain* and *sign-in*: Keycloak's own way in all systems; the versions"
                        + " differ (keycloak-orgs runs on an older one), and so do the client's scopes.");
    }

    private void refreshes(List<Measured> measured) {
        heading("### Refresh");
        line(
                "*plain*: `openid` alone, the same client. *all*: every centre with its roles (six"
                        + " each). *one*: one centre named. *all-shipped*: every centre, with two"
                        + " roles each, as the shipped catalogue has for this service.");
        line("");
        table(
                "person, scope",
                "system",
                "median, ms",
                "p95, ms",
                Peer.AT_ONCE + " users: median, ms",
                "a second",
                "cold, ms",
                "SQL warm",
                "SQL cold",
                "access token, bytes",
                "roles in it");
        for (int many : world.centres()) {
            for (String scope : List.of("plain", "one", "all", "all-shipped")) {
                String name = "refresh/" + many + "/" + scope;
                for (Measured one : measured) {
                    if (one.median(name).isPresent()) {
                        row(
                                in(many) + ", " + scope,
                                one.peer().shortTitle(),
                                ms(one.median(name)),
                                ms(one.load(name + Peer.ALONE, "p95")),
                                ms(one.load(name + Peer.TOGETHER, "median")),
                                ms(one.load(name + Peer.TOGETHER, "rate")),
                                ms(one.cold(name)),
                                count(one.warmSql(name)),
                                count(one.coldSql(name)),
                                count(one.bytes(name)),
                                count(one.roles(name)));
                    }
                }
            }
        }
        grown(measured);
    }

    /** What the size guard saves. */
    private void grown(List<Measured> measured) {
        int most = world.centres().get(world.centres().size() - 1);
        String name = "refresh/" + most + "/all" + Peer.ALONE;
        for (Measured one : measured) {
            Optional<Double> bytes = one.results().number("grown", name, "bytes");
            if (bytes.isPresent() && !bytes.equals(one.results().number("token", name, "bytes"))) {
                line("");
                line(
                        "A token of ours that would pass its limit carries numbers alone. With the limit"
                                + " lifted, six roles in each of "
                                + most
                                + " centres make "
                                + count(bytes)
                                + " bytes.");
            }
        }
    }

    private static String in(int centres) {
        return centres == 1 ? "1 centre" : centres + " centres";
    }

    private void members(Figure figure, List<Measured> measured) {
        heading("### " + figure.title());
        table("members", "system", "median, ms", "p95, ms", "cold, ms", "SQL warm", "SQL cold");
        for (int size : world.members()) {
            String name = figure.id() + "/" + size;
            for (Measured one : measured) {
                if (one.median(name).isPresent()) {
                    row(
                            Limits.number(size),
                            one.peer().shortTitle(),
                            ms(one.median(name)),
                            ms(one.load(name + Peer.ALONE, "p95")),
                            ms(one.cold(name)),
                            count(one.warmSql(name)),
                            count(one.coldSql(name)));
                }
            }
        }
    }

    private void signIns(List<Measured> measured) {
        heading("### Sign-in");
        line("Page, form, code for tokens; people of one centre.");
        line("");
        table("users at once", "system", "a second", "median, ms", "p95, ms", "SQL");
        for (int users : List.of(1, Peer.AT_ONCE)) {
            String name = "sign-in@" + users;
            for (Measured one : measured) {
                row(
                        String.valueOf(users),
                        one.peer().shortTitle(),
                        ms(one.load(name, "rate")),
                        ms(one.load(name, "median")),
                        ms(one.load(name, "p95")),
                        users == 1 ? count(one.results().number("sql", name, "warm")) : "");
            }
        }
    }

    private void heading(String heading) {
        line("");
        line(heading);
        line("");
    }

    private void table(String... columns) {
        row(columns);
        row(java.util.Arrays.stream(columns).map(column -> "---").toArray(String[]::new));
    }

    private void row(String... cells) {
        line(
                java.util.Arrays.stream(cells)
                        .map(cell -> cell.isEmpty() ? " " : cell)
                        .collect(Collectors.joining(" | ", "| ", " |")));
    }

    private static String ms(Optional<Double> value) {
        return value.map(ms -> String.format(Locale.ROOT, "%,.1f", ms)).orElse("–");
    }

    private static String count(Optional<Double> value) {
        return value.map(Limits::number).orElse("–");
    }

    private void line(String line) {
        text.append(line).append('\n');
    }
}
