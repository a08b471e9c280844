/** Centres, their links and assignments, and the policy in force. */
package org.mycambridge.centre;
