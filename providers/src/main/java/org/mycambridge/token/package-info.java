/** What tokens say about a person's centres and roles. Reads, never writes. */
package org.mycambridge.token;
