/** Whether this node may be sent requests, as Keycloak's own door says it. */
package org.mycambridge.web.health;
