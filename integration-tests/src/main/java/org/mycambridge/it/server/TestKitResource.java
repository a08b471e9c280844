package org.mycambridge.it.server;

import jakarta.persistence.EntityManager;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.hibernate.stat.Statistics;
import org.keycloak.common.util.Time;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;

/** The test kit's endpoints. */
public final class TestKitResource {

    private final KeycloakSession session;

    TestKitResource(KeycloakSession session) {
        this.session = session;
    }

    /** Sets how many seconds the server's clock runs ahead of the machine's. */
    @POST
    @Path("clock")
    @Produces(MediaType.TEXT_PLAIN)
    public String clock(@QueryParam("offset") int seconds) {
        Time.setOffset(seconds);
        return String.valueOf(seconds);
    }

    /**
     * How many SQL statements Hibernate has prepared since this was first asked; after a space, how
     * many of them were on our own tables.
     */
    @GET
    @Path("statements")
    @Produces(MediaType.TEXT_PLAIN)
    public String statements() {
        Statistics statistics =
                entityManager()
                        .getEntityManagerFactory()
                        .unwrap(SessionFactory.class)
                        .getStatistics();
        statistics.setStatisticsEnabled(true);
        return statistics.getPrepareStatementCount() + " " + OurStatements.count();
    }

    /** Every row of every table, as text. */
    @GET
    @Path("dump")
    @Produces(MediaType.TEXT_PLAIN + ";charset=utf-8")
    public String dump() {
        return entityManager().unwrap(Session.class).doReturningWork(DatabaseDump::of);
    }

    /** What a select finds, a line for each row. */
    @POST
    @Path("select")
    @Consumes(MediaType.TEXT_PLAIN)
    @Produces(MediaType.TEXT_PLAIN + ";charset=utf-8")
    public String select(String select) {
        return entityManager()
                .unwrap(Session.class)
                .doReturningWork(connection -> Select.of(connection, select));
    }

    /** What a select would find after some statements, which are undone. */
    @POST
    @Path("select-after")
    @Consumes(MediaType.TEXT_PLAIN)
    @Produces(MediaType.TEXT_PLAIN + ";charset=utf-8")
    public String selectAfter(String statements) {
        session.getTransactionManager().setRollbackOnly();
        return entityManager()
                .unwrap(Session.class)
                .doReturningWork(connection -> Select.after(connection, statements));
    }

    private EntityManager entityManager() {
        return session.getProvider(JpaConnectionProvider.class).getEntityManager();
    }
}
