package org.mycambridge.policy;

/** A policy document that can't be used: where the fault is, and what it is. */
public final class InvalidPolicyException extends RuntimeException {

    private final String path;
    private final String fault;

    InvalidPolicyException(String path, String fault) {
        super(path + ": " + fault);
        this.path = path;
        this.fault = fault;
    }

    /** Where in the document, as a path such as {@code roles[3].service}. */
    public String path() {
        return path;
    }

    /** What is wrong there. */
    public String fault() {
        return fault;
    }
}
