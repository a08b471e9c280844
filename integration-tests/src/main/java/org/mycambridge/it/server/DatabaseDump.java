package org.mycambridge.it.server;

import java.nio.charset.StandardCharsets;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** All that a database holds, as text a test can search. */
final class DatabaseDump {

    private DatabaseDump() {}

    static String of(Connection connection) throws SQLException {
        StringBuilder dump = new StringBuilder();
        for (String table : tables(connection)) {
            rows(connection, table, dump);
        }
        return dump.toString();
    }

    private static List<String> tables(Connection connection) throws SQLException {
        List<String> tables = new ArrayList<>();
        // "TABLE" in PostgreSQL, "BASE TABLE" in H2.
        try (ResultSet found =
                connection
                        .getMetaData()
                        .getTables(
                                connection.getCatalog(),
                                connection.getSchema(),
                                "%",
                                new String[] {"TABLE", "BASE TABLE", "PARTITIONED TABLE"})) {
            while (found.next()) {
                tables.add(found.getString("TABLE_NAME"));
            }
        }
        return tables;
    }

    private static void rows(Connection connection, String table, StringBuilder dump)
            throws SQLException {
        String quote = connection.getMetaData().getIdentifierQuoteString();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select * from " + quote + table + quote)) {
            ResultSetMetaData columns = row.getMetaData();
            while (row.next()) {
                dump.append(table).append(':');
                for (int column = 1; column <= columns.getColumnCount(); column++) {
                    dump.append(' ')
                            .append(columns.getColumnName(column))
                            .append('=')
                            .append(text(row.getObject(column)));
                }
                dump.append('\n');
            }
        }
    }

    private static String text(Object value) throws SQLException {
        if (value instanceof Clob clob) {
            return clob.getSubString(1, Math.toIntExact(clob.length()));
        }
        if (value instanceof Blob blob) {
            return text(blob.getBytes(1, Math.toIntExact(blob.length())));
        }
        if (value instanceof byte[] bytes) {
            return new String(bytes, StandardCharsets.UTF_8);
        }
        return String.valueOf(value);
    }
}
