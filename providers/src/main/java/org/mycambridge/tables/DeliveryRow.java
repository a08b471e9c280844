package org.mycambridge.tables;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.hibernate.annotations.DynamicUpdate;

/**
 * A mail that is owed to somebody. It holds no text and no secret (design decision 6). Only columns
 * that changed are written.
 */
@Entity
@DynamicUpdate
@Table(name = "MC_DELIVERY")
public class DeliveryRow {

    /** Where a delivery stands. */
    public enum State {
        DUE,
        SENT,
        /** No longer wanted, or given up after the last try. */
        ENDED
    }

    @Id
    @Column(name = "ID")
    public String id;

    @Column(name = "REALM_ID")
    public String realmId;

    @Column(name = "KIND")
    public String kind;

    @Column(name = "RECIPIENT_ID")
    public String recipientId;

    @Column(name = "CENTRE_ID")
    public String centreId;

    /** What the mail is about: an invitation's id, or a history row's. */
    @Column(name = "REFERENCE")
    public String reference;

    /**
     * The public address of the server, as the request saw it that caused this: no request is there
     * when the mail is written. Null where no request caused it.
     */
    @Column(name = "BASE_URL")
    public String baseUrl;

    @Enumerated(EnumType.STRING)
    @Column(name = "STATE")
    public State state;

    /** From when on it is owed; in the future for a mail that is planned. */
    @Column(name = "CREATED_AT")
    public long createdAt;

    @Column(name = "DUE_AT")
    public long dueAt;

    @Column(name = "LEASE_UNTIL")
    public Long leaseUntil;

    @Column(name = "ATTEMPTS")
    public int attempts;

    /** Why the last try failed, without addresses. */
    @Column(name = "LAST_ERROR")
    public String lastError;

    @Column(name = "DONE_AT")
    public Long doneAt;
}
