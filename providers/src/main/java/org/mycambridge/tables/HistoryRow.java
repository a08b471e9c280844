package org.mycambridge.tables;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.mycambridge.policy.Relation;

/** One act. Ids only: names are joined when it is shown (design decision 6). */
@Entity
@Table(name = "MC_HISTORY")
public class HistoryRow {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    @Column(name = "ID")
    public Long id;

    @Column(name = "REALM_ID")
    public String realmId;

    /** Null for acts on the realm as a whole. */
    @Column(name = "CENTRE_ID")
    public String centreId;

    /** Null for what the clock did. */
    @Column(name = "ACTOR_ID")
    public String actorId;

    /** Null for what was done outside our doors. */
    @Enumerated(EnumType.STRING)
    @Column(name = "RELATION")
    public Relation relation;

    @Column(name = "SUBJECT_ID")
    public String subjectId;

    @Column(name = "KIND")
    public String kind;

    /** What changed, as JSON of ids and role ids. */
    @JdbcTypeCode(SqlTypes.LONG32VARCHAR)
    @Column(name = "DETAIL")
    public String detail;

    @Column(name = "REASON")
    public String reason;

    @Column(name = "HAPPENED_AT")
    public long happenedAt;
}
