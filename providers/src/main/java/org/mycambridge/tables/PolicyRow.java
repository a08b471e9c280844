package org.mycambridge.tables;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** A version of a realm's policy, from 1 on; version 0 is in the jar (design decision 2). */
@Entity
@Table(name = "MC_POLICY")
@IdClass(PolicyRow.Key.class)
public class PolicyRow {

    @Id
    @Column(name = "REALM_ID")
    public String realmId;

    @Id
    @Column(name = "VERSION")
    public int version;

    @JdbcTypeCode(SqlTypes.LONG32VARCHAR)
    @Column(name = "DOCUMENT")
    public String document;

    @Column(name = "CREATED_AT")
    public long createdAt;

    @Column(name = "CREATED_BY")
    public String createdBy;

    public record Key(String realmId, int version) implements Serializable {}
}
