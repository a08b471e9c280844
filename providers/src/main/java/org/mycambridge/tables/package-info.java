/**
 * Our own tables (prefix {@code MC_}) as they are, and their registration with Keycloak's JPA. Rows
 * know nothing: the rooms' services read and write them. No foreign key leads into Keycloak's
 * tables (design decision 1).
 */
package org.mycambridge.tables;
