package org.mycambridge.tables;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.hibernate.annotations.DynamicUpdate;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/**
 * An act as it concerns one service: ids and role ids. Its position, by which it is read, is batch
 * and id together; the batch is null until the act has committed and somebody has asked.
 */
@Entity
@DynamicUpdate
@Table(name = "MC_CHANGE")
public class ChangeRow {

    /** Stands for the number where a change is about no centre; no centre can have it. */
    public static final String NO_CENTRE = "-";

    /** Where its delivery to the service's webhook stands. */
    public enum State {
        /** There was no webhook when it happened. */
        NONE,
        WAITING,
        ACKNOWLEDGED,
        /** Given up: a dead letter. */
        DEAD
    }

    /** Rises with time for one person at one centre; of two centres the later may be the lower. */
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    @Column(name = "ID")
    public Long id;

    /** By which the service knows it; random, so that no restored database gives one twice. */
    @Column(name = "PUBLIC_ID")
    public String publicId;

    @Column(name = "REALM_ID")
    public String realmId;

    @Column(name = "SERVICE_ID")
    public String serviceId;

    /** Null where there is none, or none any more. */
    @Column(name = "CENTRE_ID")
    public String centreId;

    /** What deliveries are ordered by: it outlives the centre. */
    @Column(name = "CENTRE_NUMBER")
    public String centreNumber;

    /** Null for what is about a whole centre or realm. */
    @Column(name = "PERSON_ID")
    public String personId;

    @Column(name = "KIND")
    public String kind;

    /** Roles granted and revoked, as JSON; null where there are none. */
    @JdbcTypeCode(SqlTypes.LONG32VARCHAR)
    @Column(name = "DETAIL")
    public String detail;

    @Column(name = "HAPPENED_AT")
    public long happenedAt;

    @Column(name = "BATCH")
    public Long batch;

    @Enumerated(EnumType.STRING)
    @Column(name = "STATE")
    public State state;

    /** Since when it is for the webhook; from then on it has three days. */
    @Column(name = "WAITING_SINCE")
    public Long waitingSince;

    @Column(name = "DUE_AT")
    public Long dueAt;

    @Column(name = "LEASE_UNTIL")
    public Long leaseUntil;

    @Column(name = "ATTEMPTS")
    public int attempts;

    /** What the last try came to; never a word of the receiver's. */
    @Column(name = "LAST_ERROR")
    public String lastError;

    /** When the service took it, by a webhook's 2xx or by the cursor it sent. */
    @Column(name = "ACKNOWLEDGED_AT")
    public Long acknowledgedAt;
}
