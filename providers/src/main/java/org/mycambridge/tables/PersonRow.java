package org.mycambridge.tables;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.hibernate.annotations.DynamicUpdate;

/**
 * What we know of a person in every centre; the row that writers about one person lock. Only
 * columns that changed are written, so that a sign-in puts no old count of tries back.
 */
@Entity
@DynamicUpdate
@Table(name = "MC_PERSON")
public class PersonRow {

    /** Stands for the centre whose invitation made an account, once that centre is gone. */
    public static final String CENTRE_GONE = "-";

    @Id
    @Column(name = "USER_ID")
    public String userId;

    @Column(name = "REALM_ID")
    public String realmId;

    /** Milliseconds since the epoch, as every time here; null before the first sign-in. */
    @Column(name = "FIRST_SIGN_IN")
    public Long firstSignIn;

    /** To the day. */
    @Column(name = "LAST_SIGN_IN")
    public Long lastSignIn;

    /** The centre whose invitation made the account (D11); null for accounts made otherwise. */
    @Column(name = "MADE_BY_CENTRE_ID")
    public String madeByCentreId;

    /** When the account lost its last open invitation (D36); null while it has one or is in use. */
    @Column(name = "UNUSED_SINCE")
    public Long unusedSince;

    /** Until when the temporary password works; null where the password is the person's own. */
    @Column(name = "TEMPORARY_UNTIL")
    public Long temporaryUntil;

    /** What the verification code is derived from (D32); the code itself is nowhere. */
    @Column(name = "CODE_NONCE")
    public String codeNonce;

    @Column(name = "CODE_KEY_ID")
    public String codeKeyId;

    @Column(name = "CODE_UNTIL")
    public Long codeUntil;

    @Column(name = "CODE_TRIES")
    public int codeTries;

    @Column(name = "CODE_SENT_AT")
    public Long codeSentAt;

    /** When the hour began in which mails are counted. */
    @Column(name = "CODE_HOUR_FROM")
    public Long codeHourFrom;

    @Column(name = "CODE_HOUR_SENDS")
    public int codeHourSends;

    /** When the hour began in which mails for a forgotten password are counted. */
    @Column(name = "RESET_HOUR_FROM")
    public Long resetHourFrom;

    @Column(name = "RESET_HOUR_SENDS")
    public int resetHourSends;

    /** Nothing of a verification code is left: no code, no tries, no mails that were counted. */
    public void forgetCode() {
        codeNonce = null;
        codeKeyId = null;
        codeUntil = null;
        codeTries = 0;
        codeSentAt = null;
        codeHourFrom = null;
        codeHourSends = 0;
    }
}
