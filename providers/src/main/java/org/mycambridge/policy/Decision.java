package org.mycambridge.policy;

import java.util.Optional;

/**
 * The answer to "may they?".
 *
 * @param allowed whether the act may go ahead
 * @param reason why not; empty exactly when allowed
 */
public record Decision(boolean allowed, Optional<Reason> reason) {

    private static final Decision YES = new Decision(true, Optional.empty());

    public Decision {
        if (allowed == reason.isPresent()) {
            throw new IllegalArgumentException("a refusal has a reason, a permission none");
        }
    }

    static Decision yes() {
        return YES;
    }

    static Decision no(String key, String... arguments) {
        return new Decision(false, Optional.of(Reason.of(key, arguments)));
    }
}
