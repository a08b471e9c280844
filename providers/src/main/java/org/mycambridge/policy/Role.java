package org.mycambridge.policy;

import java.util.List;
import java.util.Set;

/**
 * A role of the catalogue.
 *
 * @param id stable, as in tokens
 * @param service the service it belongs to
 * @param shared whether it carries the badge SHARED ROLE (F17, D7)
 * @param sharedWith other services that use it and whose tokens carry it
 * @param name as shown
 * @param holderName what its holder is called, in reasons
 * @param description as shown
 * @param heldAt the types of centre it may be held at
 * @param oneHolder whether a centre has at most one holder (D19, D28)
 * @param keepOne whether the last active holder is protected (D30)
 * @param moveBeforeRemoval whether its holder can't be removed until the role is moved
 * @param recordReadOnlyTo holders of these roles change nothing at all about a holder (D21)
 * @param onlyWith roles its holder must hold too (F62)
 * @param notifications which of the service's notifications a holder receives (F46, F47)
 * @param warnWhenNobody whether a centre without a holder is warned (D31)
 */
public record Role(
        String id,
        String service,
        boolean shared,
        List<String> sharedWith,
        String name,
        String holderName,
        String description,
        Set<CentreType> heldAt,
        boolean oneHolder,
        boolean keepOne,
        boolean moveBeforeRemoval,
        Set<String> recordReadOnlyTo,
        Set<String> onlyWith,
        Notifications notifications,
        boolean warnWhenNobody) {

    /** Which of a service's notifications the holder of a role receives. */
    public enum Notifications {
        NONE,
        OWN_SUBMISSIONS,
        ALL
    }

    /** Whether tokens of this service carry the role. */
    public boolean isUsedBy(String serviceId) {
        return service.equals(serviceId) || sharedWith.contains(serviceId);
    }

    Role in(CatalogueWords words) {
        return new Role(
                id,
                service,
                shared,
                sharedWith,
                words.say(name),
                words.say(holderName),
                words.say(description),
                heldAt,
                oneHolder,
                keepOne,
                moveBeforeRemoval,
                recordReadOnlyTo,
                onlyWith,
                notifications,
                warnWhenNobody);
    }
}
