package org.mycambridge.benchmarks.peers;

import java.util.List;

/**
 * What is measured at centres of several sizes.
 *
 * @param id how the names of its loads begin
 */
record Figure(String id, String title) {

    static final Figure LIST = new Figure("list", "Users list page");
    static final Figure CONSOLE = new Figure("console", "Users page of the console");
    static final Figure GRANT = new Figure("grant", "Grant + revoke");
    static final Figure MEMBER = new Figure("member", "Add + remove");
    static final Figure MEMBER_MAILED =
            new Figure("member-mailed", "Add + remove, with the mail that somebody was added");

    static List<Figure> ofMembers() {
        return List.of(LIST, CONSOLE, GRANT, MEMBER, MEMBER_MAILED);
    }
}
