package org.mycambridge.tables;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.hibernate.annotations.DynamicUpdate;
import org.mycambridge.policy.MembershipStatus;

/** A person at a centre. Only columns that changed are written: no writer puts an old one back. */
@Entity
@DynamicUpdate
@Table(name = "MC_MEMBERSHIP")
public class MembershipRow {

    @Id
    @Column(name = "ID")
    public String id;

    @Column(name = "REALM_ID")
    public String realmId;

    @Column(name = "CENTRE_ID")
    public String centreId;

    @Column(name = "USER_ID")
    public String userId;

    /** As typed by the inviter; shown until the person signs in (D5). */
    @Column(name = "TYPED_FIRST_NAME")
    public String typedFirstName;

    @Column(name = "TYPED_LAST_NAME")
    public String typedLastName;

    /** The full name shown, with accents folded: what lists are sorted by. */
    @Column(name = "NAME_KEY")
    public String nameKey;

    /** Name and email, folded: what a search looks in. */
    @Column(name = "SEARCH_KEY")
    public String searchKey;

    @Column(name = "DISABLED")
    public boolean disabled;

    /** When the open invitation ends or ended; null once it was used, or where there was none. */
    @Column(name = "INVITED_UNTIL")
    public Long invitedUntil;

    @Column(name = "JOINED_AT")
    public long joinedAt;

    /** Raised by every change a page could show; saves carry it. */
    @Column(name = "VERSION")
    public int version;

    /** Keeps the folded columns true to the names shown and the email. */
    public void index(String firstName, String lastName, String email) {
        nameKey = Folded.of(fullName(firstName, lastName));
        searchKey = Folded.of(nameKey + " " + email);
    }

    /** A full name for people to read; "-" stands for a name somebody does not have (D6). */
    public static String fullName(String firstName, String lastName) {
        String first = firstName == null || firstName.equals("-") ? "" : firstName;
        String last = lastName == null || lastName.equals("-") ? "" : lastName;
        return (first + " " + last).strip();
    }

    /**
     * How the person stands at this moment. An expired invitation comes before the switch: whoever
     * let it expire holds no seat, disabled or not (D22).
     */
    public MembershipStatus status(long now) {
        return status(disabled, invitedUntil, now);
    }

    /** The same of columns that were read by themselves. */
    public static MembershipStatus status(boolean disabled, Long invitedUntil, long now) {
        if (invitedUntil != null && invitedUntil <= now) {
            return MembershipStatus.INVITATION_EXPIRED;
        }
        if (disabled) {
            return MembershipStatus.DISABLED;
        }
        return invitedUntil == null ? MembershipStatus.ACTIVE : MembershipStatus.INVITED;
    }
}
