package org.mycambridge.it.stand;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.opentest4j.TestAbortedException;

/**
 * Starts one stand for the whole run, when the first class needs it, and makes a realm for each
 * class.
 */
final class StandExtension
        implements BeforeAllCallback, ParameterResolver, AfterEachCallback, AfterAllCallback {

    private static final Namespace NAMESPACE = Namespace.create(StandExtension.class);

    /** The run's stand, or why there is none: it is not tried again for each class. */
    private static final class Started implements AutoCloseable {

        private Stand stand;
        private Throwable failure;
        private final AtomicInteger realms = new AtomicInteger();

        Started() {
            try {
                stand = new Stand();
            } catch (RuntimeException | Error e) {
                failure = e;
            }
        }

        Stand stand() {
            if (failure instanceof TestAbortedException aborted) {
                throw aborted;
            }
            if (failure != null) {
                throw new IllegalStateException("The stand did not start", failure);
            }
            return stand;
        }

        @Override
        public void close() {
            if (stand != null) {
                stand.close();
            }
        }
    }

    /** The realm of a class, removed after it. */
    private record Made(Stand stand, TestRealm realm) implements AutoCloseable {

        @Override
        public void close() {
            stand.remove(realm);
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == TestRealm.class;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        made(context);
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return made(context).realm();
    }

    private static Made made(ExtensionContext context) {
        ExtensionContext outermost = outermost(context);
        return outermost
                .getStore(NAMESPACE)
                .getOrComputeIfAbsent("realm", key -> make(outermost), Made.class);
    }

    private static Made make(ExtensionContext outermost) {
        Started started = started(outermost);
        Stand stand = started.stand();
        Class<?> type = outermost.getRequiredTestClass();
        OnKeycloak wish = type.getAnnotation(OnKeycloak.class);
        boolean samples =
                (wish == null || wish.samples())
                        && Boolean.parseBoolean(Settings.text("it.samples"));
        String name =
                type.getSimpleName().toLowerCase(Locale.ROOT)
                        + "-"
                        + started.realms.incrementAndGet();
        return new Made(stand, stand.newRealm(name, samples));
    }

    @Override
    public void afterEach(ExtensionContext context) {
        Made made = made(context);
        boolean failed =
                context.getExecutionException()
                        .filter(e -> !(e instanceof TestAbortedException))
                        .isPresent();
        String test =
                context.getRequiredTestClass().getSimpleName()
                        + "-"
                        + context.getRequiredTestMethod().getName();
        if (failed) {
            System.err.println(
                    "Keycloak's log at the failure of "
                            + test
                            + ":\n"
                            + ServerProcess.endOf(made.stand().server().log()));
        }
        made.stand().tidy(test, failed);
    }

    /** Whatever a class does, what docs/invariants.sql says is so after it. */
    @Override
    public void afterAll(ExtensionContext context) {
        if (outermost(context) != context) {
            return;
        }
        List<String> violations = made(context).stand().violations();
        if (!violations.isEmpty()) {
            throw new AssertionError(
                    "Broken after "
                            + context.getRequiredTestClass().getSimpleName()
                            + ":\n"
                            + String.join("\n", violations));
        }
    }

    private static Started started(ExtensionContext context) {
        return context.getRoot()
                .getStore(NAMESPACE)
                .getOrComputeIfAbsent("stand", key -> new Started(), Started.class);
    }

    private static ExtensionContext outermost(ExtensionContext context) {
        ExtensionContext outermost = context;
        while (outermost.getParent().flatMap(ExtensionContext::getTestClass).isPresent()) {
            outermost = outermost.getParent().orElseThrow();
        }
        return outermost;
    }
}
