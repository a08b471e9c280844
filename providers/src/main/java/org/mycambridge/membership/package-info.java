/**
 * People of a centre: who they are there, which roles they hold, and the one service that changes
 * them.
 */
package org.mycambridge.membership;
