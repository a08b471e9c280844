package org.mycambridge.tables;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;

/** A child centre that a person at its parent looks after (F32, D14). */
@Entity
@Table(name = "MC_ASSIGNMENT")
@IdClass(AssignmentRow.Key.class)
public class AssignmentRow {

    @Id
    @Column(name = "USER_ID")
    public String userId;

    /** The child centre. */
    @Id
    @Column(name = "CENTRE_ID")
    public String centreId;

    @Column(name = "REALM_ID")
    public String realmId;

    /** The parent through which it was assigned. */
    @Column(name = "PARENT_ID")
    public String parentId;

    @Column(name = "ASSIGNED_AT")
    public long assignedAt;

    public record Key(String userId, String centreId) implements Serializable {}
}
