package si.paka.web.api;

import static si.paka.model.access.Role.ADMIN;
import static si.paka.model.access.Role.NETWORK_OPERATOR;
import static si.paka.model.access.Role.OPERATOR;
import static si.paka.model.access.Role.OWNER;
import static si.paka.model.access.Role.TECHNICIAN;
import static si.paka.model.access.Role.VIEWER;

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
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import si.paka.model.AssetId;
import si.paka.model.DeviceId;
import si.paka.model.Property;
import si.paka.model.access.AccessDeniedException;
import si.paka.model.access.Principal;
import si.paka.model.access.Role;
import si.paka.model.decision.DimmingLevel;
import si.paka.model.decision.Outcome;
import si.paka.model.device.Device;
import si.paka.model.device.WaitingDevice;
import si.paka.model.port.InvalidDeviceException;
import si.paka.web.DeviceForm;
import si.paka.web.Ports;
import si.paka.web.Views;

/** The calls of {@code /api/v1}, who may make them, and what they do. */
final class Routes {
    private static final Set<Role> OPEN = Set.of();
    private static final Set<Role> READ = Set.of(VIEWER, TECHNICIAN, OPERATOR, NETWORK_OPERATOR, OWNER, ADMIN);
    private static final Set<Role> ONBOARD = Set.of(TECHNICIAN, NETWORK_OPERATOR, ADMIN);
    private static final Set<Role> INTERVENE = Set.of(TECHNICIAN, OPERATOR, ADMIN);
    private static final Set<Role> ACKNOWLEDGE = Set.of(TECHNICIAN, OPERATOR, NETWORK_OPERATOR, ADMIN);
    private static final Set<Role> REGISTER = Set.of(NETWORK_OPERATOR, ADMIN);
    private static final Set<Role> ADMINS = Set.of(ADMIN);
    private static final Duration TECHNICIANS_LIMIT = Duration.ofHours(4);

    private final Ports ports;
    private final Views views;
    private final List<Route> routes = new ArrayList<>();

    Routes(Ports ports) {
        this.ports = ports;
        this.views = new Views(ports);
        route("GET", "/health", OPEN, "how the gateway is", request -> views.health());
        route("GET", "/devices", READ, "devices, approved and waiting", this::devices);
        route("POST", "/devices", ONBOARD, "create or change an approved device", this::create);
        route("POST", "/devices:import", ONBOARD, "create or change many, answered row by row", this::importMany);
        route("GET", "/devices/{id}/observations", READ, "past observations", this::observations);
        route("POST", "/devices/{id}/commands", INTERVENE, "a command of the device's profile", this::command);
        route("POST", "/devices/{id}:approve", ONBOARD, "approve a waiting device", this::approve);
        route("GET", "/devices/{id}", READ, "one device with its values", this::device);
        route("DELETE", "/devices/{id}", REGISTER, "remove a device", this::remove);
        route(
                "GET",
                "/overrides",
                READ,
                "overrides in force",
                request ->
                        ports.overrides().list().stream().map(views::override).toList());
        route("POST", "/overrides", INTERVENE, "override an actuator for a time", this::override);
        route("DELETE", "/overrides/{id}", INTERVENE, "give control back to the rules", this::clearOverride);
        route("GET", "/decisions", READ, "why an actuator is as it is, newest first", this::decisions);
        route(
                "GET",
                "/alarms",
                READ,
                "standing alarms",
                request -> ports.alarms().list().stream().map(views::alarm).toList());
        route("POST", "/alarms/{id}:ack", ACKNOWLEDGE, "acknowledge an alarm", this::acknowledge);
        route("GET", "/profiles", READ, "installed device profiles", this::profiles);
        route("GET", "/streets", READ, "the site's streets and crossings", this::streets);
        route("GET", "/users", ADMINS, "people", this::users);
        route("POST", "/users", ADMINS, "create a person's account", this::createUser);
        route("POST", "/claim", OPEN, "become the first administrator", this::claim);
        route("POST", "/tokens", ADMINS, "make a bearer token, shown once", this::token);
    }

    private void route(String method, String path, Set<Role> roles, String summary, Route.Handler handler) {
        routes.add(Route.of(method, path, roles, summary, handler));
    }

    List<Route> all() {
        return routes;
    }

    private Object devices(Request request) {
        List<Object> all = new ArrayList<>();
        ports.register().list().stream()
                .filter(device -> maySee(request.who(), device))
                .forEach(device -> all.add(views.device(device)));
        if (request.who().role() != OWNER) {
            ports.register().listWaiting().forEach(device -> all.add(views.waiting(device)));
        }
        return all;
    }

    private static boolean maySee(Principal who, Device device) {
        boolean bound = who.role() == OWNER || !who.scope().isEmpty();
        return !bound || device.owner().equals(who.scope().isEmpty() ? who.name() : who.scope());
    }

    private Device found(Request request) {
        return find(request.name())
                .filter(device -> maySee(request.who(), device))
                .orElseThrow(() -> new Problem(404, "there is no device \"" + request.name() + "\""));
    }

    private Optional<Device> find(String name) {
        try {
            Optional<Device> device = ports.register().find(new DeviceId(name));
            if (device.isPresent()) {
                return device;
            }
            AssetId asset = new AssetId(name);
            return ports.register().list().stream()
                    .filter(one -> one.asset().equals(asset))
                    .findFirst();
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // not the shape of a name
        }
    }

    private Object device(Request request) {
        Optional<Device> device = find(request.name()).filter(one -> maySee(request.who(), one));
        if (device.isPresent()) {
            return views.device(device.get());
        }
        return views.waiting(waiting(request.name()));
    }

    private WaitingDevice waiting(String name) {
        return ports.register().listWaiting().stream()
                .filter(device -> device.address().value().equals(name))
                .findFirst()
                .orElseThrow(() -> new Problem(404, "there is no device \"" + name + "\""));
    }

    private Object create(Request request) throws Exception {
        Map<String, String> fields = DeviceForm.fields(request.body());
        approve(fields, request.who());
        String id = fields.getOrDefault("id", fields.getOrDefault("address", ""));
        return views.device(find(id.isBlank() ? "" : id)
                .or(() -> find(fields.get("address").toLowerCase(Locale.ROOT)))
                .orElseThrow());
    }

    private void approve(Map<String, String> fields, Principal who) throws Exception {
        try {
            await(DeviceForm.approve(ports, fields, who.name()));
        } catch (InvalidDeviceException e) {
            throw new Problem(422, e.getMessage());
        }
    }

    private Object approve(Request request) throws Exception {
        WaitingDevice device = waiting(request.name());
        Map<String, String> fields = DeviceForm.fields(request.body());
        fields.put("transport", device.address().transport().name());
        fields.put("address", device.address().value());
        fields.putIfAbsent("id", device.address().value());
        approve(fields, request.who());
        return views.device(find(fields.get("id")).orElseThrow());
    }

    private Object importMany(Request request) throws Exception {
        JsonNode rows = request.body();
        if (!rows.isArray() || rows.size() > 20_000) {
            throw new Problem(400, "expected a JSON array of at most 20000 devices");
        }
        return importRows(ports, rows, request.who().name());
    }

    /** Imports what is good and tells what is not, row by row. */
    static Map<String, Object> importRows(Ports ports, JsonNode rows, String by) throws Exception {
        int imported = 0;
        List<Object> problems = new ArrayList<>();
        CompletableFuture<Void> last = CompletableFuture.completedFuture(null);
        for (int i = 0; i < rows.size(); i++) {
            try {
                last = DeviceForm.approve(ports, DeviceForm.fields(rows.get(i)), by);
                imported++;
            } catch (InvalidDeviceException e) {
                problems.add(Map.of("row", i + 1, "problems", e.problems()));
            }
        }
        await(last);
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("imported", imported);
        answer.put("problems", problems);
        return answer;
    }

    private Object remove(Request request) throws Exception {
        Device device = found(request);
        await(ports.register().remove(device.id(), request.who().name()));
        await(ports.credentials().remove(device.id()));
        return null;
    }

    private Object observations(Request request) {
        Device device = found(request);
        Instant now = Instant.now(ports.clock());
        int limit = request.parameter("limit")
                .filter(text -> text.matches("\\d{1,5}"))
                .map(Integer::parseInt)
                .orElse(500);
        return ports
                .history()
                .list(
                        device.id(),
                        request.parameter("property").map(Property::new),
                        request.instantParameter("from", now.minus(Duration.ofDays(1))),
                        request.instantParameter("to", now.plusSeconds(1)),
                        Math.min(limit, 10_000))
                .stream()
                .map(views::observation)
                .toList();
    }

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
        Outcome outcome = await(ports.commands()
                .send(
                        device.id(),
                        Request.text(body, "command"),
                        arguments,
                        request.who().name()));
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("outcome", outcome.state().name().toLowerCase(Locale.ROOT));
        answer.put("reason", outcome.reason());
        answer.put("at", outcome.at().toString());
        return answer;
    }

    private Object override(Request request) throws Exception {
        JsonNode body = request.body();
        String target = Request.text(body, "target");
        Device device = find(target)
                .orElseThrow(() -> new Problem(404, "target is \"" + target + "\", expected a device or its asset"));
        if (!body.path("value").isIntegralNumber()) {
            throw new Problem(400, "value is " + body.path("value") + ", expected a whole number of percent, 0..100");
        }
        Instant expiresAt = Request.instant(body, "expiresAt");
        Instant now = Instant.now(ports.clock());
        if (request.who().role() == TECHNICIAN && expiresAt.isAfter(now.plus(TECHNICIANS_LIMIT))) {
            throw new Problem(403, "a technician's override lasts at most 4 h; ask an operator for a longer one");
        }
        return views.override(await(ports.overrides()
                .set(
                        device.id(),
                        new DimmingLevel(body.path("value").intValue()),
                        request.who().name(),
                        Request.text(body, "reason"),
                        expiresAt)));
    }

    private Object clearOverride(Request request) throws Exception {
        DeviceId target = find(request.name()).map(Device::id).orElseGet(() -> new DeviceId(request.name()));
        if (!await(ports.overrides().clear(target, request.who().name()))) {
            throw new Problem(404, "there is no override on \"" + request.name() + "\"");
        }
        return null;
    }

    private Object decisions(Request request) {
        Optional<String> target = request.parameter("target");
        if (target.isEmpty()) {
            return ports.decisions().listCurrent().stream().map(views::decision).toList();
        }
        DeviceId id = find(target.get()).map(Device::id).orElseGet(() -> new DeviceId(target.get()));
        return ports.decisions().list(id).stream().map(views::decision).toList();
    }

    private Object acknowledge(Request request) throws Exception {
        if (!await(ports.alarms().acknowledge(request.name(), request.who().name()))) {
            throw new Problem(404, "there is no alarm \"" + request.name() + "\"");
        }
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
        await(ports.accounts()
                .createUser(
                        Request.text(body, "user"),
                        Request.text(body, "password").toCharArray(),
                        role(body),
                        request.who().name()));
        return null;
    }

    private Object claim(Request request) throws Exception {
        JsonNode body = request.body();
        await(ports.accounts()
                .claim(
                        Request.text(body, "code"),
                        Request.text(body, "user"),
                        Request.text(body, "password").toCharArray()));
        return null;
    }

    private Object token(Request request) throws Exception {
        JsonNode body = request.body();
        String token = await(ports.accounts()
                .createToken(
                        role(body),
                        body.path("scope").asText(""),
                        Request.instant(body, "expiresAt"),
                        request.who().name()));
        return Map.of("token", token);
    }

    /** Waits for what has to be on disk before it is answered. */
    static <T> T await(CompletableFuture<T> future) throws Exception {
        try {
            return future.get(65, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new Problem(503, "it could not be written in time; look at the cabinet's health");
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            if (cause instanceof AccessDeniedException) {
                throw new Problem(403, cause.getMessage());
            }
            if (cause instanceof IllegalArgumentException) {
                throw new Problem(400, cause.getMessage());
            }
            throw new Problem(503, "it could not be done now: " + cause.getMessage());
        }
    }
}
