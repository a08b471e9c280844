package org.mycambridge.it.stand;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.keycloak.representations.idm.RealmRepresentation;

/**
 * Everything on this machine, for {@code mvn -Pdev verify}: the server with its data of earlier
 * starts, the sample centres and an inbox, until Ctrl-C.
 */
public final class DevServer implements AutoCloseable {

    private static final String STAFF = "staff@board.example";
    private static final String READER = "reader@board.example";

    private final Settings settings = Settings.forDevelopment();
    private final Path home = settings.work().resolve("server");
    // Written when the first start is complete; says which realm-config the data is from.
    private final Path complete = settings.work().resolve("data-is-from");
    private final PidFile pids = new PidFile(settings.work().resolve("pids"));
    private final int port = port("dev.port");
    private final int inboxPort = port("dev.inboxPort");
    private final ServerProcess server;
    private volatile boolean stopping;

    private DevServer() {
        pids.begin();
        requireFree("dev.port", port);
        requireFree("dev.inboxPort", inboxPort);
        boolean fresh = isReset() || !Files.exists(complete);
        if (fresh) {
            forget();
        }
        new PreparedServer(settings, DatabaseKind.H2, pids::add).into(home, true);
        Inbox inbox = new Inbox();
        MailCatcher mailCatcher = new MailCatcher(inbox, "127.0.0.1");
        InboxPage inboxPage = new InboxPage(inbox, inboxPort);
        server =
                ServerProcess.launch(
                        home, port, List.of(), settings.work().resolve("keycloak.log"));
        pids.add(server.handle());
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(
                                () -> {
                                    stopping = true;
                                    inboxPage.close();
                                    mailCatcher.close();
                                    close();
                                },
                                "end everything"));
        System.out.println("Starting Keycloak ...");
        server.awaitReady();
        fill(fresh, mailCatcher.port());
    }

    /** Runs until it is stopped; a failure is the build's failure. */
    public static void main(String[] arguments) throws InterruptedException {
        try (DevServer development = new DevServer()) {
            development.announce();
            int end = development.server.awaitEnd();
            if (development.stopping) {
                return;
            }
            throw new IllegalStateException(
                    "Keycloak ended ("
                            + end
                            + "); the end of its log:\n"
                            + ServerProcess.endOf(development.server.log()));
        }
    }

    private static int port(String property) {
        return Integer.parseInt(Settings.text(property));
    }

    private static void requireFree(String property, int port) {
        if (!Ports.isFree(port)) {
            throw new IllegalStateException(
                    "Port "
                            + port
                            + " is in use. Stop what listens there, or choose another port with -D"
                            + property
                            + "="
                            + (port + 1));
        }
    }

    private static boolean isReset() {
        // -Ddev.reset alone arrives as "true".
        return Boolean.parseBoolean(Settings.text("dev.reset"));
    }

    private void forget() {
        Folders.delete(home);
        try {
            Files.deleteIfExists(complete);
        } catch (IOException e) {
            throw new UncheckedIOException("Can't forget the data of earlier starts", e);
        }
    }

    private void fill(boolean fresh, int smtpPort) {
        try (Admin admin = new Admin(server.url())) {
            Realms realms = new Realms(admin);
            RealmDocument document =
                    RealmDocument.read(
                                    settings.realmConfig(),
                                    RealmDocument.NAME,
                                    RealmDocument.values("127.0.0.1", smtpPort))
                            .withSampleClient();
            if (fresh) {
                System.out.println("Importing the realm and the sample centres ...");
                realms.create(document);
                realms.addSamples(RealmDocument.NAME, settings.realmConfig());
                realms.addStaff(
                        RealmDocument.NAME, STAFF, "Stella", "Staff", "manage-organizations");
                realms.addStaff(RealmDocument.NAME, READER, "Rhys", "Reader", "view-organizations");
                Files.writeString(complete, source());
            } else {
                // The mail catcher listens on another port at each start.
                RealmRepresentation mail = new RealmRepresentation();
                mail.setSmtpServer(
                        Json.MAPPER.convertValue(document.smtpServer(), Json.TEXT_BY_NAME));
                admin.client().realm(RealmDocument.NAME).update(mail);
                if (!Files.readString(complete).equals(source())) {
                    System.out.println(
                            "realm-config has changed since this data was made;"
                                    + " -Ddev.reset starts afresh.");
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Can't note that the data is complete", e);
        }
    }

    private String source() {
        return new Checksum()
                .add(settings.realmConfig().resolve("my-cambridge-realm.json"))
                .add(settings.realmConfig().resolve("sample-centres.json"))
                .hex();
    }

    private void announce() {
        String url = server.url();
        StringBuilder screen = new StringBuilder();
        screen.append("\nMy Cambridge runs until you press Ctrl-C.\n\n");
        line(screen, "Sign in", url + "/realms/my-cambridge/my-organisation/");
        line(screen, "Inbox", "http://localhost:" + inboxPort + "/");
        line(
                screen,
                "Keycloak's console",
                url + "/admin/  (" + ServerCommand.ADMIN + " / " + ServerCommand.ADMIN + ")");
        line(screen, "Log", settings.work().resolve("keycloak.log").toString());
        screen.append("\nSample people, all with the password ")
                .append(Realms.PASSWORD)
                .append("\n\n");
        for (SamplePeople.Person person : SamplePeople.read(settings.realmConfig())) {
            line(screen, person.email(), person.places());
        }
        line(screen, STAFF, "Cambridge: manages all centres");
        line(screen, READER, "Cambridge: looks at all centres");
        screen.append("\nA token for the API, as the officer of GB123:\n\n")
                .append("  curl -s ")
                .append(url)
                .append("/realms/my-cambridge/protocol/openid-connect/token \\\n")
                .append("    -d grant_type=password -d client_id=sample-cli \\\n")
                .append("    -d username=officer@gb123.example -d password=")
                .append(Realms.PASSWORD)
                .append(" \\\n    -d 'scope=openid centre-administration'\n");
        System.out.println(screen);
    }

    private static void line(StringBuilder screen, String label, String value) {
        screen.append(String.format("  %-28s %s%n", label, value));
    }

    @Override
    public void close() {
        server.stop();
        pids.remove();
    }
}
