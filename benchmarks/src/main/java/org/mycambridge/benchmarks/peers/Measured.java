package org.mycambridge.benchmarks.peers;

import java.util.Optional;

/** One system's figures on one database, as the report reads them. */
record Measured(Peer peer, Results results) {

    boolean isEmpty() {
        return results.isEmpty();
    }

    Optional<Double> load(String name, String field) {
        return results.number("load", name, field);
    }

    Optional<Double> median(String name) {
        return load(name + Peer.ALONE, "median");
    }

    Optional<Double> cold(String name) {
        return results.number("cold", name + Peer.ALONE, "median");
    }

    Optional<Double> warmSql(String name) {
        return results.number("sql", name + Peer.ALONE, "warm");
    }

    Optional<Double> coldSql(String name) {
        return results.number("sql", name + Peer.ALONE, "cold");
    }

    Optional<Double> bytes(String name) {
        return results.number("token", name + Peer.ALONE, "bytes");
    }

    Optional<Double> roles(String name) {
        return results.number("token", name + Peer.ALONE, "roles");
    }
}
