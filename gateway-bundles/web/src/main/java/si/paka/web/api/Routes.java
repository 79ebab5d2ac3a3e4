package si.paka.web.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import si.paka.model.DeviceId;
import si.paka.model.Property;
import si.paka.model.access.Role;
import si.paka.model.decision.Outcome;
import si.paka.model.device.Device;
import si.paka.model.port.InvalidDeviceException;
import si.paka.web.Deeds;
import si.paka.web.DeviceForm;
import si.paka.web.Permissions;
import si.paka.web.Ports;
import si.paka.web.Problem;
import si.paka.web.Sight;
import si.paka.web.Views;
import si.paka.web.Waiting;

/** The calls of {@code /api/v1}, who may make them, and what they do. */
final class Routes {
    private static final int COMMAND_PATIENCE_s = 15;
    private static final int MOST_OBSERVATIONS = 10_000;
    private static final int MOST_ROWS = 20_000;

    private final Ports ports;
    private final Views views;
    private final Deeds deeds;
    private final List<Route> routes = new ArrayList<>();

    Routes(Ports ports) {
        this.ports = ports;
        this.views = new Views(ports);
        this.deeds = new Deeds(ports);
        devices();
        actuators();
        get("/health", Permissions.OPEN, "how the gateway is", Shape.NOTHING, request -> views.health());
        get("/alarms", Permissions.READ, "standing alarms", Shape.NOTHING, this::alarms);
        post("/alarms/{id}:ack", Permissions.ACKNOWLEDGE, "acknowledge an alarm", Shape.NOTHING, this::acknowledge);
        get("/profiles", Permissions.READ, "installed device profiles", Shape.NOTHING, this::profiles);
        get("/streets", Permissions.READ, "the site's streets and crossings", Shape.NOTHING, this::streets);
        people();
    }

    private void devices() {
        get("/devices", Permissions.READ, "devices, approved and waiting", Shape.NOTHING, this::devices);
        post("/devices", Permissions.ONBOARD, "create an approved device, or change it", Shape.DEVICE, this::create);
        post(
                "/devices:import",
                Permissions.ONBOARD,
                "create or change many, answered row by row",
                Shape.DEVICE.many(),
                this::importMany);
        get(
                "/devices/{id}/observations",
                Permissions.READ,
                "past observations, oldest first; of the last day unless told, at most 500 unless told",
                Shape.query("property", "from", "to", "limit"),
                this::observations);
        post(
                "/devices/{id}/commands",
                Permissions.INTERVENE,
                "a command of the device's profile",
                Shape.body("command").withOptional("value", "number"),
                this::command);
        post(
                "/devices/{id}:approve",
                Permissions.ONBOARD,
                "approve a waiting device",
                Shape.body("profile", "asset", "owner", "consent")
                        .withOptional("id", "string")
                        .withOptional("name", "string")
                        .withOptional("lat", "number")
                        .withOptional("lon", "number")
                        .withOptional("attributes", "object")
                        .withOptional("psk", "object"),
                this::approve);
        get("/devices/{id}", Permissions.READ, "one device with its values", Shape.NOTHING, this::device);
        route("DELETE", "/devices/{id}", Permissions.REGISTER, "remove a device", Shape.NOTHING, this::remove);
    }

    private void actuators() {
        get("/overrides", Permissions.READ, "overrides in force", Shape.NOTHING, this::overrides);
        post(
                "/overrides",
                Permissions.INTERVENE,
                "override an actuator for a time",
                Shape.body("target", "reason", "expiresAt").with("value", "integer"),
                this::override);
        route(
                "DELETE",
                "/overrides/{id}",
                Permissions.INTERVENE,
                "give control back to the rules",
                Shape.NOTHING,
                this::clearOverride);
        get(
                "/decisions",
                Permissions.READ,
                "why an actuator is as it is, newest first; of all actuators the present decision",
                Shape.query("target"),
                this::decisions);
    }

    private void people() {
        get("/users", Permissions.ADMINISTER, "people", Shape.NOTHING, this::users);
        post(
                "/users",
                Permissions.ADMINISTER,
                "create a person's account, or give it a new password and role",
                Shape.body("user", "password", "role"),
                this::createUser);
        post(
                "/claim",
                Permissions.OPEN,
                "become the first administrator",
                Shape.body("code", "user", "password"),
                this::claim);
        post(
                "/tokens",
                Permissions.ADMINISTER,
                "make a bearer token, shown once",
                Shape.body("role", "expiresAt").withOptional("scope", "string"),
                this::token);
    }

    private void get(String path, Set<Role> roles, String summary, Shape shape, Route.Handler handler) {
        route("GET", path, roles, summary, shape, handler);
    }

    private void post(String path, Set<Role> roles, String summary, Shape shape, Route.Handler handler) {
        route("POST", path, roles, summary, shape, handler);
    }

    private void route(
            String method, String path, Set<Role> roles, String summary, Shape shape, Route.Handler handler) {
        routes.add(Route.of(method, path, roles, summary, shape, handler));
    }

    List<Route> all() {
        return routes;
    }

    private Sight sight(Request request) {
        return new Sight(ports, request.who());
    }

    private Object devices(Request request) {
        List<Object> all = new ArrayList<>();
        Sight sight = sight(request);
        ports.register().list().stream().filter(sight::sees).forEach(device -> all.add(views.device(device)));
        if (!sight.isBound()) {
            ports.register().listWaiting().forEach(device -> all.add(views.waiting(device)));
        }
        return all;
    }

    private Device found(Request request) {
        return sight(request)
                .find(request.name())
                .orElseThrow(() -> new Problem(404, "there is no device \"" + request.name() + "\""));
    }

    private Object device(Request request) {
        Optional<Device> device = sight(request).find(request.name());
        if (device.isPresent() || sight(request).isBound()) {
            return views.device(found(request));
        }
        return views.waiting(deeds.waiting(request.name()));
    }

    private Object create(Request request) throws Exception {
        Map<String, String> fields = DeviceForm.fields(request.body());
        approve(request, fields);
        String address = fields.getOrDefault("address", "");
        String id = fields.getOrDefault("id", address);
        Sight sight = sight(request);
        return views.device(sight.find(id.isBlank() ? address : id)
                .or(() -> sight.find(address.toLowerCase(Locale.ROOT)))
                .orElseThrow());
    }

    private void approve(Request request, Map<String, String> fields) {
        try {
            Waiting.await(deeds.approve(request.who(), fields));
        } catch (InvalidDeviceException e) {
            throw new Problem(422, e.getMessage());
        }
    }

    private Object approve(Request request) throws Exception {
        Map<String, String> fields = DeviceForm.fields(request.body());
        try {
            deeds.approveWaiting(request.who(), request.name(), fields);
        } catch (InvalidDeviceException e) {
            throw new Problem(422, e.getMessage());
        }
        return views.device(sight(request).find(fields.get("id")).orElseThrow());
    }

    /** Imports what is good and tells what is not, row by row. */
    private Object importMany(Request request) throws Exception {
        JsonNode rows = request.largeBody();
        if (!rows.isArray() || rows.size() > MOST_ROWS) {
            throw new Problem(400, "expected a JSON array of at most " + MOST_ROWS + " devices");
        }
        List<Object> problems = new ArrayList<>();
        List<CompletableFuture<Void>> writing = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            try {
                writing.add(deeds.approve(request.who(), DeviceForm.fields(rows.get(i))));
            } catch (InvalidDeviceException e) {
                problems.add(Map.of("row", i + 1, "problems", e.problems()));
            } catch (Problem e) {
                problems.add(Map.of("row", i + 1, "problems", List.of(e.getMessage())));
            }
        }
        Waiting.await(CompletableFuture.allOf(writing.toArray(CompletableFuture[]::new)));
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("imported", writing.size());
        answer.put("problems", problems);
        return answer;
    }

    private Object remove(Request request) {
        Device device = found(request);
        Waiting.await(ports.register().remove(device.id(), request.who().name()));
        Waiting.await(ports.credentials().remove(device.id()));
        return null;
    }

    private Object observations(Request request) {
        Device device = found(request);
        Instant now = Instant.now(ports.clock());
        return ports
                .history()
                .list(
                        device.id(),
                        request.parameter("property").map(Property::new),
                        request.instantParameter("from", now.minus(Duration.ofDays(1))),
                        request.instantParameter("to", now.plusSeconds(1)),
                        request.countParameter("limit", 500, MOST_OBSERVATIONS))
                .stream()
                .map(views::observation)
                .toList();
    }

    /** A device that sleeps hears it when it wakes, so an answer is not waited for for ever. */
    private Object command(Request request) throws Exception {
        Device device = found(request);
        JsonNode body = request.body();
        Map<String, Object> arguments = new HashMap<>();
        JsonNode value = body.path("value");
        if (value.isNumber()) {
            arguments.put("value", value.numberValue());
        } else if (value.isTextual() || value.isBoolean()) {
            arguments.put("value", value.asText());
        }
        CompletableFuture<Outcome> sent = ports.commands()
                .send(
                        device.id(),
                        Request.text(body, "command"),
                        arguments,
                        request.who().name());
        Optional<Outcome> outcome = Waiting.await(
                sent.thenApply(Optional::of).completeOnTimeout(Optional.empty(), COMMAND_PATIENCE_s, TimeUnit.SECONDS));
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put(
                "outcome",
                outcome.map(o -> o.state().name().toLowerCase(Locale.ROOT)).orElse("accepted"));
        answer.put("reason", outcome.map(Outcome::reason).orElse("it is on its way; the device has not answered yet"));
        answer.put(
                "at",
                outcome.map(Outcome::at).orElse(Instant.now(ports.clock())).toString());
        return answer;
    }

    private Object overrides(Request request) {
        Sight sight = sight(request);
        return ports.overrides().list().stream()
                .filter(override -> sight.sees(override.target()))
                .map(views::override)
                .toList();
    }

    private Object override(Request request) throws Exception {
        JsonNode body = request.body();
        if (!body.path("value").isIntegralNumber()) {
            throw new Problem(400, "value is " + body.path("value") + ", expected a whole number of percent, 0..100");
        }
        return views.override(deeds.override(
                request.who(),
                Request.text(body, "target"),
                body.path("value").intValue(),
                Request.text(body, "reason"),
                Request.instant(body, "expiresAt")));
    }

    private Object clearOverride(Request request) {
        deeds.clearOverride(request.who(), request.name());
        return null;
    }

    private Object decisions(Request request) {
        Sight sight = sight(request);
        Optional<String> target = request.parameter("target");
        if (target.isEmpty()) {
            return ports.decisions().listCurrent().stream()
                    .filter(decision -> sight.sees(decision.target()))
                    .map(views::decision)
                    .toList();
        }
        Device device = sight.find(target.get())
                .orElseThrow(
                        () -> new Problem(404, "target is \"" + target.get() + "\", expected a device or its asset"));
        return ports.decisions().list(device.id()).stream().map(views::decision).toList();
    }

    private Object alarms(Request request) {
        Sight sight = sight(request);
        return ports.alarms().list().stream()
                .filter(alarm -> sight.seesSubject(alarm.subject()))
                .map(views::alarm)
                .toList();
    }

    private Object acknowledge(Request request) {
        deeds.acknowledge(request.who(), request.name());
        return null;
    }

    private Object profiles(Request request) {
        List<Object> all = new ArrayList<>();
        ports.profiles().list().forEach(profile -> {
            Map<String, Object> view = new LinkedHashMap<>();
            view.put("id", profile.id().value());
            view.put("name", profile.model());
            view.put("transport", profile.transport().name().toLowerCase(Locale.ROOT));
            view.put("entityType", profile.entityType());
            view.put("commands", profile.commands().keySet().stream().sorted().toList());
            all.add(view);
        });
        return all;
    }

    private Object streets(Request request) {
        Map<String, Object> view = new LinkedHashMap<>();
        List<Object> streets = new ArrayList<>();
        ports.site().current().streets().forEach(street -> {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("id", street.id());
            one.put("name", street.name());
            one.put(
                    "luminaires",
                    street.luminaires().stream().map(DeviceId::value).toList());
            one.put(
                    "detectors",
                    street.detectors().stream().map(DeviceId::value).toList());
            one.put(
                    "levels",
                    Map.of(
                            "design", street.design().percent(),
                            "quiet", street.quiet().percent(),
                            "floor", street.floor().percent()));
            streets.add(one);
        });
        List<Object> crossings = new ArrayList<>();
        ports.site()
                .current()
                .crossings()
                .forEach(crossing -> crossings.add(Map.of(
                        "id", crossing.id(),
                        "name", crossing.name(),
                        "luminaires",
                                crossing.luminaires().stream()
                                        .map(DeviceId::value)
                                        .toList())));
        view.put("streets", streets);
        view.put("crossings", crossings);
        return view;
    }

    private Object users(Request request) {
        return ports.accounts().listUsers().stream()
                .map(user -> Map.of("user", user.name(), "role", role(user.role())))
                .toList();
    }

    private static String role(Role role) {
        return role.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Role role(JsonNode body) {
        String text = Request.text(body, "role");
        for (Role role : Role.values()) {
            if (role(role).equals(text)) {
                return role;
            }
        }
        throw new Problem(
                400,
                "role is \"" + text + "\", expected viewer, technician, operator, network-operator, owner or admin");
    }

    private Object createUser(Request request) throws Exception {
        JsonNode body = request.body();
        Waiting.await(ports.accounts()
                .createUser(
                        Request.text(body, "user"),
                        Request.text(body, "password").toCharArray(),
                        role(body),
                        request.who().name()));
        return null;
    }

    private Object claim(Request request) throws Exception {
        JsonNode body = request.body();
        Waiting.await(ports.accounts()
                .claim(
                        Request.text(body, "code"),
                        Request.text(body, "user"),
                        Request.text(body, "password").toCharArray()));
        return null;
    }

    private Object token(Request request) throws Exception {
        JsonNode body = request.body();
        String token = Waiting.await(ports.accounts()
                .createToken(
                        role(body),
                        body.path("scope").asText(""),
                        Request.instant(body, "expiresAt"),
                        request.who().name()));
        return Map.of("token", token);
    }
}
