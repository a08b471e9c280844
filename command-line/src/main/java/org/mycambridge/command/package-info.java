/**
 * Import and export from a command line, over the board's API. Nothing but the Java runtime is
 * needed, and nothing of ours is known here but that API.
 */
package org.mycambridge.command;
