package org.mycambridge.tables;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import liquibase.Contexts;
import liquibase.LabelExpression;
import liquibase.Liquibase;
import liquibase.Scope;
import liquibase.UpdateSummaryOutputEnum;
import liquibase.database.DatabaseFactory;
import liquibase.database.jvm.JdbcConnection;
import liquibase.exception.LiquibaseException;
import liquibase.resource.ClassLoaderResourceAccessor;
import liquibase.ui.LoggerUIService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A database of any earlier state of ours, with rows in it, becomes one of today: nothing of a row
 * is lost, and the tables are those of a new database.
 */
class SchemaUpgradeTest {

    private static final String CHANGELOG = "META-INF/my-cambridge-changelog.xml";

    private static Liquibase ours(Connection connection) throws LiquibaseException {
        return new Liquibase(
                CHANGELOG,
                new ClassLoaderResourceAccessor(SchemaUpgradeTest.class.getClassLoader()),
                DatabaseFactory.getInstance()
                        .findCorrectDatabaseImplementation(new JdbcConnection(connection)));
    }

    /** Brings a database some changes further, without a word about it. */
    private static void update(Connection connection, int changes) throws Exception {
        Scope.child(
                Map.of(Scope.Attr.ui.name(), new LoggerUIService()),
                () -> {
                    Liquibase ours = ours(connection);
                    ours.setShowSummaryOutput(UpdateSummaryOutputEnum.LOG);
                    ours.update(changes, new Contexts(), new LabelExpression());
                });
    }

    private static Connection database() throws SQLException {
        return DriverManager.getConnection("jdbc:h2:mem:");
    }

    private static int changeSets() throws Exception {
        try (Connection connection = database()) {
            return ours(connection)
                    .listUnrunChangeSets(new Contexts(), new LabelExpression())
                    .size();
        }
    }

    static IntStream earlierStates() throws Exception {
        return IntStream.range(1, changeSets());
    }

    @Test
    void thereAreEarlierStates() throws Exception {
        assertThat(earlierStates().count()).isGreaterThan(0);
    }

    @ParameterizedTest
    @MethodSource("earlierStates")
    void anEarlierStateWithRowsBecomesToday(int applied) throws Exception {
        Map<String, Map<String, Integer>> today;
        try (Connection connection = database()) {
            update(connection, Integer.MAX_VALUE);
            today = tables(connection);
        }
        try (Connection connection = database()) {
            update(connection, applied);
            Map<String, Map<String, Integer>> then = tables(connection);
            for (Map.Entry<String, Map<String, Integer>> table : then.entrySet()) {
                fill(connection, table.getKey(), table.getValue(), 1);
            }
            Map<String, List<String>> rows = rows(connection, then);

            update(connection, Integer.MAX_VALUE);

            assertThat(rows(connection, then)).isEqualTo(rows);
            assertThat(tables(connection)).isEqualTo(today);
            for (String table : then.keySet()) {
                fill(connection, table, today.get(table), 2);
            }
        }
    }

    /** Our tables: their columns, in order, and the types of these. */
    private static Map<String, Map<String, Integer>> tables(Connection connection)
            throws SQLException {
        Map<String, Map<String, Integer>> tables = new TreeMap<>();
        DatabaseMetaData facts = connection.getMetaData();
        try (ResultSet columns = facts.getColumns(null, null, "MC\\_%", "%")) {
            while (columns.next()) {
                tables.computeIfAbsent(
                                columns.getString("TABLE_NAME"), name -> new LinkedHashMap<>())
                        .put(
                                columns.getString("COLUMN_NAME"),
                                columns.getString("IS_AUTOINCREMENT").equals("YES")
                                        ? Types.NULL
                                        : columns.getInt("DATA_TYPE"));
            }
        }
        return tables;
    }

    /** A row with something in every column; numbers that count themselves are left out. */
    private static void fill(
            Connection connection, String table, Map<String, Integer> columns, int row)
            throws SQLException {
        List<String> names = new ArrayList<>();
        List<Object> values = new ArrayList<>();
        for (Map.Entry<String, Integer> column : columns.entrySet()) {
            Object value =
                    switch (column.getValue()) {
                        case Types.NULL -> null;
                        case Types.BOOLEAN, Types.BIT -> Boolean.TRUE;
                        case Types.BIGINT, Types.INTEGER -> (long) row;
                        default -> "X" + row;
                    };
            if (value != null) {
                names.add(column.getKey());
                values.add(value);
            }
        }
        String sql =
                "insert into %s (%s) values (%s)"
                        .formatted(
                                table,
                                String.join(", ", names),
                                String.join(", ", names.stream().map(name -> "?").toList()));
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.size(); i++) {
                insert.setObject(i + 1, values.get(i));
            }
            insert.executeUpdate();
        }
        if (!connection.getAutoCommit()) {
            connection.commit();
        }
    }

    /** What stands in these columns of these tables. */
    private static Map<String, List<String>> rows(
            Connection connection, Map<String, Map<String, Integer>> tables) throws SQLException {
        Map<String, List<String>> rows = new TreeMap<>();
        for (Map.Entry<String, Map<String, Integer>> table : tables.entrySet()) {
            String columns = String.join(", ", table.getValue().keySet());
            try (ResultSet found =
                    connection
                            .createStatement()
                            .executeQuery("select " + columns + " from " + table.getKey())) {
                List<String> lines = new ArrayList<>();
                while (found.next()) {
                    List<String> line = new ArrayList<>();
                    for (String column : table.getValue().keySet()) {
                        line.add(column + "=" + found.getString(column));
                    }
                    lines.add(line.toString());
                }
                assertThat(lines).as(table.getKey()).isNotEmpty();
                rows.put(table.getKey(), lines);
            }
        }
        return rows;
    }
}
