package org.mycambridge.themes;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What the Java side gives each page for people who are signed in, in its states. */
final class ConsolePages {

    static final String LONG_NAME = "Maximiliana-Konstantina".repeat(5).substring(0, 100);
    static final String SCHOOL = "3A Tutors Ltd";

    private ConsolePages() {}

    /** A page in one of its states. */
    record State(String name, String template, Map<String, Object> attributes) {

        State with(Object... more) {
            return as(name, more);
        }

        State as(String newName, Object... more) {
            Map<String, Object> all = new HashMap<>(attributes);
            all.putAll(map(more));
            all.values().removeIf(value -> value == null);
            return new State(newName, template, all);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Map<String, Object> map(Object... keysAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            map.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return map;
    }

    /** Every page in every state, with an ordinary name. */
    static Stream<State> all() {
        return states("Jane Smith", SCHOOL);
    }

    /** The same, with a name of a person and of a centre of the caller's choice. */
    static Stream<State> states(String person, String school) {
        return Stream.of(
                        usersStates(person, school),
                        addStates(school),
                        personStates(person, school),
                        confirmStates(person, school),
                        detailsStates(person, school),
                        severalStates(person, school),
                        schoolsStates(person, school),
                        historyStates(person, school),
                        boardStates(person, school),
                        otherStates(person, school))
                .flatMap(List::stream);
    }

    // ------------------------------------------------------------------ users

    static State users(String person, String school) {
        return new State(
                "users",
                "mc-users.ftl",
                centrePage(
                        school,
                        "mcFilter",
                        filter("", "", ""),
                        "mcSorts",
                        sorts(),
                        "mcPeople",
                        people(person),
                        "mcRange",
                        range(1, 4, 4, null, null),
                        "mcAddUrl",
                        "/add",
                        "mcAddSeveralUrl",
                        "/add-several",
                        "mcExportUrl",
                        "/export"));
    }

    private static List<State> usersStates(String person, String school) {
        State users = users(person, school);
        State added =
                users.as(
                        "users-added",
                        "mcDone",
                        done("added", person, "sent", List.of("A warning about " + person)));
        List<State> states =
                new ArrayList<>(
                        List.of(
                                users,
                                added,
                                users.as(
                                        "users-filtered",
                                        "mcFilter",
                                        filter("smith", "managers", "ACTIVE", "/users")),
                                users.as(
                                        "users-page-2",
                                        "mcPeople",
                                        many(25),
                                        "mcRange",
                                        range(26, 50, 312, "/users?page=1", "/users?page=3")),
                                users.as(
                                        "users-nobody",
                                        "mcPeople",
                                        List.of(),
                                        "mcRange",
                                        range(0, 0, 0, null, null)),
                                users.as(
                                        "users-not-found",
                                        "mcFilter",
                                        filter("xyz", "", "", "/users"),
                                        "mcPeople",
                                        List.of(),
                                        "mcRange",
                                        range(0, 0, 0, null, null)),
                                users.as(
                                        "users-past-the-end",
                                        "mcPeople",
                                        List.of(),
                                        "mcRange",
                                        range(0, 0, 312, "/users?page=13", null)),
                                users.as(
                                        "users-bad-search",
                                        "mcFilter",
                                        filter("x", "", "", "/users"),
                                        "mcProblems",
                                        problems("search", "Type at least 2 characters.")),
                                users.as(
                                        "users-of-school",
                                        "mcParent",
                                        map("title", "CA001 - " + school, "url", "/schools"),
                                        "mcCentre",
                                        centre(school, "APPROVED"),
                                        "mcWarnings",
                                        warnings())));
        for (String kind : List.of("roles-changed", "disabled", "email-corrected")) {
            states.add(
                    users.as(
                            "users-" + kind,
                            "mcDone",
                            done(kind, person, "not-delivered", List.of())));
        }
        return states;
    }

    // ------------------------------------------------------------------ add, person

    private static List<State> addStates(String school) {
        State add =
                new State(
                        "add",
                        "mc-add.ftl",
                        centrePage(
                                school,
                                "mcValues",
                                values("", "", ""),
                                "mcServices",
                                services(false),
                                "mcForm",
                                form(),
                                "mcCancelUrl",
                                "/users"));
        return List.of(
                add,
                add.as(
                        "add-another",
                        "mcDone",
                        done("added", "Sam Worthington", "being-sent", List.of())),
                add.as(
                        "add-wrong",
                        "mcValues",
                        values("Jane", "", "jane"),
                        "mcProblems",
                        problems(
                                "lastName",
                                "Type the last name.",
                                "email",
                                "This is not an email address.",
                                "role-sfa.teacher",
                                "Only Cambridge can give this role")),
                add.as("add-signed-in-again", "mcNotice", "signed-in-again"),
                add.as("add-expired", "mcNotice", "form-expired"),
                add.as("add-refused", "mcRefused", "You can't add users at this centre"));
    }

    static State person(String person, String school) {
        return new State(
                "person",
                "mc-person.ftl",
                centrePage(
                        school,
                        "mcSubject",
                        subject(person, "ACTIVE"),
                        "mcActions",
                        List.of(
                                action("reset-password", null),
                                action("disable", null),
                                action("remove", "Jane holds a role. Ask Cambridge to move it"),
                                action("details", "Jane has signed in and changes it herself")),
                        "mcServices",
                        services(true),
                        "mcForm",
                        form(),
                        "mcVersion",
                        12345,
                        "mcWas",
                        "centre.user-management sfa.teacher",
                        "mcMayChange",
                        true,
                        "mcTold",
                        List.of(
                                Map.of("name", school, "waiting", true, "at", time()),
                                Map.of("name", "School Hub", "waiting", false, "at", time())),
                        "mcHistory",
                        entries(person, 2),
                        "mcHistoryUrl",
                        "/history",
                        "mcBackUrl",
                        "/users"));
    }

    private static List<State> personStates(String person, String school) {
        State page = person(person, school);
        Map<String, Object> invited = subject(person, "INVITED");
        invited.put("until", time());
        invited.put("mail", "not-delivered");
        Map<String, Object> me = subject(person, "ACTIVE");
        me.put("you", true);
        Map<String, Object> nameless = subject("", "ACTIVE");
        nameless.put("firstName", "-");
        nameless.put("lastName", "-");
        String mine = "You can't do this to your own account. Ask another User Manager";
        Map<String, Object> stale =
                map(
                        "at",
                        time(),
                        "text",
                        "Kim Park gave " + person + " Exams Officer",
                        "roles",
                        List.of(map("name", "Exams Officer", "now", true, "yours", false)));
        return List.of(
                page,
                page.as("person-saved", "mcDone", done("roles-changed", person, "sent", List.of())),
                page.as(
                        "person-invited",
                        "mcSubject",
                        invited,
                        "mcActions",
                        List.of(
                                action("resend-invitation", null),
                                action("disable", null),
                                action("remove", null),
                                action("details", null)),
                        "mcHistory",
                        List.of()),
                page.as(
                        "person-you",
                        "mcSubject",
                        me,
                        "mcActions",
                        List.of(
                                action("reset-password", mine),
                                action("disable", mine),
                                action("remove", mine)),
                        "mcServices",
                        lockedServices("You can't change your own roles"),
                        "mcMayChange",
                        false),
                page.as("person-nameless", "mcSubject", nameless),
                page.as("person-disabled", "mcSubject", subject(person, "DISABLED")),
                page.as("person-stale", "mcStale", stale));
    }

    // ------------------------------------------------------------------ confirm, details

    static State confirm(String act, String person, String school) {
        return new State(
                "confirm-" + act,
                "mc-confirm.ftl",
                centrePage(
                        school,
                        "mcAct",
                        act,
                        "mcSubject",
                        subject(person, "INVITED"),
                        "mcLost",
                        List.of("Submit for Assessment: Exams Officer", "Access To Scripts"),
                        "mcServicesLost",
                        List.of("Submit for Assessment", "Access to Scripts"),
                        "mcForm",
                        form(),
                        "mcCancelUrl",
                        "/person"));
    }

    private static List<State> confirmStates(String person, String school) {
        return List.of(
                confirm("remove", person, school),
                confirm("disable", person, school),
                confirm("enable", person, school)
                        .with("mcLost", List.of(), "mcServicesLost", List.of()),
                confirm("reset-password", person, school)
                        .with("mcLost", List.of(), "mcServicesLost", List.of()),
                confirm("resend-invitation", person, school)
                        .with("mcLost", List.of(), "mcServicesLost", List.of()),
                confirm("replace", person, school)
                        .with(
                                "mcLost",
                                null,
                                "mcRole",
                                "School Support Hub Coordinator",
                                "mcHolder",
                                "Kim Park",
                                "mcVersion",
                                7,
                                "mcServicesLost",
                                List.of()),
                confirm("remove", person, school)
                        .as("confirm-refused", "mcRefused", person + " is the last User Manager"));
    }

    private static List<State> detailsStates(String person, String school) {
        State details =
                new State(
                        "details",
                        "mc-details.ftl",
                        centrePage(
                                school,
                                "mcSubject",
                                subject(person, "INVITED"),
                                "mcValues",
                                values(person, "Smith", "jane@gb123.example"),
                                "mcForm",
                                form(),
                                "mcVersion",
                                3,
                                "mcCancelUrl",
                                "/person"));
        return List.of(
                details,
                details.as(
                        "details-wrong",
                        "mcProblems",
                        problems("email", "There is already an account.")),
                details.as("details-refused", "mcRefused", "Jane has signed in already"));
    }

    // ------------------------------------------------------------------ add several

    private static List<State> severalStates(String person, String school) {
        List<Map<String, Object>> rows =
                List.of(
                        row(2, person, "ready", null),
                        row(3, "Buzz Lightyear", "ready", null),
                        row(5, "", "refused", "Type the first or given name."));
        State several =
                new State(
                        "several",
                        "mc-add-several.ftl",
                        centrePage(
                                school,
                                "mcStep",
                                "enter",
                                "mcText",
                                "",
                                "mcRows",
                                List.of(),
                                "mcCount",
                                map("ready", 0, "refused", 0, "added", 0),
                                "mcMost",
                                500,
                                "mcRoles",
                                List.of(
                                        map("id", "centre.exams-officer", "name", "Exams Officer"),
                                        map("id", "scripts.user", "name", "Access To Scripts")),
                                "mcTemplateUrl",
                                "/template",
                                "mcForm",
                                form(),
                                "mcCancelUrl",
                                "/users",
                                "mcBackUrl",
                                "/users"));
        State preview =
                several.as(
                        "several-preview",
                        "mcStep",
                        "preview",
                        "mcText",
                        "\nfirst,last\n" + person,
                        "mcRows",
                        rows,
                        "mcCount",
                        map("ready", 2, "refused", 1, "added", 0));
        return List.of(
                several,
                several.as(
                        "several-wrong",
                        "mcText",
                        "nonsense",
                        "mcProblems",
                        problems("text", "There is nobody on the list.", "file", "Too large.")),
                preview,
                preview.as(
                        "several-none-ready",
                        "mcRows",
                        rows.subList(2, 3),
                        "mcCount",
                        map("ready", 0, "refused", 1, "added", 0)),
                preview.as(
                        "several-500",
                        "mcRows",
                        IntStream.range(2, 502)
                                .mapToObj(line -> row(line, person + line, "ready", null))
                                .toList(),
                        "mcCount",
                        map("ready", 500, "refused", 0, "added", 0)),
                several.as(
                        "several-done",
                        "mcStep",
                        "done",
                        "mcRows",
                        List.of(row(2, person, "added", null), rows.get(2)),
                        "mcCount",
                        map("ready", 0, "refused", 1, "added", 1)));
    }

    // ------------------------------------------------------------------ schools, history

    private static List<State> schoolsStates(String person, String school) {
        State schools =
                new State(
                        "schools",
                        "mc-schools.ftl",
                        centrePage(
                                school,
                                "mcAssigned",
                                map("count", 48, "most", 50),
                                "mcFilter",
                                schoolFilter(null),
                                "mcSchools",
                                List.of(
                                        school("50538", school, "APPROVED", "/50538"),
                                        troubled(school("50539", person, "APPROVED", "/50539")),
                                        school("50540", "Proposed", "PROPOSED", null),
                                        school("50541", "Suspended", "SUSPENDED", null)),
                                "mcRange",
                                range(1, 4, 4, null, null)));
        return List.of(
                schools,
                schools.as("schools-page-2", "mcRange", range(26, 29, 29, "/schools?page=1", null)),
                schools.as(
                        "schools-not-found",
                        "mcFilter",
                        schoolFilter("/schools"),
                        "mcSchools",
                        List.of(),
                        "mcRange",
                        range(0, 0, 0, null, null)),
                schools.as(
                        "schools-none",
                        "mcAssigned",
                        null,
                        "mcSchools",
                        List.of(),
                        "mcRange",
                        range(0, 0, 0, null, null)));
    }

    private static List<State> historyStates(String person, String school) {
        State history =
                new State(
                        "history",
                        "mc-history.ftl",
                        centrePage(
                                school,
                                "mcEntries",
                                entries(person, 25),
                                "mcRange",
                                range(26, 50, 60, "/history?page=1", "/history?page=3")));
        return List.of(
                history,
                history.as(
                        "history-of-person",
                        "mcSubject",
                        subject(person, "ACTIVE"),
                        "mcAllUrl",
                        "/history"),
                history.as(
                        "history-none",
                        "mcEntries",
                        List.of(),
                        "mcRange",
                        range(0, 0, 0, null, null)));
    }

    // ------------------------------------------------------------------ the board's pages

    private static Map<String, Object> boardPage(Object... more) {
        Map<String, Object> page = everyPage();
        page.put("mcBoardUrl", "/board");
        page.putAll(map(more));
        return page;
    }

    private static List<State> boardStates(String person, String school) {
        Map<String, Object> centre = centre(school, null);
        centre.put("url", "/board/50538");
        Map<String, Object> found =
                map("url", "/board", "search", "", "centresUrl", "/c", "peopleUrl", "/p");
        State board =
                new State(
                        "board",
                        "mc-board.ftl",
                        boardPage(
                                "mcFind",
                                found,
                                "mcShow",
                                "centres",
                                "mcFound",
                                map("centres", 1),
                                "mcCentres",
                                List.of(centre),
                                "mcRange",
                                range(1, 1, 1, null, null),
                                "mcNewUrl",
                                "/board/new",
                                "mcPolicyUrl",
                                "/board/policy",
                                "mcDeliveriesUrl",
                                "/board/deliveries",
                                "mcWanted",
                                wanted()));
        Map<String, Object> searched = new HashMap<>(found);
        searched.putAll(map("search", person, "clearUrl", "/board"));
        State people =
                board.as(
                        "board-people",
                        "mcFind",
                        searched,
                        "mcShow",
                        "people",
                        "mcFound",
                        map("centres", 0, "people", 1),
                        "mcPeople",
                        List.of(
                                map(
                                        "name",
                                        person,
                                        "email",
                                        "jane@gb123.example",
                                        "status",
                                        "INVITED",
                                        "centre",
                                        centre,
                                        "url",
                                        "/board/50538/p1")));
        Map<String, Object> none =
                map("mcCentres", List.of(), "mcRange", range(0, 0, 0, null, null));
        Map<String, Object> values =
                map("number", "50538", "name", school, "type", "CENTRE", "parent", "", "link", "");
        Map<String, Object> choices =
                map("types", List.of("CENTRE", "ASSOCIATE_CENTRE"), "links", List.of("APPROVED"));
        Object[] form = {
            "mcForm",
            form(),
            "mcCentre",
            centre,
            "mcValues",
            values,
            "mcChoices",
            choices,
            "mcReason",
            person,
            "mcVersion",
            "3",
            "mcHeld",
            List.of(),
            "mcCancelUrl",
            "/cancel"
        };
        State change = new State("board-change", "mc-board-change.ftl", boardPage(form));
        State status =
                new State("board-suspend", "mc-board-status.ftl", boardPage(form))
                        .with("mcAct", "suspend", "mcAffected", 2);
        State page =
                new State(
                        "board-centre",
                        "mc-board-centre.ftl",
                        boardPage(
                                "mcCentre",
                                centre(school, "APPROVED"),
                                "mcAbove",
                                map("title", "CA001 - " + school, "url", "/board/CA001"),
                                "mcOpenUrl",
                                "/users",
                                "mcAddUrl",
                                "/add",
                                "mcChangeUrl",
                                "/change",
                                "mcAssigneesUrl",
                                "/assignees",
                                "mcAssignmentsUrl",
                                "/assignments",
                                "mcActs",
                                List.of(
                                        map("kind", "suspend", "url", "/suspend"),
                                        map("kind", "close", "url", "/close"))));
        List<State> states = new ArrayList<>(boardWorkStates(person, school));
        states.addAll(
                List.of(
                        board,
                        people,
                        new State(
                                        "board-none",
                                        "mc-board.ftl",
                                        board.with("mcFind", searched).attributes())
                                .with(
                                        none.entrySet().stream()
                                                .flatMap(
                                                        entry ->
                                                                Stream.of(
                                                                        entry.getKey(),
                                                                        entry.getValue()))
                                                .toArray()),
                        people.as(
                                "board-nobody",
                                "mcPeople",
                                List.of(),
                                "mcRange",
                                range(0, 0, 0, null, null)),
                        board.as(
                                "board-bad-search",
                                "mcProblems",
                                problems("search", "Type at least 2 characters.")),
                        page,
                        page.as(
                                "board-centre-read",
                                "mcAddUrl",
                                null,
                                "mcChangeUrl",
                                null,
                                "mcAbove",
                                null),
                        new State("board-new", "mc-board-new.ftl", boardPage(form))
                                .with("mcCentre", null),
                        change,
                        change.as(
                                "board-change-held",
                                "mcHeld",
                                List.of(map("name", person, "role", school), map("name", person)),
                                "mcProblems",
                                problems(
                                        "type",
                                        "Choose the type.",
                                        "",
                                        "People hold something here.")),
                        status,
                        status.as("board-close", "mcAct", "close"),
                        status.as("board-activate", "mcAct", "activate"),
                        users(person, school)
                                .as(
                                        "board-looking",
                                        "mcLooking",
                                        "/board/50538",
                                        "mcBoardUrl",
                                        "/board",
                                        "mcAddUrl",
                                        null,
                                        "mcAddSeveralUrl",
                                        null,
                                        "mcExportUrl",
                                        null)));
        return states;
    }

    private static List<Map<String, Object>> wanted() {
        return Stream.of("no-user-manager", "no-exams-officer", "suspended", "invitation-expired")
                .map(kind -> map("kind", kind, "number", 2, "url", "/board/wanted/" + kind))
                .toList();
    }

    /** Assignments, the policy, what has not arrived. */
    private static List<State> boardWorkStates(String person, String school) {
        Map<String, Object> somebody =
                map("id", "p1", "name", person, "email", "p1@a.example", "taken", 3, "on", true);
        Map<String, Object> other =
                map("id", "p2", "name", "", "email", "p2@a.example", "taken", 0, "on", false);
        Map<String, Object> school1 = centre(school, "PROPOSED");
        school1.putAll(map("by", List.of(person, "Kim Park"), "url", "/assignees"));
        Map<String, Object> school2 = centre("Nobody’s", "APPROVED");
        school2.putAll(map("by", List.of(), "url", "/assignees"));
        Object[] common = {
            "mcForm",
            form(),
            "mcCentre",
            centre(school, null),
            "mcAssociate",
            "CA001 - " + school,
            "mcPeople",
            List.of(somebody, other),
            "mcMost",
            50,
            "mcWas",
            "p1",
            "mcReason",
            "",
            "mcCancelUrl",
            "/cancel",
            "mcNobodys",
            2,
            "mcStep",
            "",
            "mcVersion",
            "3",
            "mcText",
            "\n{\"a\": 1}"
        };
        State assignments =
                new State(
                        "board-assignments",
                        "mc-board-assignments.ftl",
                        boardPage(
                                "mcCentre",
                                centre(school, null),
                                "mcFilter",
                                map("url", "/assignments", "search", ""),
                                "mcCases",
                                List.of(school1, school2),
                                "mcRange",
                                range(1, 2, 2, null, null),
                                "mcPeople",
                                List.of(somebody),
                                "mcNobodys",
                                1,
                                "mcPlanUrl",
                                "/plan",
                                "mcCancelUrl",
                                "/cancel"));
        State plan = new State("board-plan", "mc-board-plan.ftl", boardPage(common));
        Map<String, Object> share = new HashMap<>(somebody);
        share.putAll(map("centres", List.of("50538", "50539"), "total", 5));
        Map<String, Object> full = new HashMap<>(other);
        full.putAll(map("centres", List.of(), "total", 50));
        State replace =
                new State("board-policy-replace", "mc-board-policy-replace.ftl", boardPage(common));
        State policy =
                new State(
                        "board-policy",
                        "mc-board-policy.ftl",
                        boardPage(
                                "mcVersion",
                                2,
                                "mcSettings",
                                map("roles", 14, "services", 6, "most", 50, "days", 7),
                                "mcVersions",
                                List.of(map("number", 2, "at", time(), "by", person, "url", "/2")),
                                "mcShippedUrl",
                                "/0",
                                "mcCurrentUrl",
                                "/2",
                                "mcReplaceUrl",
                                "/replace"));
        Map<String, Object> trying =
                map(
                        "kind",
                        "invitation",
                        "name",
                        person,
                        "centre",
                        "50538",
                        "url",
                        "/p1",
                        "since",
                        time(),
                        "next",
                        time(),
                        "attempts",
                        2,
                        "error",
                        "ConnectException",
                        "retryUrl",
                        "/retry-mail");
        Map<String, Object> ended =
                map(
                        "kind",
                        "reset-password",
                        "name",
                        "",
                        "since",
                        time(),
                        "attempts",
                        40,
                        "error",
                        "SendFailedException");
        State deliveries =
                new State(
                        "board-deliveries",
                        "mc-board-deliveries.ftl",
                        boardPage(
                                "mcMails",
                                List.of(trying, ended),
                                "mcRange",
                                range(1, 2, 2, null, null),
                                "mcServices",
                                List.of(
                                        map(
                                                "name",
                                                school,
                                                "webhook",
                                                true,
                                                "failing",
                                                true,
                                                "waiting",
                                                3,
                                                "oldest",
                                                time(),
                                                "dead",
                                                1,
                                                "retryUrl",
                                                "/retry"),
                                        map(
                                                "name", "Hub", "webhook", false, "failing", false,
                                                "waiting", 0, "dead", 0))));
        State list =
                new State(
                        "board-wanted",
                        "mc-board-wanted.ftl",
                        boardPage(
                                "mcKind",
                                "suspended",
                                "mcCentres",
                                List.of(school1),
                                "mcRange",
                                range(1, 1, 1, null, null)));
        return List.of(
                assignments,
                assignments.as(
                        "board-assignments-none",
                        "mcCases",
                        List.of(),
                        "mcPeople",
                        List.of(),
                        "mcNobodys",
                        0,
                        "mcRange",
                        range(0, 0, 0, null, null)),
                new State("board-assignees", "mc-board-assignees.ftl", boardPage(common)),
                new State("board-assignees-nobody", "mc-board-assignees.ftl", boardPage(common))
                        .with("mcPeople", List.of()),
                plan,
                plan.as(
                        "board-plan-wrong",
                        "mcProblems",
                        problems("person", "Choose at least one person.")),
                plan.as(
                        "board-plan-preview",
                        "mcStep",
                        "preview",
                        "mcShares",
                        List.of(share, full),
                        "mcLeft",
                        List.of("50540"),
                        "mcShown",
                        "abc",
                        "mcNotice",
                        "plan-moved"),
                policy,
                policy.as("board-policy-read", "mcReplaceUrl", null, "mcVersions", List.of()),
                replace,
                replace.as(
                        "board-policy-wrong",
                        "mcProblems",
                        problems("text", "This document cannot be used.", "file", "Too large.")),
                replace.as(
                        "board-policy-preview",
                        "mcStep",
                        "preview",
                        "mcIllegal",
                        List.of(
                                map(
                                        "typeName",
                                        "mcCentreType.CENTRE",
                                        "role",
                                        "gl.holder",
                                        "people",
                                        2)),
                        "mcRights",
                        List.of(
                                map(
                                        "typeName",
                                        "mcCentreType.CENTRE",
                                        "relation",
                                        "OWN",
                                        "right",
                                        "GRANT ssh.teacher",
                                        "gain",
                                        5,
                                        "lose",
                                        0),
                                map(
                                        "typeName",
                                        "mcCentreType.ASSOCIATE_CENTRE",
                                        "relation",
                                        "PARENT",
                                        "right",
                                        "DISABLE EVERYONE",
                                        "gain",
                                        0,
                                        "lose",
                                        1))),
                replace.as(
                        "board-policy-preview-same",
                        "mcStep",
                        "preview",
                        "mcIllegal",
                        List.of(),
                        "mcRights",
                        List.of()),
                deliveries,
                deliveries.as(
                        "board-deliveries-none",
                        "mcMails",
                        List.of(),
                        "mcRange",
                        range(0, 0, 0, null, null)),
                new State(
                        "board-retry",
                        "mc-board-retry.ftl",
                        boardPage(
                                "mcForm",
                                form(),
                                "mcService",
                                school,
                                "mcDead",
                                2,
                                "mcReason",
                                "",
                                "mcCancelUrl",
                                "/cancel")),
                new State(
                        "board-retry-mail",
                        "mc-board-retry-mail.ftl",
                        boardPage(
                                "mcForm",
                                form(),
                                "mcMail",
                                ended,
                                "mcReason",
                                "",
                                "mcCancelUrl",
                                "/cancel")),
                new State(
                        "board-retry-nothing",
                        "mc-board-retry.ftl",
                        boardPage("mcService", school, "mcDead", 0, "mcCancelUrl", "/cancel")),
                plan.as("board-plan-nobody", "mcPeople", List.of()),
                list,
                list.as(
                        "board-wanted-none",
                        "mcKind",
                        "no-exams-officer",
                        "mcCentres",
                        List.of(),
                        "mcRange",
                        range(0, 0, 0, null, null)));
    }

    // ------------------------------------------------------------------ other pages

    private static List<State> otherStates(String person, String school) {
        Map<String, Object> organisation = everyPage();
        Map<String, Object> one = centre(school, null);
        one.put("url", "/centres/50538");
        Map<String, Object> other = centre("Closed school", null);
        other.putAll(map("number", "50539", "status", "CLOSED", "url", "/centres/50539"));
        organisation.put("mcCentres", List.of(one, other));
        Map<String, Object> roles = everyPage();
        roles.put("mcServices", meanings());
        roles.put("mcContact", "info@board.example");
        Map<String, Object> message = everyPage();
        message.put("mcKind", "not-found");
        State missing = new State("message-not-found", "mc-message.ftl", message);
        State choice = new State("organisation", "mc-organisation.ftl", organisation);
        List<State> states =
                new ArrayList<>(
                        List.of(
                                choice,
                                choice.as("organisation-none", "mcCentres", List.of()),
                                new State("roles", "mc-roles.ftl", roles),
                                missing,
                                missing.as(
                                        "message-conflict-told",
                                        "mcKind",
                                        "conflict",
                                        "mcText",
                                        person + " is the last User Manager here.",
                                        "mcBackUrl",
                                        "/users")));
        for (String kind : List.of("forbidden", "busy", "conflict", "bad-request", "too-large")) {
            states.add(missing.as("message-" + kind, "mcKind", kind));
        }
        return states;
    }

    // ------------------------------------------------------------------ pieces

    static Map<String, Object> everyPage() {
        return map(
                "mcPerson",
                map("fullName", "Jane Smith", "email", "jane@gb123.example"),
                "mcMayManage",
                true,
                "mcHomeUrl",
                "/home",
                "mcOrganisationUrl",
                "/organisation",
                "mcRolesUrl",
                "/roles",
                "mcAccountUrl",
                "/account",
                "mcSignOutUrl",
                "/sign-out",
                "mcResources",
                "/resources/login");
    }

    private static Map<String, Object> centrePage(String school, Object... more) {
        Map<String, Object> page = everyPage();
        page.put("mcCentre", centre(school, null));
        page.put(
                "mcTabs",
                List.of(
                        map("key", "users", "url", "/users"),
                        map("key", "schools", "url", "/schools"),
                        map("key", "history", "url", "/history")));
        page.put("mcWarnings", List.of());
        page.putAll(map(more));
        return page;
    }

    private static Map<String, Object> centre(String name, String link) {
        Map<String, Object> centre =
                map(
                        "number",
                        "50538",
                        "name",
                        name,
                        "title",
                        "50538 - " + name,
                        "type",
                        "ASSOCIATE_CENTRE",
                        "typeName",
                        "mcCentreType.ASSOCIATE_CENTRE",
                        "status",
                        "ACTIVE");
        if (link != null) {
            centre.put("link", link);
        }
        return centre;
    }

    static Map<String, Object> done(String kind, String name, String mail, List<String> texts) {
        Map<String, Object> done = map("kind", kind, "name", name, "texts", texts);
        if (mail != null) {
            done.put("mail", mail);
        }
        return done;
    }

    static List<Map<String, Object>> problems(String... fieldsAndTexts) {
        return IntStream.range(0, fieldsAndTexts.length / 2)
                .mapToObj(
                        i -> map("field", fieldsAndTexts[2 * i], "text", fieldsAndTexts[2 * i + 1]))
                .toList();
    }

    private static List<Map<String, Object>> warnings() {
        return List.of(
                map("kind", "nobody", "role", "Submit for Assessment: Exams Officer"),
                map("kind", "one-manager", "role", "User Management"),
                map("kind", "undelivered", "number", 2),
                map("kind", "expired", "number", 1, "url", "/users?status=INVITATION_EXPIRED"));
    }

    private static Map<String, Object> filter(String search, String role, String status) {
        return map(
                "url",
                "/users",
                "search",
                search,
                "role",
                role,
                "status",
                status,
                "sort",
                "name",
                "roles",
                List.of(map("id", "sfa.teacher", "name", "Submit for Assessment: Teacher")),
                "statuses",
                List.of("ACTIVE", "INVITED", "INVITATION_EXPIRED", "DISABLED"));
    }

    private static Map<String, Object> filter(
            String search, String role, String status, String clearUrl) {
        Map<String, Object> filter = filter(search, role, status);
        filter.put("clearUrl", clearUrl);
        return filter;
    }

    private static Map<String, Object> schoolFilter(String clearUrl) {
        Map<String, Object> filter =
                map(
                        "url",
                        "/schools",
                        "search",
                        "",
                        "filter",
                        clearUrl == null ? "" : "pending",
                        "filters",
                        List.of("no-user-manager", "no-coordinator", "pending", "quiet"));
        if (clearUrl != null) {
            filter.put("clearUrl", clearUrl);
        }
        return filter;
    }

    private static Map<String, Object> sorts() {
        return map(
                "name",
                map("url", "/users?sort=-name", "sorted", "ascending"),
                "email",
                map("url", "/users?sort=email", "sorted", "none"),
                "status",
                map("url", "/users?sort=status", "sorted", "none"));
    }

    private static List<Map<String, Object>> people(String person) {
        return List.of(
                listed("p1", person, "ACTIVE", null, true),
                listed("p2", "Buzz Lightyear", "INVITED", "not-delivered", false),
                listed("p3", "Jack Black", "INVITATION_EXPIRED", "being-sent", false),
                listed("p4", "Stephen Hughes", "DISABLED", null, false));
    }

    private static List<Map<String, Object>> many(int people) {
        return IntStream.range(0, people)
                .mapToObj(i -> listed("p" + i, "Person " + i, "ACTIVE", null, false))
                .toList();
    }

    private static Map<String, Object> listed(
            String id, String name, String status, String mail, boolean you) {
        Map<String, Object> person =
                map(
                        "id",
                        id,
                        "name",
                        name,
                        "email",
                        id + ".a-rather-long-address@gb123.example",
                        "roles",
                        you
                                ? List.of(
                                        "Access Arrangements Nominated User", "Compliance Officer")
                                : List.of(),
                        "status",
                        status,
                        "url",
                        "/users/" + id,
                        "you",
                        you);
        if (mail != null) {
            person.put("mail", mail);
        }
        return person;
    }

    private static Map<String, Object> range(
            int first, int last, int total, String previous, String next) {
        Map<String, Object> range = map("first", first, "last", last, "total", total);
        if (previous != null) {
            range.put("previousUrl", previous);
        }
        if (next != null) {
            range.put("nextUrl", next);
        }
        return range;
    }

    private static Map<String, Object> form() {
        return map("url", "/here", "token", "t0ken", "once", "0nce", "by", "me");
    }

    private static Map<String, Object> values(String first, String last, String email) {
        return map("firstName", first, "lastName", last, "email", email);
    }

    private static Map<String, Object> subject(String name, String status) {
        return map(
                "id",
                "p1",
                "firstName",
                name,
                "lastName",
                "-",
                "name",
                name,
                "email",
                "jane.smith@gb123.example",
                "status",
                status,
                "you",
                false);
    }

    private static Map<String, Object> action(String kind, String reason) {
        Map<String, Object> action =
                map("kind", kind, "url", "/users/p1/" + kind, "allowed", reason == null);
        if (reason != null) {
            action.put("reason", reason);
        }
        return action;
    }

    private static Map<String, Object> time() {
        return map("iso", "2026-03-03T09:05:00Z", "text", "3 March 2026, 09:05 UTC");
    }

    private static List<Map<String, Object>> entries(String person, int number) {
        return IntStream.range(0, number)
                .mapToObj(
                        i -> {
                            Map<String, Object> entry =
                                    map("at", time(), "text", "Kim Park disabled " + person);
                            if (i % 2 == 0) {
                                entry.putAll(map("reason", "Has left " + i, "url", "/users/p1"));
                            }
                            return entry;
                        })
                .toList();
    }

    static List<Map<String, Object>> services(boolean on) {
        Map<String, Object> managing = role("centre.user-management", "User Management", on);
        managing.put("shared", true);
        Map<String, Object> officer = role("centre.exams-officer", "Exams Officer", false);
        officer.putAll(map("shared", true, "sharedWith", List.of("Access to Scripts")));
        Map<String, Object> pointer = role("centre.exams-officer", "Exams Officer", false);
        pointer.putAll(map("shared", true, "elsewhere", "Centre Administration"));
        Map<String, Object> coordinator =
                locked(
                        role("ssh.coordinator", "School Support Hub Coordinator", on),
                        "Kim Park is already the Coordinator. A centre has one");
        coordinator.put("replaceUrl", "/users/p1/replace/ssh.coordinator");
        return List.of(
                service(
                        "centre-administration",
                        "Centre Administration",
                        List.of(
                                managing,
                                officer,
                                locked(
                                        role("centre.administrator", "Administrator", on),
                                        "Only Cambridge can give this role"))),
                service(
                        "access-to-scripts",
                        "Access to Scripts",
                        List.of(role("scripts.user", "Access To Scripts", false), pointer)),
                service(
                        "submit-for-assessment",
                        "Submit for Assessment",
                        List.of(
                                role(
                                        "sfa.exams-officer",
                                        "Submit for Assessment: Exams Officer",
                                        false),
                                role("sfa.teacher", "Submit for Assessment: Teacher", on))),
                service("school-support-hub", "School Support Hub", List.of(coordinator)));
    }

    private static List<Map<String, Object>> lockedServices(String reason) {
        return List.of(
                service(
                        "centre-administration",
                        "Centre Administration",
                        List.of(
                                locked(
                                        role("centre.user-management", "User Management", true),
                                        reason),
                                locked(
                                        role("centre.administrator", "Administrator", false),
                                        reason))),
                service(
                        "submit-for-assessment",
                        "Submit for Assessment",
                        List.of(locked(role("sfa.teacher", "Teacher", true), reason))));
    }

    private static Map<String, Object> service(
            String id, String name, List<Map<String, Object>> roles) {
        return map("id", id, "name", name, "roles", roles);
    }

    private static Map<String, Object> role(String id, String name, boolean on) {
        return map(
                "id",
                id,
                "name",
                name,
                "description",
                "Users with the role can open the service and do what it is for at their centre.",
                "shared",
                false,
                "sharedWith",
                List.of(),
                "on",
                on,
                "locked",
                false);
    }

    private static Map<String, Object> locked(Map<String, Object> role, String reason) {
        role.putAll(map("locked", true, "reason", reason));
        return role;
    }

    private static Map<String, Object> row(int line, String name, String state, String text) {
        Map<String, Object> row =
                map(
                        "line",
                        line,
                        "name",
                        name,
                        "email",
                        "somebody" + line + "@gb123.example",
                        "roles",
                        List.of("Exams Officer"),
                        "state",
                        state);
        if (text != null) {
            row.put("text", text);
        }
        return row;
    }

    private static Map<String, Object> school(String number, String name, String link, String url) {
        Map<String, Object> school =
                map("number", number, "name", name, "link", link, "health", List.of());
        if (url != null) {
            school.put("url", url);
        }
        return school;
    }

    private static Map<String, Object> troubled(Map<String, Object> school) {
        school.put(
                "health",
                List.of(
                        map("kind", "no-user-manager"),
                        map("kind", "no-coordinator"),
                        map("kind", "pending", "number", 2),
                        map("kind", "quiet")));
        school.put("lastSignIn", time());
        return school;
    }

    private static List<Map<String, Object>> meanings() {
        Map<String, Object> managing = role("centre.user-management", "User Management", false);
        managing.putAll(
                map(
                        "shared",
                        true,
                        "sharedWith",
                        List.of("Access to Scripts"),
                        "givenBy",
                        List.of("User Manager", "Cambridge"),
                        "notifications",
                        "NONE",
                        "heldAt",
                        List.of("mcCentreType.CENTRE", "mcCentreType.ASSOCIATE")));
        Map<String, Object> officer = role("sfa.exams-officer", "Exams Officer", false);
        officer.putAll(
                map(
                        "givenBy",
                        List.of("User Manager"),
                        "notifications",
                        "ALL",
                        "heldAt",
                        List.of("mcCentreType.CENTRE")));
        return List.of(
                map(
                        "name",
                        "Centre Administration",
                        "guidanceUrl",
                        "https://guidance.example/",
                        "roles",
                        List.of(managing)),
                map("name", "Submit for Assessment", "guidanceUrl", "", "roles", List.of(officer)));
    }
}
