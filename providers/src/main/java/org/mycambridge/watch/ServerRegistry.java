package org.mycambridge.watch;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.function.DoubleSupplier;

/** Micrometer's global registry, to which Keycloak's server adds those that are read. */
final class ServerRegistry implements Meters.Registry {

    ServerRegistry() {
        Metrics.globalRegistry.getRegistries(); // fails now where the library is not there
    }

    @Override
    public void count(String name, String description, String... tags) {
        Counter.builder(name)
                .description(description)
                .tags(tags)
                .register(Metrics.globalRegistry)
                .increment();
    }

    @Override
    public void time(String name, String description, Duration duration, String... tags) {
        Timer.builder(name)
                .description(description)
                .tags(tags)
                .register(Metrics.globalRegistry)
                .record(duration);
    }

    @Override
    public void gauge(String name, String description, DoubleSupplier value) {
        Gauge.builder(name, value, DoubleSupplier::getAsDouble)
                .description(description)
                .strongReference(true)
                .register(Metrics.globalRegistry);
    }

    @Override
    public boolean isRead() {
        return !Metrics.globalRegistry.getRegistries().isEmpty();
    }
}
