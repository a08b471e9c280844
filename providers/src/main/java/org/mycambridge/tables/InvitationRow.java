package org.mycambridge.tables;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.hibernate.annotations.DynamicUpdate;

/**
 * An invitation that was sent, kept so that its link can say what became of it. Only columns that
 * changed are written: the mail that leaves does not reopen what was withdrawn.
 */
@Entity
@DynamicUpdate
@Table(name = "MC_INVITATION")
public class InvitationRow {

    /** What became of an invitation; that it expired is told by the clock. */
    public enum State {
        OPEN,
        USED,
        WITHDRAWN,
        SUPERSEDED
    }

    /** Random, in the link; it opens nothing by itself. */
    @Id
    @Column(name = "ID")
    public String id;

    @Column(name = "REALM_ID")
    public String realmId;

    @Column(name = "CENTRE_ID")
    public String centreId;

    @Column(name = "USER_ID")
    public String userId;

    @Column(name = "INVITER_ID")
    public String inviterId;

    /** The centre the inviter acted for: this one, its parent's, or null for the board. */
    @Column(name = "INVITER_CENTRE_ID")
    public String inviterCentreId;

    /** Whether the mail carries a temporary password (D36) or only says "added" (D5). */
    @Column(name = "NEW_ACCOUNT")
    public boolean newAccount;

    @Column(name = "CREATED_AT")
    public long createdAt;

    @Column(name = "ENDS_AT")
    public long endsAt;

    @Enumerated(EnumType.STRING)
    @Column(name = "STATE")
    public State state;
}
