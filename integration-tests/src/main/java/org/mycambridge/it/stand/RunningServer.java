package org.mycambridge.it.stand;

/**
 * A Keycloak with our jars alone that somebody else has started and will end: {@code -Prunning}.
 * Its clock can't be moved and its tables can't be read.
 *
 * @param url without a slash at the end
 * @param adminPassword of its administrator
 * @param hostOfThisMachine under which it reaches this machine
 */
record RunningServer(String url, String adminPassword, String hostOfThisMachine) implements Server {

    /** The one that the build names, as soon as it answers. */
    static RunningServer ofTests() {
        RunningServer server =
                new RunningServer(
                        Settings.text("it.server"),
                        Settings.text("it.adminPassword"),
                        Settings.text("it.hostOfThisMachine"));
        if (!ServerProcess.answersInTime(server.url + "/realms/master", () -> true)) {
            throw new IllegalStateException("There is no Keycloak at " + server.url);
        }
        return server;
    }

    @Override
    public boolean hasTestKit() {
        return false;
    }

    @Override
    public String log() {
        return "";
    }

    @Override
    public void close() {
        // whoever started it ends it
    }
}
