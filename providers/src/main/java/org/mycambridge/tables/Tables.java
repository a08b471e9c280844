package org.mycambridge.tables;

import jakarta.persistence.EntityManager;
import java.util.List;
import org.keycloak.Config;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.connections.jpa.entityprovider.JpaEntityProvider;
import org.keycloak.connections.jpa.entityprovider.JpaEntityProviderFactory;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;

/** Registers our rows with Keycloak's persistence unit, and our changes with its Liquibase. */
public final class Tables implements JpaEntityProviderFactory, JpaEntityProvider {

    private static final String ID = "my-cambridge";

    private static final List<Class<?>> ROWS =
            List.of(
                    CentreRow.class,
                    AssignmentRow.class,
                    PersonRow.class,
                    MembershipRow.class,
                    GrantRow.class,
                    InvitationRow.class,
                    HistoryRow.class,
                    DeliveryRow.class,
                    PolicyRow.class,
                    AnswerRow.class,
                    ServiceRow.class,
                    ChangeRow.class);

    /**
     * Made before anything else of ours, when Keycloak is built and when it starts.
     *
     * @throws IllegalStateException this Keycloak is too old
     */
    public Tables() {
        KeycloakVersion.require();
    }

    /** The session's entity manager: one transaction with everything Keycloak writes. */
    public static EntityManager of(KeycloakSession session) {
        return session.getProvider(JpaConnectionProvider.class).getEntityManager();
    }

    /**
     * Reads no row of every table, with all the columns that we know.
     *
     * @throws jakarta.persistence.PersistenceException if a table or column is not there
     */
    public static void check(KeycloakSession session) {
        ROWS.forEach(
                row ->
                        of(session)
                                .createQuery("from " + row.getSimpleName() + " r where 1 = 0", row)
                                .getResultList());
    }

    @Override
    public List<Class<?>> getEntities() {
        return ROWS;
    }

    @Override
    public String getChangelogLocation() {
        return "META-INF/my-cambridge-changelog.xml";
    }

    @Override
    public String getFactoryId() {
        return ID;
    }

    @Override
    public JpaEntityProvider create(KeycloakSession session) {
        return this;
    }

    @Override
    public String getId() {
        return ID;
    }

    @Override
    public void init(Config.Scope config) {
        KeycloakVersion.warnOfNewer();
    }

    @Override
    public void postInit(KeycloakSessionFactory factory) {}

    @Override
    public void close() {}
}
