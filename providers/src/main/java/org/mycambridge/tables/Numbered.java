package org.mycambridge.tables;

import jakarta.persistence.EntityManager;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.hibernate.engine.spi.SessionImplementor;
import org.hibernate.persister.entity.EntityPersister;
import org.hibernate.type.Type;

/**
 * Rows that get their number from the database, sent to it together: Hibernate sends each by
 * itself, to learn its number. They are not the session's afterwards.
 */
final class Numbered {

    private final SessionImplementor session;
    private final EntityPersister mapping;

    private Numbered(SessionImplementor session, Class<?> kind) {
        this.session = session;
        this.mapping = session.getFactory().getMappingMetamodel().getEntityDescriptor(kind);
    }

    /** Inserts rows of any kind; those of one kind get numbers in the order they stand in. */
    static void insert(EntityManager em, List<?> rows) {
        Map<Class<?>, List<Object>> byKind = new LinkedHashMap<>();
        rows.forEach(
                row -> byKind.computeIfAbsent(row.getClass(), kind -> new ArrayList<>()).add(row));
        if (byKind.isEmpty()) {
            return;
        }
        SessionImplementor session = em.unwrap(SessionImplementor.class);
        byKind.forEach(
                (kind, some) ->
                        session.doWork(
                                connection ->
                                        new Numbered(session, kind).insert(connection, some)));
    }

    private void insert(Connection connection, List<Object> rows) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement(statement(), new String[] {numberColumn(connection)})) {
            Type[] types = mapping.getPropertyTypes();
            for (Object row : rows) {
                Object[] values = mapping.getValues(row);
                for (int i = 0; i < values.length; i++) {
                    types[i].nullSafeSet(insert, values[i], i + 1, session);
                }
                insert.addBatch();
            }
            insert.executeBatch();
            try (ResultSet numbers = insert.getGeneratedKeys()) {
                for (Object row : rows) {
                    numbers.next();
                    mapping.setIdentifier(row, numbers.getLong(1), session);
                }
            }
        }
    }

    private String statement() {
        List<String> columns = new ArrayList<>();
        for (String name : mapping.getPropertyNames()) {
            columns.add(mapping.getPropertyColumnNames(name)[0]);
        }
        return "insert into "
                + mapping.getTableName()
                + columns.stream().collect(Collectors.joining(", ", " (", ") values "))
                + columns.stream().map(column -> "?").collect(Collectors.joining(", ", "(", ")"));
    }

    /** As the database writes it: PostgreSQL's driver asks for exactly the name it is given. */
    private String numberColumn(Connection connection) throws SQLException {
        String name = mapping.getIdentifierColumnNames()[0];
        return connection.getMetaData().storesLowerCaseIdentifiers()
                ? name.toLowerCase(Locale.ROOT)
                : name;
    }
}
