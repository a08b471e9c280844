package org.mycambridge.membership;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.keycloak.services.validation.Validation;
import org.keycloak.userprofile.validator.PersonNameProhibitedCharactersValidator;
import org.keycloak.validate.ValidationContext;
import org.mycambridge.centre.Refusal;
import org.mycambridge.tables.MembershipRow;

/**
 * A person's names and address, as they may be stored (D6): names of 1 to 100 characters of any
 * script, without markup, control or direction-override characters; the address in small letters.
 *
 * @param firstName "First or given name"
 * @param lastName "Last name or surname"
 * @param email the address, which is the user name as well
 */
public record PersonDetails(String firstName, String lastName, String email) {

    private static final String FIRST = "First or given name";
    private static final String LAST = "Last name or surname";
    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_EMAIL = 255;

    /**
     * Checks what was typed.
     *
     * @throws Refusal naming the field
     */
    public static PersonDetails of(String firstName, String lastName, String email) {
        return new PersonDetails(
                name(firstName, "firstName", FIRST),
                name(lastName, "lastName", LAST),
                email(email));
    }

    /** Everything that is wrong with what was typed, field by field; empty where nothing is. */
    public static List<Refusal> problems(String firstName, String lastName, String email) {
        List<Refusal> problems = new ArrayList<>();
        List<Runnable> checks =
                List.of(
                        () -> name(firstName, "firstName", FIRST),
                        () -> name(lastName, "lastName", LAST),
                        () -> email(email));
        for (Runnable check : checks) {
            try {
                check.run();
            } catch (Refusal refusal) {
                problems.add(refusal);
            }
        }
        return problems;
    }

    static String name(String typed, String field, String label) {
        String name =
                Optional.ofNullable(typed)
                        .map(text -> Normalizer.normalize(text, Normalizer.Form.NFC).strip())
                        .orElse("");
        if (name.isEmpty()) {
            throw Refusal.invalid("required", field, label + " is required");
        }
        if (name.codePointCount(0, name.length()) > LONGEST_NAME) {
            throw Refusal.invalid(
                    "too-long", field, label + " has more than " + LONGEST_NAME + " characters");
        }
        if (name.codePoints().anyMatch(PersonDetails::isForbidden) || !passesKeycloak(name)) {
            throw Refusal.invalid(
                    "forbidden-characters", field, label + " has characters that no name has");
        }
        return name;
    }

    /** Control characters, and format characters that turn the direction of text around. */
    private static boolean isForbidden(int c) {
        return Character.isISOControl(c)
                || (c >= 0x202A && c <= 0x202E)
                || (c >= 0x2066 && c <= 0x2069)
                || c == 0x200E
                || c == 0x200F
                || c == 0x061C
                || c == 0x2028
                || c == 0x2029
                || Character.getType(c) == Character.UNASSIGNED
                || Character.getType(c) == Character.SURROGATE
                || Character.getType(c) == Character.PRIVATE_USE;
    }

    /** What Keycloak's own user profile would refuse the person later. */
    private static boolean passesKeycloak(String name) {
        return PersonNameProhibitedCharactersValidator.INSTANCE
                .validate(name, "name", new ValidationContext())
                .isValid();
    }

    static String email(String typed) {
        String email = Optional.ofNullable(typed).map(String::strip).orElse("");
        if (email.isEmpty()) {
            throw Refusal.invalid("required", "email", "Email address is required");
        }
        if (email.length() > LONGEST_EMAIL) {
            throw Refusal.invalid(
                    "too-long",
                    "email",
                    "Email address has more than " + LONGEST_EMAIL + " characters");
        }
        if (email.codePoints().anyMatch(c -> c <= ' ' || c > 0x7e || c == '<' || c == '>')
                || !Validation.isEmailValid(email)) {
            throw Refusal.invalid(
                    "invalid-email", "email", "Enter an email address like name@example.com");
        }
        return email.toLowerCase(Locale.ROOT);
    }

    public String fullName() {
        return MembershipRow.fullName(firstName, lastName);
    }
}
