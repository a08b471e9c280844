package org.mycambridge.it.server;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.StringJoiner;

/** What some selects find, a line for each row, columns parted by spaces. */
final class Select {

    private Select() {}

    /**
     * The last of some statements, which have semicolons between them, after the others.
     *
     * @throws SQLException if one of the others changes nothing
     */
    static String after(Connection connection, String statements) throws SQLException {
        String[] all = statements.split(";");
        for (int i = 0; i < all.length - 1; i++) {
            try (Statement statement = connection.createStatement()) {
                if (statement.executeUpdate(all[i]) == 0) {
                    throw new SQLException("changes nothing: " + all[i]);
                }
            }
        }
        return of(connection, all[all.length - 1]);
    }

    static String of(Connection connection, String select) throws SQLException {
        StringBuilder found = new StringBuilder();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(select)) {
            int columns = row.getMetaData().getColumnCount();
            while (row.next()) {
                StringJoiner line = new StringJoiner(" ");
                for (int column = 1; column <= columns; column++) {
                    line.add(row.getString(column));
                }
                found.append(line).append('\n');
            }
        }
        return found.toString();
    }
}
