package org.mycambridge.tables;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.hibernate.annotations.DynamicUpdate;
import org.mycambridge.policy.CentreStatus;
import org.mycambridge.policy.CentreType;
import org.mycambridge.policy.LinkStatus;

/**
 * A centre: a native organisation with the facts it lacks, and the link to its parent. Only columns
 * that changed are written.
 */
@Entity
@DynamicUpdate
@Table(name = "MC_CENTRE")
public class CentreRow {

    /** The native organisation's id. */
    @Id
    @Column(name = "ID")
    public String id;

    @Column(name = "REALM_ID")
    public String realmId;

    @Column(name = "CENTRE_NUMBER")
    public String number;

    @Column(name = "NAME")
    public String name;

    /** Number and name, folded: what a search looks in. */
    @Column(name = "SEARCH_KEY")
    public String searchKey;

    @Enumerated(EnumType.STRING)
    @Column(name = "CENTRE_TYPE")
    public CentreType type;

    @Enumerated(EnumType.STRING)
    @Column(name = "STATUS")
    public CentreStatus status;

    /** Null where there is no parent. */
    @Column(name = "PARENT_ID")
    public String parentId;

    /** Null exactly where there is no parent. */
    @Enumerated(EnumType.STRING)
    @Column(name = "LINK_STATUS")
    public LinkStatus linkStatus;

    @Column(name = "CREATED_AT")
    public long createdAt;

    @Column(name = "VERSION")
    public int version;
}
