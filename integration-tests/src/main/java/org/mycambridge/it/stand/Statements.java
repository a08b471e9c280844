package org.mycambridge.it.stand;

/** SQL statements the server prepares. */
public final class Statements {

    private final TestKit kit;

    Statements(TestKit kit) {
        this.kit = kit;
    }

    /**
     * How many statements the server prepared while the action ran, whoever caused them. Run the
     * action once before, when it is the warm case that counts.
     */
    public long count(Runnable action) {
        // What asking itself costs, so that it can be taken off.
        long asked = kit.statements();
        long before = kit.statements();
        long asking = before - asked;
        action.run();
        return kit.statements() - before - asking;
    }
}
