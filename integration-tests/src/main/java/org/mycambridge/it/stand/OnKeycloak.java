package org.mycambridge.it.stand;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The tests of this class run against a real Keycloak with our jars. A {@link TestRealm} in a
 * constructor's or method's parameters is a realm of the class's own; the server is the run's.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@ExtendWith(StandExtension.class)
public @interface OnKeycloak {

    /** Whether the sample centres are in the realm. */
    boolean samples() default true;
}
