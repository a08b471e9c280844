package org.mycambridge.policy;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The policy as the board writes it, in JSON (design decision 2). Read strictly and checked whole:
 * an unknown key, type, role, switch or relation, a missing part, or a contradiction is refused
 * with its path. Nothing is open by default: what no rule allows is not allowed.
 */
public final class PolicyDocument {

    private static final ObjectReader READER =
            JsonMapper.builder()
                    .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                    .build()
                    .readerFor(Document.class);

    private PolicyDocument() {}

    /** The document this jar was built with: version 0 of every realm. */
    public static String shipped() {
        try (InputStream in = PolicyDocument.class.getResourceAsStream("centre-policy.json")) {
            if (in == null) {
                throw new InvalidPolicyException("centre-policy.json", "is not in the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads and checks a document.
     *
     * @throws InvalidPolicyException naming the path of the first fault
     */
    public static Policy read(String json) {
        Document document;
        try {
            document = READER.readValue(json);
        } catch (JsonMappingException e) {
            throw new InvalidPolicyException(path(e), firstLine(e));
        } catch (JsonProcessingException e) {
            throw new InvalidPolicyException(
                    "line " + e.getLocation().getLineNr(), "is not JSON: " + firstLine(e));
        }
        if (document == null) {
            throw new InvalidPolicyException("document", "is empty");
        }
        return new Policy(new Check(document).catalogue());
    }

    private static String path(JsonMappingException e) {
        StringBuilder path = new StringBuilder();
        for (JsonMappingException.Reference step : e.getPath()) {
            if (step.getFieldName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(step.getFieldName());
            }
        }
        return path.isEmpty() ? "document" : path.toString();
    }

    private static String firstLine(JsonProcessingException e) {
        return e.getOriginalMessage().lines().findFirst().orElse("can't be read");
    }

    // The document's own shapes: a field that is absent stays null here and is refused by Check.

    private record Document(
            SettingsPart settings,
            Map<String, Boolean> switches,
            List<ServicePart> services,
            List<RolePart> roles,
            List<GrantRulePart> grantRules,
            List<AccountRulePart> accountRules,
            List<RevocablePart> countsAsRevocable) {}

    private record SettingsPart(
            String contact,
            Integer centresPerPerson,
            Integer invitationDays,
            Integer unusedAccountDays,
            Integer resetPasswordMinutes,
            Integer verificationCodeMinutes,
            Integer verificationCodeTries,
            Integer verificationCodeResendSeconds,
            Integer verificationCodesPerHour,
            Integer invitationsPerHour,
            Integer invitationsPerHourAtCentre,
            Integer resetMailsPerHour,
            Integer forgottenPasswordsPerHour) {}

    private record ServicePart(String id, String name, String client, String guidance) {}

    private record RolePart(
            String id,
            String service,
            Boolean shared,
            List<String> sharedWith,
            String name,
            String holderName,
            String description,
            List<CentreType> heldAt,
            Boolean oneHolder,
            Boolean keepOne,
            Boolean moveBeforeRemoval,
            List<String> recordReadOnlyTo,
            List<String> onlyWith,
            Role.Notifications notifications,
            Boolean warnWhenNobody) {}

    private record GrantRulePart(
            List<String> roles,
            List<String> by,
            List<Relation> relations,
            List<CentreType> at,
            String when) {}

    private record AccountRulePart(
            List<String> by,
            List<Relation> relations,
            @JsonProperty("reach") AccountRule.Reach reach,
            List<Action> actions) {}

    private record RevocablePart(String role, List<String> by, List<CentreType> at) {}

    /**
     * An exception to who could revoke a role, for account rules alone (D20).
     *
     * @param role the role held by the subject
     * @param by the actor's roles
     * @param at the types of centre
     */
    record Revocable(String role, Set<String> by, Set<CentreType> at) {}

    /** The one pass over a document that finds every fault we know of. */
    private static final class Check {

        private static final String ID = "[a-z][a-z0-9]*([.-][a-z0-9]+)*";

        private final Document document;
        private final Set<String> serviceIds;
        private final Set<String> roleIds;
        private final Map<String, Boolean> switches;

        Check(Document document) {
            this.document = document;
            this.switches = present("switches", document.switches);
            switches.forEach((name, on) -> present("switches." + name, on));
            this.serviceIds =
                    ids("services", present("services", document.services), ServicePart::id);
            this.roleIds = ids("roles", present("roles", document.roles), RolePart::id);
        }

        RoleCatalogue catalogue() {
            return new RoleCatalogue(
                    settings(present("settings", document.settings)),
                    switches,
                    each("services", document.services, this::service),
                    each("roles", document.roles, this::role),
                    each("grantRules", document.grantRules, this::grantRule),
                    each("accountRules", document.accountRules, this::accountRule),
                    each("countsAsRevocable", document.countsAsRevocable, this::revocable));
        }

        private Settings settings(SettingsPart part) {
            String contact = text("settings.contact", part.contact);
            return new Settings(
                    contact,
                    figure("settings.centresPerPerson", part.centresPerPerson, 1, 10_000),
                    figure("settings.invitationDays", part.invitationDays, 1, 365),
                    figure("settings.unusedAccountDays", part.unusedAccountDays, 1, 3650),
                    figure("settings.resetPasswordMinutes", part.resetPasswordMinutes, 5, 10_080),
                    figure(
                            "settings.verificationCodeMinutes",
                            part.verificationCodeMinutes,
                            1,
                            1440),
                    figure("settings.verificationCodeTries", part.verificationCodeTries, 1, 20),
                    figure(
                            "settings.verificationCodeResendSeconds",
                            part.verificationCodeResendSeconds,
                            1,
                            3600),
                    figure(
                            "settings.verificationCodesPerHour",
                            part.verificationCodesPerHour,
                            1,
                            60),
                    figureOr(
                            100,
                            "settings.invitationsPerHour",
                            part.invitationsPerHour,
                            1,
                            100_000),
                    figureOr(
                            250,
                            "settings.invitationsPerHourAtCentre",
                            part.invitationsPerHourAtCentre,
                            1,
                            100_000),
                    figureOr(100, "settings.resetMailsPerHour", part.resetMailsPerHour, 1, 10_000),
                    figureOr(
                            5,
                            "settings.forgottenPasswordsPerHour",
                            part.forgottenPasswordsPerHour,
                            1,
                            60));
        }

        private Service service(String path, ServicePart part) {
            String guidance = text(path + ".guidance", part.guidance);
            if (!guidance.startsWith("https://")) {
                throw new InvalidPolicyException(
                        path + ".guidance", "must be an address that starts with https://");
            }
            String client = text(path + ".client", part.client);
            if (document.services.stream().filter(s -> client.equals(s.client)).count() > 1) {
                throw new InvalidPolicyException(
                        path + ".client", "'" + client + "' stands for two services");
            }
            return new Service(part.id, text(path + ".name", part.name), client, guidance);
        }

        private Role role(String path, RolePart part) {
            known(path + ".service", part.service, serviceIds, "service");
            Role role =
                    new Role(
                            part.id,
                            part.service,
                            flag(part.shared),
                            List.copyOf(
                                    knownOrNone(
                                            path + ".sharedWith",
                                            part.sharedWith,
                                            serviceIds,
                                            "service")),
                            text(path + ".name", part.name),
                            text(path + ".holderName", part.holderName),
                            text(path + ".description", part.description),
                            some(path + ".heldAt", part.heldAt),
                            flag(part.oneHolder),
                            flag(part.keepOne),
                            flag(part.moveBeforeRemoval),
                            knownOrNone(
                                    path + ".recordReadOnlyTo",
                                    part.recordReadOnlyTo,
                                    roleIds,
                                    "role"),
                            knownOrNone(path + ".onlyWith", part.onlyWith, roleIds, "role"),
                            Optional.ofNullable(part.notifications).orElse(Role.Notifications.NONE),
                            flag(part.warnWhenNobody));
            if (role.sharedWith().contains(role.service())) {
                throw new InvalidPolicyException(
                        path + ".sharedWith", "names the role's own service");
            }
            if (!role.sharedWith().isEmpty() && !role.shared()) {
                throw new InvalidPolicyException(
                        path + ".shared", "must be true for a role that other services use");
            }
            if (role.onlyWith().contains(role.id())) {
                throw new InvalidPolicyException(path + ".onlyWith", "names the role itself");
            }
            return role;
        }

        private GrantRule grantRule(String path, GrantRulePart part) {
            Set<String> roles = known(path + ".roles", part.roles, roleIds, "role");
            Set<CentreType> at = some(path + ".at", part.at);
            Set<Relation> relations = relations(path + ".relations", part.relations);
            for (String id : roles) {
                RolePart role =
                        document.roles.stream().filter(r -> id.equals(r.id)).findFirst().get();
                for (CentreType type : at) {
                    if (role.heldAt != null && !role.heldAt.contains(type)) {
                        throw new InvalidPolicyException(
                                path + ".at",
                                "grants '" + id + "' at " + type + ", where nobody may hold it");
                    }
                }
            }
            if (part.when != null && !switches.containsKey(part.when)) {
                throw new InvalidPolicyException(
                        path + ".when", "'" + part.when + "' is no switch of this document");
            }
            return new GrantRule(
                    roles,
                    known(path + ".by", part.by, roleIds, "role"),
                    relations,
                    at,
                    Optional.ofNullable(part.when));
        }

        private AccountRule accountRule(String path, AccountRulePart part) {
            Set<Action> actions = some(path + ".actions", part.actions);
            actions.stream()
                    .filter(action -> !action.isAboutAnAccount())
                    .findFirst()
                    .ifPresent(
                            action -> {
                                throw new InvalidPolicyException(
                                        path + ".actions",
                                        action + " is not an action on an account");
                            });
            return new AccountRule(
                    known(path + ".by", part.by, roleIds, "role"),
                    relations(path + ".relations", part.relations),
                    present(path + ".reach", part.reach),
                    actions);
        }

        private Revocable revocable(String path, RevocablePart part) {
            known(path + ".role", part.role, roleIds, "role");
            return new Revocable(
                    part.role,
                    known(path + ".by", part.by, roleIds, "role"),
                    some(path + ".at", part.at));
        }

        private static Set<Relation> relations(String path, List<Relation> given) {
            Set<Relation> relations = some(path, given);
            if (relations.contains(Relation.BOARD)) {
                throw new InvalidPolicyException(
                        path, "BOARD needs no rule: Cambridge may give whatever may be held");
            }
            return relations;
        }

        private static <T> Set<String> ids(String path, List<T> parts, Function<T, String> id) {
            Set<String> ids = new HashSet<>();
            each(
                    path,
                    parts,
                    (at, part) -> {
                        String value = text(at + ".id", id.apply(part));
                        if (!value.matches(ID)) {
                            throw new InvalidPolicyException(
                                    at + ".id",
                                    "'" + value + "' is not of small letters, digits, '.' and '-'");
                        }
                        if (!ids.add(value)) {
                            throw new InvalidPolicyException(
                                    at + ".id", "'" + value + "' stands twice");
                        }
                        return value;
                    });
            return ids;
        }

        private static <P, T> List<T> each(
                String path, List<P> parts, java.util.function.BiFunction<String, P, T> check) {
            List<P> given = present(path, parts);
            return java.util.stream.IntStream.range(0, given.size())
                    .mapToObj(
                            i -> {
                                String at = path + "[" + i + "]";
                                return check.apply(at, present(at, given.get(i)));
                            })
                    .collect(Collectors.toUnmodifiableList());
        }

        /** An absent flag is off: every flag of a role narrows or warns. */
        private static boolean flag(Boolean value) {
            return Boolean.TRUE.equals(value);
        }

        private static <T> T present(String path, T value) {
            if (value == null) {
                throw new InvalidPolicyException(path, "is missing");
            }
            return value;
        }

        private static String text(String path, String value) {
            if (present(path, value).isBlank()) {
                throw new InvalidPolicyException(path, "is empty");
            }
            return value;
        }

        private static int figure(String path, Integer value, int least, int most) {
            if (present(path, value) < least || value > most) {
                throw new InvalidPolicyException(
                        path, value + " is not between " + least + " and " + most);
            }
            return value;
        }

        /** A figure that documents of an earlier release do not have. */
        private static int figureOr(
                int otherwise, String path, Integer value, int least, int most) {
            return value == null ? otherwise : figure(path, value, least, most);
        }

        private static <T> Set<T> some(String path, List<T> values) {
            if (present(path, values).isEmpty()) {
                throw new InvalidPolicyException(path, "is empty");
            }
            // In the order of the document: reasons name the first who can.
            Set<T> set = new LinkedHashSet<>();
            for (T value : values) {
                if (!set.add(present(path, value))) {
                    throw new InvalidPolicyException(path, "names " + value + " twice");
                }
            }
            return Collections.unmodifiableSet(set);
        }

        private static Set<String> known(
                String path, List<String> values, Set<String> known, String what) {
            Set<String> set = some(path, values);
            set.forEach(value -> known(path, value, known, what));
            return set;
        }

        private static Set<String> knownOrNone(
                String path, List<String> values, Set<String> known, String what) {
            return values == null || values.isEmpty() ? Set.of() : known(path, values, known, what);
        }

        private static void known(String path, String value, Set<String> known, String what) {
            if (!known.contains(text(path, value))) {
                throw new InvalidPolicyException(
                        path, "'" + value + "' is no " + what + " of this document");
            }
        }
    }
}
