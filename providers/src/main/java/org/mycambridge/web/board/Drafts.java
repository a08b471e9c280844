package org.mycambridge.web.board;

import java.util.Optional;
import org.mycambridge.centre.CentreNumber;
import org.mycambridge.centre.Centres;
import org.mycambridge.centre.Refusal;
import org.mycambridge.policy.CentreStatus;
import org.mycambridge.policy.CentreType;
import org.mycambridge.policy.LinkStatus;
import org.mycambridge.web.Body;

/** What the board writes of a centre, read from a body. */
final class Drafts {

    /** Asks to end what can't stay at a centre that changes. */
    static final String END_HOLDINGS = "endHoldings";

    static final String[] CENTRE = {"number", "name", "type", "status", "parent", "link"};

    static final String[] CHANGED_CENTRE = {
        "number", "name", "type", "status", "parent", "link", "version", END_HOLDINGS
    };

    private Drafts() {}

    /**
     * A centre.
     *
     * @param number the number in the path; empty where the body must name it
     */
    static Centres.Draft centre(Body body, Optional<CentreNumber> number) {
        CentreNumber named =
                number.isPresent() && !body.has("number")
                        ? number.get()
                        : CentreNumber.of(body.text("number"), "number");
        if (number.isPresent() && !number.get().equals(named)) {
            throw Refusal.invalid("number-is-fixed", "number", "A centre number never changes");
        }
        return new Centres.Draft(
                named,
                body.text("name"),
                body.constant("type", CentreType.class)
                        .orElseThrow(() -> Refusal.invalid("required", "type", "type is required")),
                body.constant("status", CentreStatus.class).orElse(CentreStatus.ACTIVE),
                body.optionalText("parent").map(parent -> CentreNumber.of(parent, "parent")),
                body.constant("link", LinkStatus.class));
    }
}
