package org.mycambridge.web.console;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.mycambridge.centre.Policies;
import org.mycambridge.centre.Refusal;
import org.mycambridge.membership.Directory;
import org.mycambridge.policy.Policy;

/** The policy in force, and the versions before it, each as a document to keep. */
final class PolicyPage {

    static final String PATH = "policy";
    private static final String TEMPLATE = "mc-board-policy.ftl";
    private static final int MOST = 50;

    private PolicyPage() {}

    static Response show(Visit visit, boolean mayManage) {
        Policies.Version now = Policies.version(visit.session());
        List<Policies.Replaced> replaced = Policies.replaced(visit.session(), MOST);
        Map<String, String> names =
                Directory.names(
                        visit.session(),
                        replaced.stream()
                                .map(Policies.Replaced::createdBy)
                                .collect(Collectors.toSet()));
        Map<String, Object> attributes = new HashMap<>();
        attributes.put("mcVersion", now.number());
        attributes.put("mcSettings", settings(now.policy()));
        attributes.put(
                "mcVersions", replaced.stream().map(each -> shape(visit, each, names)).toList());
        attributes.put("mcShippedUrl", url(visit, 0));
        attributes.put("mcCurrentUrl", url(visit, now.number()));
        if (mayManage) {
            attributes.put(
                    "mcReplaceUrl",
                    visit.addresses().board(PATH, ReplacePolicyPage.PATH).getRawPath());
        }
        return visit.show(200, TEMPLATE, attributes);
    }

    private static Map<String, Object> settings(Policy policy) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("roles", policy.catalogue().roles().size());
        settings.put("services", policy.catalogue().services().size());
        settings.put("most", policy.catalogue().settings().centresPerPerson());
        settings.put("days", policy.catalogue().settings().invitationDays());
        return settings;
    }

    /** Whoever is of another realm is known there alone. */
    private static Map<String, Object> shape(
            Visit visit, Policies.Replaced replaced, Map<String, String> names) {
        Map<String, Object> shape = new HashMap<>();
        shape.put("number", replaced.number());
        shape.put("at", visit.texts().time(replaced.createdAt()));
        shape.put("by", names.getOrDefault(replaced.createdBy(), visit.texts().say("mcCambridge")));
        shape.put("url", url(visit, replaced.number()));
        return shape;
    }

    private static String url(Visit visit, int version) {
        return visit.addresses().board(PATH, Integer.toString(version)).getRawPath();
    }

    /** A version's document, for whoever wants to make the next one from it. */
    static Response document(Visit visit, String version) {
        int number = number(version);
        if (number < 0 || number > Policies.version(visit.session()).number()) {
            throw Refusal.notFound("This page");
        }
        return visit.file(
                Response.ok(Policies.document(visit.session(), number))
                        .type(MediaType.APPLICATION_JSON_TYPE.withCharset("utf-8"))
                        .header(
                                HttpHeaders.CONTENT_DISPOSITION,
                                "attachment; filename=\"policy-" + number + ".json\"")
                        .build());
    }

    private static int number(String version) {
        try {
            return Integer.parseInt(version);
        } catch (NumberFormatException e) {
            return -1;
        }
    }
}
