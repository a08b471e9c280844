package org.mycambridge.web.console;

import java.util.Arrays;
import java.util.Optional;
import org.mycambridge.centre.CentreNumber;
import org.mycambridge.membership.CentreUsers;
import org.mycambridge.policy.Action;

/** What is done to a person's account at a centre after one confirmation (F28). */
enum Act {
    RESET_PASSWORD("reset-password", Action.RESET_PASSWORD, "reset-password") {
        @Override
        CentreUsers.Outcome on(CentreUsers users, CentreNumber centre, String id) {
            return users.resetPassword(centre, id);
        }
    },
    DISABLE("disable", Action.DISABLE, "disabled") {
        @Override
        CentreUsers.Outcome on(CentreUsers users, CentreNumber centre, String id) {
            return users.disable(centre, id);
        }
    },
    ENABLE("enable", Action.ENABLE, "enabled") {
        @Override
        CentreUsers.Outcome on(CentreUsers users, CentreNumber centre, String id) {
            return users.enable(centre, id);
        }
    },
    REMOVE("remove", Action.REMOVE, "removed") {
        @Override
        CentreUsers.Outcome on(CentreUsers users, CentreNumber centre, String id) {
            return users.remove(centre, id);
        }
    },
    RESEND_INVITATION("resend-invitation", Action.RESEND_INVITATION, "invitation-resent") {
        @Override
        CentreUsers.Outcome on(CentreUsers users, CentreNumber centre, String id) {
            return users.resendInvitation(centre, id);
        }
    };

    private final String path;
    private final Action action;
    private final String done;

    Act(String path, Action action, String done) {
        this.path = path;
        this.action = action;
        this.done = done;
    }

    static Optional<Act> at(String path) {
        return Arrays.stream(values()).filter(act -> act.path.equals(path)).findFirst();
    }

    abstract CentreUsers.Outcome on(CentreUsers users, CentreNumber centre, String id);

    String path() {
        return path;
    }

    Action action() {
        return action;
    }

    /** What the banner calls it once it is done. */
    String done() {
        return done;
    }

    /** Whether roles here stop counting by it. */
    boolean takesRoles() {
        return this == DISABLE || this == REMOVE;
    }
}
