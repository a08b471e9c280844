/** Invitations: their link, their end, their mails. */
package org.mycambridge.invitation;
