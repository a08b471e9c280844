package org.mycambridge.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.mycambridge.centre.Refusal;
import org.mycambridge.policy.InvalidPolicyException;

/** Answers as JSON; refusals as {@code application/problem+json} (RFC 9457). */
public final class Answer {

    static final ObjectMapper JSON = JsonMapper.builder().build();

    private static final String PROBLEM = "application/problem+json";

    private Answer() {}

    public static Response ok(Object body) {
        return of(200, body);
    }

    public static Response of(int status, Object body) {
        return text(status, write(body));
    }

    static Response text(int status, String json) {
        return Response.status(status)
                .type("application/json")
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .entity(json)
                .build();
    }

    static String write(Object body) {
        try {
            return JSON.writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A value as one line of JSON Lines. */
    public static String asLine(Object value) {
        return write(value);
    }

    /** A page of a list. */
    public static Response page(List<?> items, long total) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("items", items);
        body.put("total", total);
        return ok(body);
    }

    /** Does the work of a route; what it refuses becomes a problem. */
    public static Response to(Supplier<Response> route) {
        try {
            return route.get();
        } catch (Refusal refusal) {
            return problem(refusal);
        } catch (InvalidPolicyException e) {
            return problem(Refusal.invalid("invalid-policy", e.path(), e.fault()));
        }
    }

    /** The status of a refusal (RFC 9110). */
    public static int status(Refusal refusal) {
        return switch (refusal.kind()) {
            case INVALID -> statusOfInvalid(refusal.code());
            case FORBIDDEN -> 403;
            case NOT_FOUND -> 404;
            case CONFLICT -> 409;
            case GONE -> 410;
            case TOO_OFTEN -> 429;
            case BUSY -> 503;
        };
    }

    private static Response problem(Refusal refusal) {
        int status = status(refusal);
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("status", status);
        body.put("code", refusal.code());
        body.put("title", titleOf(status));
        body.put("detail", refusal.getMessage());
        refusal.field().ifPresent(field -> body.put("field", field));
        body.putAll(refusal.details());
        Response.ResponseBuilder builder =
                Response.status(status)
                        .type(PROBLEM)
                        .header(HttpHeaders.CACHE_CONTROL, "no-store")
                        .entity(write(body));
        if (refusal.kind() == Refusal.Kind.BUSY) {
            builder.header(HttpHeaders.RETRY_AFTER, 2);
        } else if (refusal.details().containsKey(Refusal.RETRY_AFTER)) {
            builder.header(HttpHeaders.RETRY_AFTER, refusal.details().get(Refusal.RETRY_AFTER));
        }
        return builder.build();
    }

    private static int statusOfInvalid(String code) {
        return switch (code) {
            case Body.TOO_LARGE -> 413;
            case Body.WRONG_CONTENT_TYPE -> 415;
            default -> 400;
        };
    }

    private static String titleOf(int status) {
        Response.Status known = Response.Status.fromStatusCode(status);
        return known == null ? "Refused" : known.getReasonPhrase();
    }

    /** A refusal of the door itself: nobody, or nobody this door is for (RFC 6750). */
    public static Response refused(int status, String code, String detail, String challenge) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("status", status);
        body.put("code", code);
        body.put("title", titleOf(status));
        body.put("detail", detail);
        return Response.status(status)
                .type(PROBLEM)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .header(HttpHeaders.WWW_AUTHENTICATE, challenge)
                .entity(write(body))
                .build();
    }
}
