package org.mycambridge.tables;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import org.hibernate.annotations.DynamicUpdate;

/**
 * What we know of a service that reads changes or has a webhook. Whoever gives changes their
 * positions locks it: the one place where they queue. No secret is here.
 */
@Entity
@DynamicUpdate
@Table(name = "MC_SERVICE")
@IdClass(ServiceRow.Key.class)
public class ServiceRow {

    @Id
    @Column(name = "REALM_ID")
    public String realmId;

    @Id
    @Column(name = "SERVICE_ID")
    public String serviceId;

    /** The last batch of changes that was given positions. */
    @Column(name = "BATCH")
    public long batch;

    /** The last position that was forgotten; 0 and 0 while nothing was. */
    @Column(name = "FORGOTTEN_BATCH")
    public long forgottenBatch;

    @Column(name = "FORGOTTEN_ID")
    public long forgottenId;

    /** When it first read its changes; null for a service that never did. */
    @Column(name = "POLLED_AT")
    public Long polledAt;

    /** Up to which position it has said that it has taken its changes. */
    @Column(name = "TAKEN_BATCH")
    public long takenBatch;

    @Column(name = "TAKEN_ID")
    public long takenId;

    /** Null for a service without a webhook. */
    @Column(name = "WEBHOOK_URL")
    public String webhookUrl;

    @Column(name = "WEBHOOK_ENABLED")
    public boolean webhookEnabled;

    /** Of the signing secret, which is derived: raised by each new one. */
    @Column(name = "GENERATION")
    public int generation;

    /** Since when the generation before this one is on its way out; null where there is none. */
    @Column(name = "ROTATED_AT")
    public Long rotatedAt;

    /** How many tries have failed since the last one that was acknowledged. */
    @Column(name = "FAILURES")
    public int failures;

    /** When a failing receiver is tried once more. */
    @Column(name = "PROBE_AT")
    public long probeAt;

    public record Key(String realmId, String serviceId) implements Serializable {}
}
