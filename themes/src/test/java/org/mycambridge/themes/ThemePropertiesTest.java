package org.mycambridge.themes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Properties;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ThemePropertiesTest {

    private final Properties ours = ThemeFiles.properties("login/theme.properties");

    @Test
    void everyClassOfTheParentIsNamedAgain() {
        // Keycloak's templates print most of them without a default, and an inherited one would be
        // PatternFly's.
        Properties parent = ThemeFiles.upstreamProperties("keycloak.v2/login/theme.properties");
        assertThat(parent.stringPropertyNames())
                .filteredOn(key -> key.startsWith("kc") && !parent.getProperty(key).isBlank())
                .isNotEmpty()
                .allSatisfy(key -> assertThat(ours).containsKey(key));
    }

    @Test
    void everyClassIsOurs() {
        Pattern classes = Pattern.compile("mc(-[a-z]+)?\\b.*");
        assertThat(ours.stringPropertyNames())
                .filteredOn(key -> key.startsWith("kc"))
                .allSatisfy(key -> assertThat(ours.getProperty(key)).matches(classes));
    }

    @Test
    void nothingCommonIsLoaded() {
        assertThat(ours.getProperty("stylesCommon")).isEmpty();
        assertThat(ours.getProperty("parent")).isEqualTo("keycloak.v2");
        assertThat(ThemeFiles.properties("email/theme.properties").getProperty("parent"))
                .isEqualTo("base");
    }
}
