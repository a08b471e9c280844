/**
 * What the three doors share: reading requests, writing answers, and the routes below one centre,
 * which are the same for a person and for the board.
 */
package org.mycambridge.web;
