package org.mycambridge.policy;

import java.util.Map;

/**
 * What the rules need to know of a centre.
 *
 * @param number its centre number
 * @param type its type
 * @param status its status
 * @param seats who takes the seat of each single-holder role that is taken (D22)
 * @param userManagers how many holders of a role that must be kept count: active, and have signed
 *     in at least once (D30), by role
 */
public record Centre(
        String number,
        CentreType type,
        CentreStatus status,
        Map<String, Holder> seats,
        Map<String, Integer> userManagers) {

    public Centre {
        seats = Map.copyOf(seats);
        userManagers = Map.copyOf(userManagers);
    }

    /**
     * Who holds a single-holder role.
     *
     * @param id the person
     * @param name for people to read
     */
    public record Holder(String id, String name) {}
}
