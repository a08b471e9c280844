package org.mycambridge.policy;

import java.util.Arrays;
import java.util.Optional;

/** What kind of organisation a centre is; decides which roles it may hold and who its parent is. */
public enum CentreType {
    /** A Cambridge International Centre: a school of its own. */
    CENTRE(null),
    /** A Cambridge Associate, which looks after associate centres. */
    ASSOCIATE(null),
    /** The British Council acting as an associate. */
    BRITISH_COUNCIL(null),
    /** A school looked after by a Cambridge Associate. */
    ASSOCIATE_CENTRE(ASSOCIATE),
    /** A British Council Partner School. */
    PARTNER_SCHOOL(BRITISH_COUNCIL);

    private final CentreType parent;

    CentreType(CentreType parent) {
        this.parent = parent;
    }

    /** The type a parent of this type must have; empty where there is no parent. */
    public Optional<CentreType> parent() {
        return Optional.ofNullable(parent);
    }

    /** Whether centres of this type are looked after by another one. */
    public boolean isChild() {
        return parent != null;
    }

    /** Whether centres of this type look after others. */
    public boolean looksAfterOthers() {
        return Arrays.stream(values()).anyMatch(type -> type.parent == this);
    }
}
