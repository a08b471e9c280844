/**
 * What service applications are told, each of its own roles alone: who holds them, who gets a
 * notification, what has changed since, and the webhooks that say so. Writes nothing of a centre.
 */
package org.mycambridge.service;
