package org.mycambridge.tables;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** A role that a person holds at a centre. */
@Entity
@Table(name = "MC_GRANT")
@IdClass(GrantRow.Key.class)
public class GrantRow {

    /** The roles of a membership m in one column, to be read with {@link #roles}. */
    public static final String ROLES =
            """
            (select listagg(g.roleId, ' ') from GrantRow g
                where g.centreId = m.centreId and g.userId = m.userId)
            """;

    @Id
    @Column(name = "CENTRE_ID")
    public String centreId;

    @Id
    @Column(name = "USER_ID")
    public String userId;

    @Id
    @Column(name = "ROLE_ID")
    public String roleId;

    @Column(name = "REALM_ID")
    public String realmId;

    /** The role once more where it has one holder, unique in its centre; null otherwise (D22). */
    @Column(name = "SEAT")
    public String seat;

    @Column(name = "GRANTED_AT")
    public long grantedAt;

    @Column(name = "GRANTED_BY")
    public String grantedBy;

    /** Role ids in their order, from what {@link #ROLES} gave: null where there are none. */
    public static Set<String> roles(String listed) {
        return listed == null ? Set.of() : new TreeSet<>(List.of(listed.split(" ")));
    }

    public record Key(String centreId, String userId, String roleId) implements Serializable {}
}
