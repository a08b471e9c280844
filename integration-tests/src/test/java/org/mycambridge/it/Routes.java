package org.mycambridge.it;

import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/** The routes in the providers' jar, as it is deployed: the annotated methods of its classes. */
final class Routes {

    private Routes() {}

    /**
     * Those of the classes in a folder of the jar and below it, each as its class, its method and
     * its path there: {@code CentrePages GET users/{id}}; {@code *} for what leads to another
     * class.
     */
    static Set<String> in(String folder) {
        Set<String> routes = new TreeSet<>();
        try (JarFile jar = new JarFile(System.getProperty("stand.providers"))) {
            List<JarEntry> classes =
                    jar.stream()
                            .filter(entry -> entry.getName().startsWith(folder))
                            .filter(entry -> entry.getName().endsWith(".class"))
                            .toList();
            for (JarEntry entry : classes) {
                // Only what names a JAX-RS annotation can be loaded without all of Keycloak.
                String code =
                        new String(
                                jar.getInputStream(entry).readAllBytes(),
                                StandardCharsets.ISO_8859_1);
                if (Stream.of("Path", "GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS")
                        .noneMatch(name -> code.contains("Ljakarta/ws/rs/" + name + ";"))) {
                    continue;
                }
                Class<?> type =
                        Class.forName(
                                entry.getName().replace('/', '.').replaceAll("\\.class$", ""),
                                false,
                                Routes.class.getClassLoader());
                for (Method method : type.getMethods()) {
                    route(method).ifPresent(route -> routes.add(type.getSimpleName() + route));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
        return routes;
    }

    private static Optional<String> route(Method method) {
        Path path = method.getAnnotation(Path.class);
        List<String> verbs =
                Stream.<Class<? extends Annotation>>of(
                                GET.class,
                                HEAD.class,
                                POST.class,
                                PUT.class,
                                DELETE.class,
                                PATCH.class,
                                OPTIONS.class)
                        .filter(method::isAnnotationPresent)
                        .map(verb -> verb.getAnnotation(HttpMethod.class).value())
                        .toList();
        if (path == null && verbs.isEmpty()) {
            return Optional.empty();
        }
        String verb = verbs.isEmpty() ? "*" : String.join("+", verbs);
        return Optional.of((" " + verb + " " + (path == null ? "" : path.value())).stripTrailing());
    }
}
