/** What operators watch: figures for a monitoring system, and events in the log. */
package org.mycambridge.watch;
