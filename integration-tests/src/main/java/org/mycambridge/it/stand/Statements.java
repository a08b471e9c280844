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
        long asking = asking();
        long before = kit.statements();
        action.run();
        return kit.statements() - before - asking;
    }

    /**
     * What asking itself costs, so that it can be taken off: the least of a few, timers run beside.
     */
    private long asking() {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            long before = kit.statements();
            least = Math.min(least, kit.statements() - before);
        }
        return least;
    }
}
