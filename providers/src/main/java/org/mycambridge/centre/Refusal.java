package org.mycambridge.centre;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mycambridge.policy.Reason;

/**
 * An act that can't be done, said so that a person understands. Whoever throws it has written
 * nothing; the transaction around it is rolled back.
 */
public final class Refusal extends RuntimeException {

    /** What kind of answer it is. */
    public enum Kind {
        /** The request makes no sense as it is. */
        INVALID,
        /** Understood, and not allowed. */
        FORBIDDEN,
        /** Not there, or out of the actor's reach: the two look the same. */
        NOT_FOUND,
        /** Against how things stand. */
        CONFLICT,
        /** It was there, and is there no more. */
        GONE,
        /** The same once more, too soon; later it can be done. */
        TOO_OFTEN,
        /** Too much at once; try again. */
        BUSY
    }

    /** Among the details of what is refused for now: in how many seconds it may be tried again. */
    public static final String RETRY_AFTER = "retryAfter";

    private final Kind kind;
    private final String code;
    private final transient Optional<String> field;
    private final transient Map<String, Object> details;
    private final transient Optional<Reason> reason;

    private Refusal(
            Kind kind,
            String code,
            String sentence,
            Optional<String> field,
            Map<String, Object> details,
            Optional<Reason> reason) {
        super(sentence);
        this.kind = kind;
        this.code = code;
        this.field = field;
        this.details = details;
        this.reason = reason;
    }

    /** A fault of the request, in one of its fields. */
    public static Refusal invalid(String code, String field, String sentence) {
        return new Refusal(
                Kind.INVALID, code, sentence, Optional.of(field), Map.of(), Optional.empty());
    }

    /** Not for this actor, whatever the rules of a centre say. */
    public static Refusal forbidden(String code, String sentence) {
        return new Refusal(
                Kind.FORBIDDEN, code, sentence, Optional.empty(), Map.of(), Optional.empty());
    }

    public static Refusal notFound(String what) {
        return new Refusal(
                Kind.NOT_FOUND,
                "not-found",
                what + " was not found",
                Optional.empty(),
                Map.of(),
                Optional.empty());
    }

    public static Refusal conflict(String code, String sentence) {
        return new Refusal(
                Kind.CONFLICT, code, sentence, Optional.empty(), Map.of(), Optional.empty());
    }

    public static Refusal gone(String code, String sentence) {
        return new Refusal(Kind.GONE, code, sentence, Optional.empty(), Map.of(), Optional.empty());
    }

    /** Done already, and too often to do it again before this has passed. */
    public static Refusal tooOften(String sentence, Duration pause) {
        return tooOften("too-often", sentence, pause);
    }

    /** The same, of another kind of thing. */
    public static Refusal tooOften(String code, String sentence, Duration pause) {
        return new Refusal(
                Kind.TOO_OFTEN,
                code,
                sentence,
                Optional.empty(),
                Map.of(RETRY_AFTER, pause.plusMillis(999).toSeconds()),
                Optional.empty());
    }

    public static Refusal busy() {
        return new Refusal(
                Kind.BUSY,
                "busy",
                "Somebody else is changing this at the moment. Try again",
                Optional.empty(),
                Map.of(),
                Optional.empty());
    }

    /** What the rules refuse. Reasons that tell how things stand are conflicts. */
    public static Refusal of(Reason reason) {
        boolean conflict =
                List.of("seat-taken", "last-holder", "last-holder-parent").contains(reason.key());
        return new Refusal(
                conflict ? Kind.CONFLICT : Kind.FORBIDDEN,
                reason.key(),
                reason.sentence(),
                Optional.empty(),
                Map.of(),
                Optional.of(reason));
    }

    public Refusal inField(String name) {
        return new Refusal(kind, code, getMessage(), Optional.of(name), details, reason);
    }

    /** The same refusal, telling more: members of the answer, by name. */
    public Refusal with(Map<String, Object> more) {
        Map<String, Object> all = new LinkedHashMap<>(details);
        all.putAll(more);
        return new Refusal(kind, code, getMessage(), field, all, reason);
    }

    public Kind kind() {
        return kind;
    }

    public String code() {
        return code;
    }

    /**
     * In how many minutes it may be tried again, begun ones counted; empty where none are known.
     */
    public Optional<Long> minutesToWait() {
        return Optional.ofNullable((Long) details.get(RETRY_AFTER))
                .map(seconds -> Duration.ofSeconds(seconds).plusSeconds(59).toMinutes());
    }

    /** The reason of the rules, where it is one of theirs: it can be said in other languages. */
    public Optional<Reason> reason() {
        return reason;
    }

    public Optional<String> field() {
        return field;
    }

    public Map<String, Object> details() {
        return details;
    }
}
