/**
 * The pages for people, rendered on the server (design decision 7): the home page, the landing page
 * of an invitation, and the way to sign in and out.
 */
package org.mycambridge.web.console;
