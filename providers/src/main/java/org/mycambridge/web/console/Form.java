package org.mycambridge.web.console;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.keycloak.common.util.SecretGenerator;
import org.keycloak.http.FormPartValue;
import org.keycloak.http.HttpRequest;
import org.keycloak.models.KeycloakSession;

/** What somebody has typed into a form: the fields by name, and a file where one came along. */
final class Form {

    static final String TOKEN = "token";
    static final String ONCE = "once";
    static final String BY = "by";

    private static final Pattern ONE_OF_OURS = Pattern.compile("[A-Za-z0-9_-]{22}");
    private static final int RANDOM_BYTES = 16;
    private static final String FILE = "file";

    /** The most bytes a file has. */
    static final int LARGEST_FILE = 1024 * 1024;

    private final Map<String, List<String>> fields;
    private final byte[] file;

    private Form(Map<String, List<String>> fields, byte[] file) {
        this.fields = fields;
        this.file = file;
    }

    static Form empty() {
        return new Form(Map.of(), new byte[0]);
    }

    /** The body of this request. */
    static Form posted(KeycloakSession session) {
        HttpRequest request = session.getContext().getHttpRequest();
        MediaType type = request.getHttpHeaders().getMediaType();
        if (type != null && MediaType.MULTIPART_FORM_DATA_TYPE.isCompatible(type)) {
            return multipart(request.getMultiPartFormParameters());
        }
        return new Form(Map.copyOf(request.getDecodedFormParameters()), new byte[0]);
    }

    private static Form multipart(MultivaluedMap<String, FormPartValue> parts) {
        Map<String, List<String>> fields = new LinkedHashMap<>();
        byte[] file = new byte[0];
        for (Map.Entry<String, List<FormPartValue>> part : parts.entrySet()) {
            if (part.getKey().equals(FILE)) {
                file = bytes(part.getValue().get(0));
            } else {
                fields.put(
                        part.getKey(),
                        part.getValue().stream()
                                .map(value -> new String(bytes(value), StandardCharsets.UTF_8))
                                .toList());
            }
        }
        return new Form(fields, file);
    }

    private static byte[] bytes(FormPartValue value) {
        try (InputStream in = value.asInputStream()) {
            return in.readNBytes(LARGEST_FILE + 1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What was kept of a form while its sender signed in. */
    static Form kept(Map<String, Object> draft) {
        Map<String, List<String>> fields = new LinkedHashMap<>();
        draft.forEach(
                (name, values) ->
                        fields.put(
                                name,
                                values instanceof List<?> list
                                        ? list.stream().map(String::valueOf).toList()
                                        : List.of()));
        return new Form(fields, new byte[0]);
    }

    /** What is to be kept of it: all but what proves that it is ours, and the file. */
    Map<String, Object> toKeep() {
        Map<String, Object> draft = new LinkedHashMap<>(fields);
        draft.remove(TOKEN);
        return draft;
    }

    /** The first value of a field; empty text where there is none. */
    String text(String name) {
        List<String> values = fields.get(name);
        return values == null || values.isEmpty() ? "" : values.get(0);
    }

    Set<String> all(String name) {
        return new LinkedHashSet<>(fields.getOrDefault(name, List.of()));
    }

    /** Whether anything was typed or sent. */
    boolean isEmpty() {
        return fields.isEmpty();
    }

    byte[] file() {
        return file;
    }

    /**
     * What names this sending of the form, so that it is done once: the number it was drawn with
     * and all that it says. Somebody who goes back and changes something sends another one.
     */
    Optional<String> sending() {
        return Optional.of(text(ONCE))
                .filter(once -> ONE_OF_OURS.matcher(once).matches())
                .map(once -> once + "." + hash());
    }

    private String hash() {
        Map<String, List<String>> said = new TreeMap<>(fields);
        said.remove(TOKEN);
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(said.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is part of every Java", e);
        }
    }

    /** A number for one drawing of a form. */
    static String once() {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(SecretGenerator.getInstance().randomBytes(RANDOM_BYTES));
    }
}
