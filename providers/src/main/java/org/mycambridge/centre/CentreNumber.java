package org.mycambridge.centre;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A centre number: 2 to 20 of A–Z, 0–9 and "-", in capitals, for good.
 *
 * @param value in capitals
 */
public record CentreNumber(String value) {

    private static final Pattern FORM = Pattern.compile("[A-Z0-9-]{2,20}");
    private static final Set<String> RESERVED =
            Set.of(
                    "IMPORT",
                    "EXPORT",
                    "POLICY",
                    "CHANGES",
                    "SERVICES",
                    "OPENAPI",
                    "DELIVERIES",
                    "PEOPLE");

    /** Folds to capitals; empty where it is none. */
    public static Optional<CentreNumber> parse(String input) {
        if (input == null) {
            return Optional.empty();
        }
        String folded = input.strip().toUpperCase(Locale.ROOT);
        return FORM.matcher(folded).matches() && !RESERVED.contains(folded)
                ? Optional.of(new CentreNumber(folded))
                : Optional.empty();
    }

    /**
     * The centre number in a field of a request.
     *
     * @throws Refusal if it is none
     */
    public static CentreNumber of(String input, String field) {
        return parse(input)
                .orElseThrow(
                        () ->
                                Refusal.invalid(
                                        "invalid-centre-number",
                                        field,
                                        "A centre number has 2 to 20 of A to Z, 0 to 9 and -, and"
                                                + " isn't import, export, policy, changes,"
                                                + " services, openapi, deliveries or people"));
    }
}
