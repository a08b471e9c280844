/**
 * Signing in: with a temporary password, with a code sent by mail, with a session that is there
 * already; and what a sign-in means for the rest of the house.
 */
package org.mycambridge.signin;
