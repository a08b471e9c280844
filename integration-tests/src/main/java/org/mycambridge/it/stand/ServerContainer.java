package org.mycambridge.it.stand;

import dasniko.testcontainers.keycloak.KeycloakContainer;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Assumptions;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.Network;
import org.testcontainers.images.PullPolicy;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/** Keycloak and PostgreSQL as containers of their official images. */
final class ServerContainer implements Server {

    private static final String HOST = "host.docker.internal";
    private static final Duration STARTING = Duration.ofMinutes(5);

    private final Network network;
    private final PostgreSQLContainer database;
    private final KeycloakContainer keycloak;

    private ServerContainer(
            Network network, PostgreSQLContainer database, KeycloakContainer keycloak) {
        this.network = network;
        this.database = database;
        this.keycloak = keycloak;
    }

    static ServerContainer start(Settings settings) {
        if (!DockerClientFactory.instance().isDockerAvailable()) {
            String line = "NO DOCKER FOUND: the tests on containers are skipped";
            System.err.println("\n*** " + line + " ***\n");
            Assumptions.abort(line);
        }
        Network network = Network.newNetwork();
        PostgreSQLContainer database =
                new PostgreSQLContainer(DockerImageName.parse("postgres:17"))
                        .withImagePullPolicy(PullPolicy.defaultPolicy())
                        .withNetwork(network)
                        .withNetworkAliases("database")
                        .withDatabaseName("keycloak")
                        .withUsername("keycloak")
                        .withPassword("keycloak");
        KeycloakContainer keycloak =
                new KeycloakContainer(
                        "quay.io/keycloak/keycloak:" + Settings.text("stand.keycloakVersion"));
        keycloak.withImagePullPolicy(PullPolicy.defaultPolicy());
        keycloak.withNetwork(network);
        keycloak.withExtraHost(HOST, "host-gateway");
        keycloak.withProviderLibsFrom(settings.jars().stream().map(Path::toFile).toList());
        keycloak.withAdminUsername(ServerCommand.ADMIN);
        keycloak.withAdminPassword(ServerCommand.ADMIN);
        keycloak.withStartupTimeout(STARTING);
        keycloak.withEnv("KC_DB", "postgres");
        keycloak.withEnv("KC_DB_URL", "jdbc:postgresql://database:5432/keycloak");
        keycloak.withEnv("KC_DB_USERNAME", "keycloak");
        keycloak.withEnv("KC_DB_PASSWORD", "keycloak");
        keycloak.withEnv("KC_SPI_STORAGE__SSSD__ENABLED", "false");
        ServerContainer server = new ServerContainer(network, database, keycloak);
        try {
            database.start();
            keycloak.start();
            return server;
        } catch (RuntimeException e) {
            String log = keycloak.isCreated() ? keycloak.getLogs() : "";
            server.close();
            throw new IllegalStateException(
                    "The containers do not start; the end of Keycloak's log:\n"
                            + ServerProcess.endOf(log),
                    e);
        }
    }

    @Override
    public String url() {
        String url = keycloak.getAuthServerUrl();
        return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }

    @Override
    public String log() {
        return keycloak.getLogs();
    }

    @Override
    public String hostOfThisMachine() {
        return HOST;
    }

    @Override
    public void close() {
        keycloak.stop();
        database.stop();
        network.close();
    }
}
