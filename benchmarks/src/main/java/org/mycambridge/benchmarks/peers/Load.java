package org.mycambridge.benchmarks.peers;

import java.util.List;
import java.util.Map;

/**
 * The same thing done again and again by some users at once, each waiting for the answer before the
 * next.
 *
 * @param name of the figure
 * @param group what is run by one process of the load generator
 * @param users what each user brings along; their number is the concurrency
 * @param before done once by each user, not measured
 * @param steps what is measured
 * @param inARow how often the steps are done for one figure: the load generator counts whole
 *     milliseconds, and ten of a few milliseconds each are measured better than one
 * @param anew whether each time begins without cookies
 */
record Load(
        String name,
        String group,
        List<Map<String, String>> users,
        List<Step> before,
        List<Step> steps,
        int inARow,
        boolean anew) {

    static Load of(
            String name, String group, List<Map<String, String>> users, List<Step> steps, int row) {
        return new Load(name, group, users, List.of(), steps, row, false);
    }

    Load first(List<Step> these) {
        return new Load(name, group, users, these, steps, inARow, anew);
    }

    Load startingAnew() {
        return new Load(name, group, users, before, steps, inARow, true);
    }
}
