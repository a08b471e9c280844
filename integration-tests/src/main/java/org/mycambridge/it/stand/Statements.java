package org.mycambridge.it.stand;

/** SQL statements the server prepares. */
public final class Statements {

    private final TestKit kit;

    Statements(TestKit kit) {
        this.kit = kit;
    }

    /**
     * How many statements there were.
     *
     * @param ours on our own tables
     * @param keycloaks on Keycloak's alone
     */
    public record Count(long ours, long keycloaks) {}

    /**
     * How many statements the server prepared while the action ran, whoever caused them. Run the
     * action once before, when it is the warm case that counts.
     */
    public long count(Runnable action) {
        Count count = countApart(action);
        return count.ours() + count.keycloaks();
    }

    /** The same, ours and Keycloak's own apart. */
    public Count countApart(Runnable action) {
        long asking = asking();
        long[] before = kit.statements();
        action.run();
        long[] after = kit.statements();
        long ours = after[1] - before[1];
        return new Count(ours, after[0] - before[0] - asking - ours);
    }

    /**
     * What asking itself costs, so that it can be taken off: the least of a few, timers run beside.
     * None of it is ours.
     */
    private long asking() {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            long before = kit.statements()[0];
            least = Math.min(least, kit.statements()[0] - before);
        }
        return least;
    }
}
