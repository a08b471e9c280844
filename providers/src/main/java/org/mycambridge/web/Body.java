package org.mycambridge.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.mycambridge.centre.Refusal;

/**
 * The body of a request: a JSON object of known members. What it is not, is said with the field.
 */
public final class Body {

    static final String TOO_LARGE = "too-large";
    static final String WRONG_CONTENT_TYPE = "wrong-content-type";

    /** The most bytes a body of the delegated API has. */
    public static final int LIMIT = 64 * 1024;

    private static final ObjectReader READER =
            JsonMapper.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build()
                    .reader();

    private final JsonNode object;

    private Body(JsonNode object) {
        this.object = object;
    }

    /** Reads a body whose members are among those named. */
    public static Body read(HttpHeaders headers, InputStream in, String... members) {
        requireType(headers, "application/json");
        return parse(text(in, LIMIT), members);
    }

    /** Reads one line of an import, or a whole body already at hand. */
    public static Body parse(String json, String... members) {
        JsonNode node;
        try {
            node = READER.readTree(json);
        } catch (StreamConstraintsException e) {
            throw Refusal.invalid(
                    "malformed-json",
                    "body",
                    "The body is nested too deeply, or a part of it too long");
        } catch (JsonProcessingException e) {
            throw Refusal.invalid(
                    "malformed-json",
                    "body",
                    "The body is not JSON: "
                            + e.getOriginalMessage().lines().findFirst().orElse("unreadable"));
        }
        if (node == null || !node.isObject()) {
            throw Refusal.invalid("malformed-json", "body", "The body is not a JSON object");
        }
        Set<String> known = Set.of(members);
        for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!known.contains(name)) {
                throw Refusal.invalid("unknown-field", name, "There is no field " + name + " here");
            }
        }
        return new Body(node);
    }

    /** Refuses a body of another type. */
    public static void requireType(HttpHeaders headers, String... types) {
        MediaType type;
        try {
            type = headers.getMediaType();
        } catch (IllegalArgumentException e) {
            type = null;
        }
        if (type == null
                || !Arrays.asList(types).contains(type.getType() + "/" + type.getSubtype())) {
            throw Refusal.invalid(
                    WRONG_CONTENT_TYPE, "Content-Type", "Send " + String.join(" or ", types));
        }
    }

    /** The bytes of a body as UTF-8 text, at most so many. */
    public static String text(InputStream in, int limit) {
        try {
            byte[] bytes = in.readNBytes(limit + 1);
            if (bytes.length > limit) {
                throw Refusal.invalid(
                        TOO_LARGE, "body", "The body has more than " + limit / 1024 + " KiB");
            }
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw Refusal.invalid("malformed-json", "body", "The body is not UTF-8");
        } catch (IOException e) {
            // The sender has gone, or was too slow: that is no fault of ours to be logged.
            throw Refusal.invalid("malformed-json", "body", "The body ended too early");
        }
    }

    public boolean has(String name) {
        return object.hasNonNull(name);
    }

    /** A string; null where it is absent. */
    public String text(String name) {
        JsonNode value = object.get(name);
        if (value == null || value.isNull()) {
            return null;
        }
        if (!value.isTextual()) {
            throw Refusal.invalid("wrong-type", name, name + " is not a string");
        }
        return value.textValue();
    }

    public Optional<String> optionalText(String name) {
        return Optional.ofNullable(text(name));
    }

    /** A list of strings; empty where it is absent. */
    public Set<String> texts(String name) {
        JsonNode value = object.get(name);
        if (value == null || value.isNull()) {
            return Set.of();
        }
        if (!value.isArray()) {
            throw Refusal.invalid("wrong-type", name, name + " is not a list of strings");
        }
        Set<String> texts = new LinkedHashSet<>();
        for (JsonNode each : value) {
            if (!each.isTextual()) {
                throw Refusal.invalid("wrong-type", name, name + " is not a list of strings");
            }
            texts.add(each.textValue());
        }
        return texts;
    }

    /** A whole number that must be there. */
    public int number(String name) {
        JsonNode value = object.get(name);
        if (value == null || value.isNull()) {
            throw Refusal.invalid("required", name, name + " is required");
        }
        if (!value.isIntegralNumber() || !value.canConvertToInt()) {
            throw Refusal.invalid("wrong-type", name, name + " is not a whole number");
        }
        return value.intValue();
    }

    /** True or false; the default where it is absent. */
    public boolean flag(String name, boolean fallback) {
        JsonNode value = object.get(name);
        if (value == null || value.isNull()) {
            return fallback;
        }
        if (!value.isBoolean()) {
            throw Refusal.invalid("wrong-type", name, name + " is neither true nor false");
        }
        return value.booleanValue();
    }

    /** One of the constants of an enum; empty where it is absent. */
    public <E extends Enum<E>> Optional<E> constant(String name, Class<E> type) {
        return optionalText(name).map(value -> Params.constant(value, name, type));
    }

    /** A member that is itself any JSON, as text; null where it is absent. */
    public String json(String name) {
        JsonNode value = object.get(name);
        return value == null || value.isNull() ? null : value.toString();
    }
}
