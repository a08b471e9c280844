package org.mycambridge.tables;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** The answer a request with an {@code Idempotency-Key} got, for when it comes again. */
@Entity
@Table(name = "MC_ANSWER")
@IdClass(AnswerRow.Key.class)
public class AnswerRow {

    @Id
    @Column(name = "REALM_ID")
    public String realmId;

    @Id
    @Column(name = "ACTOR_ID")
    public String actorId;

    @Id
    @Column(name = "IDEMPOTENCY_KEY")
    public String key;

    /** SHA-256 of method, path and body: the same key for something else is refused. */
    @Column(name = "REQUEST_HASH")
    public String requestHash;

    @Column(name = "STATUS")
    public int status;

    @JdbcTypeCode(SqlTypes.LONG32VARCHAR)
    @Column(name = "BODY")
    public String body;

    @Column(name = "CREATED_AT")
    public long createdAt;

    public record Key(String realmId, String actorId, String key) implements Serializable {}
}
