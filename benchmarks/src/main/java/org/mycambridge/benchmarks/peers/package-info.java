/**
 * This extension, Keycloak's own organisations and Phase Two's keycloak-orgs side by side: the same
 * centres and people, the same requests, the same load. Started by {@link
 * org.mycambridge.benchmarks.peers.Peers}.
 */
package org.mycambridge.benchmarks.peers;
