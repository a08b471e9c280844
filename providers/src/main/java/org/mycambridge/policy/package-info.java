/**
 * Who may do what at a centre: the role catalogue, the rules over it, and the one function that
 * decides. Pure Java over values: no I/O, no Keycloak, no database. Rules: the table "Role
 * catalogue" and the section "Who may act on whose account" of the rule book, cited by F and D
 * number.
 */
package org.mycambridge.policy;
