/** What happened at a centre, and the mails it owes: history is the outbox (design decision 6). */
package org.mycambridge.history;
