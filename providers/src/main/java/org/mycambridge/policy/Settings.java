package org.mycambridge.policy;

/**
 * The board's figures and addresses.
 *
 * @param contact whom people without a right are told to ask (F6)
 * @param centresPerPerson how many centres one person may be assigned (F32, D14)
 * @param invitationDays how long an invitation and its temporary password live (D24)
 * @param unusedAccountDays after how long an account nobody used and no centre has is deleted (D36)
 * @param resetPasswordMinutes how long the link of a reset mail works (D35)
 * @param verificationCodeMinutes how long a code works (D32)
 * @param verificationCodeTries how many wrong tries end a code (D32)
 * @param verificationCodeResendSeconds how long to wait before asking for the mail again (D32)
 * @param verificationCodesPerHour how many mails an hour at most (D32)
 * @param invitationsPerHour how many invitations one manager may send an hour, at all their centres
 * @param invitationsPerHourAtCentre how many may be sent an hour for one centre
 * @param resetMailsPerHour how many people one manager may have a new password set an hour
 * @param forgottenPasswordsPerHour how many mails an hour somebody gets who has forgotten their
 *     password
 */
public record Settings(
        String contact,
        int centresPerPerson,
        int invitationDays,
        int unusedAccountDays,
        int resetPasswordMinutes,
        int verificationCodeMinutes,
        int verificationCodeTries,
        int verificationCodeResendSeconds,
        int verificationCodesPerHour,
        int invitationsPerHour,
        int invitationsPerHourAtCentre,
        int resetMailsPerHour,
        int forgottenPasswordsPerHour) {}
