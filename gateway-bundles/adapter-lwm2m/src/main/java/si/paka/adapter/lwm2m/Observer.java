package si.paka.adapter.lwm2m;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.eclipse.leshan.core.link.lwm2m.attributes.LwM2mAttribute;
import org.eclipse.leshan.core.link.lwm2m.attributes.LwM2mAttributeSet;
import org.eclipse.leshan.core.link.lwm2m.attributes.LwM2mAttributes;
import org.eclipse.leshan.core.node.LwM2mNode;
import org.eclipse.leshan.core.node.LwM2mPath;
import org.eclipse.leshan.core.node.TimestampedLwM2mNodes;
import org.eclipse.leshan.core.observation.CompositeObservation;
import org.eclipse.leshan.core.observation.Observation;
import org.eclipse.leshan.core.observation.SingleObservation;
import org.eclipse.leshan.core.request.ObserveRequest;
import org.eclipse.leshan.core.request.SendRequest;
import org.eclipse.leshan.core.request.WriteAttributesRequest;
import org.eclipse.leshan.core.response.ObserveCompositeResponse;
import org.eclipse.leshan.core.response.ObserveResponse;
import org.eclipse.leshan.server.LeshanServer;
import org.eclipse.leshan.server.observation.ObservationListener;
import org.eclipse.leshan.server.registration.Registration;
import org.eclipse.leshan.server.registration.RegistrationListener;
import org.eclipse.leshan.server.registration.RegistrationUpdate;
import org.eclipse.leshan.server.send.SendListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import si.paka.model.DeviceAddress;
import si.paka.model.DeviceMessage;
import si.paka.model.MessageKind;
import si.paka.model.PayloadFormat;
import si.paka.model.Transport;
import si.paka.model.device.Device;
import si.paka.model.device.ProfileInfo;
import si.paka.model.device.ResourceObservation;
import si.paka.model.port.DeviceProfiles;
import si.paka.model.port.DeviceRegister;
import si.paka.model.port.Ingest;

/** Follows registrations, observes what the device's profile names and the client has, and hands in what it says. */
final class Observer implements RegistrationListener, ObservationListener, SendListener {
    private static final Logger log = LoggerFactory.getLogger(Observer.class);
    private static final long PATIENCE_ms = 60_000;

    private final Ingest ingest;
    private final DeviceRegister register;
    private final DeviceProfiles profiles;
    private final Clock clock;
    final LongAdder registrations = new LongAdder();
    final LongAdder notifications = new LongAdder();
    final LongAdder refused = new LongAdder();
    final LongAdder failures = new LongAdder();
    private LeshanServer server;

    Observer(Ingest ingest, DeviceRegister register, DeviceProfiles profiles, Clock clock) {
        this.ingest = ingest;
        this.register = register;
        this.profiles = profiles;
        this.clock = clock;
    }

    void follow(LeshanServer which) {
        this.server = which;
        server.getRegistrationService().addListener(this);
        server.getObservationService().addListener(this);
        server.getSendService().addListener(this);
    }

    static Optional<DeviceAddress> address(String endpoint) {
        try {
            return Optional.of(new DeviceAddress(Transport.LWM2M, endpoint));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    @Override
    public void registered(Registration registration, Registration previous, java.util.Collection<Observation> before) {
        registrations.increment();
        heard(registration, true);
        observe(registration);
    }

    private void heard(Registration registration, boolean restarted) {
        address(registration.getEndpoint())
                .ifPresent(source -> ingest.heard(
                        source, "LwM2M " + registration.getLwM2mVersion(), restarted, Map.of(), clock.instant()));
    }

    /** A device that has been approved since it registered is observed from then on. */
    void registerChanged() {
        Iterator<Registration> all = server.getRegistrationService().getAllRegistrations();
        while (all.hasNext()) {
            Registration registration = all.next();
            if (server.getObservationService().getObservations(registration).isEmpty()) {
                observe(registration);
            }
        }
    }

    private void observe(Registration registration) {
        Optional<Device> device = address(registration.getEndpoint()).flatMap(register::find);
        Optional<ProfileInfo> profile = device.flatMap(d -> profiles.find(d.profile()));
        if (profile.isEmpty()) {
            return;
        }
        for (ResourceObservation resource : profile.get().resources()) {
            LwM2mPath path = new LwM2mPath(resource.path());
            if (has(registration, path)) {
                observe(registration, path, resource);
            }
        }
    }

    private static boolean has(Registration registration, LwM2mPath path) {
        return path.isObject()
                ? registration.getSupportedObject().containsKey(path.getObjectId())
                : registration.getAvailableInstances().contains(path.toObjectInstancePath());
    }

    private void observe(Registration registration, LwM2mPath path, ResourceObservation resource) {
        List<LwM2mAttribute<?>> attributes = new ArrayList<>();
        resource.pmin()
                .ifPresent(s -> attributes.add(LwM2mAttributes.create(LwM2mAttributes.MINIMUM_PERIOD, (long) s)));
        resource.pmax()
                .ifPresent(s -> attributes.add(LwM2mAttributes.create(LwM2mAttributes.MAXIMUM_PERIOD, (long) s)));
        resource.gt().ifPresent(v -> attributes.add(LwM2mAttributes.create(LwM2mAttributes.GREATER_THAN, v)));
        resource.lt().ifPresent(v -> attributes.add(LwM2mAttributes.create(LwM2mAttributes.LESSER_THAN, v)));
        resource.st().ifPresent(v -> attributes.add(LwM2mAttributes.create(LwM2mAttributes.STEP, v)));
        if (attributes.isEmpty()) {
            startObserving(registration, path);
            return;
        }
        // a client that knows no attributes is observed all the same
        server.send(
                registration,
                new WriteAttributesRequest(path, new LwM2mAttributeSet(attributes)),
                PATIENCE_ms,
                response -> startObserving(registration, path),
                error -> startObserving(registration, path));
    }

    private void startObserving(Registration registration, LwM2mPath path) {
        server.send(
                registration,
                new ObserveRequest(path),
                PATIENCE_ms,
                response -> {
                    if (response.isSuccess()) {
                        handIn(registration, Map.of(path, response.getContent()), null);
                    } else {
                        log.info(
                                "{} does not let {} be observed: {}",
                                registration.getEndpoint(),
                                path,
                                response.getCode());
                    }
                },
                error -> failed(registration, "observing " + path, error));
    }

    private void handIn(Registration registration, Map<LwM2mPath, ? extends LwM2mNode> nodes, Instant at) {
        byte[] payload = SenmlWriter.write(Map.copyOf(nodes), at);
        Optional<DeviceAddress> source = address(registration.getEndpoint());
        if (payload.length == 0 || payload.length > DeviceMessage.MAX_PAYLOAD || source.isEmpty()) {
            return;
        }
        notifications.increment();
        ingest.accept(new DeviceMessage(
                        source.get(),
                        "",
                        clock.instant(),
                        MessageKind.DATA,
                        PayloadFormat.SENML_JSON,
                        0,
                        payload,
                        Map.of()))
                .whenComplete((receipt, why) -> {
                    if (why != null) {
                        refused.increment();
                    }
                });
    }

    private void failed(Registration registration, String what, Exception why) {
        failures.increment();
        log.debug("{}: {} failed: {}", registration.getEndpoint(), what, why.toString());
    }

    @Override
    public void onResponse(SingleObservation observation, Registration registration, ObserveResponse response) {
        if (registration != null && response.isSuccess() && response.getContent() != null) {
            handIn(registration, Map.of(observation.getPath(), response.getContent()), null);
        }
    }

    @Override
    public void onResponse(
            CompositeObservation observation, Registration registration, ObserveCompositeResponse response) {
        if (registration != null && response.isSuccess() && response.getContent() != null) {
            handIn(registration, withoutGaps(response.getContent()), null);
        }
    }

    private static Map<LwM2mPath, LwM2mNode> withoutGaps(Map<LwM2mPath, LwM2mNode> nodes) {
        Map<LwM2mPath, LwM2mNode> there = new java.util.HashMap<>(nodes);
        there.values().removeIf(java.util.Objects::isNull);
        return there;
    }

    @Override
    public void dataReceived(Registration registration, TimestampedLwM2mNodes data, SendRequest request) {
        for (Instant at : data.getTimestamps()) {
            handIn(registration, withoutGaps(data.getNodesAt(at)), at);
        }
    }

    @Override
    public void onError(Registration registration, String error, Exception why) {
        failures.increment();
    }

    @Override
    public void onError(Observation observation, Registration registration, Exception why) {
        failed(registration, "a notification", why);
    }

    @Override
    public void updated(RegistrationUpdate update, Registration updated, Registration previous) {
        heard(updated, false);
        if (server.getObservationService().getObservations(updated).isEmpty()) {
            observe(updated);
        }
    }

    @Override
    public void unregistered(
            Registration registration,
            java.util.Collection<Observation> observations,
            boolean expired,
            Registration next) {
        if (expired) {
            log.info("{} has let its registration expire", registration.getEndpoint());
        }
    }

    @Override
    public void newObservation(Observation observation, Registration registration) {
        // its first value comes with the response
    }

    @Override
    public void cancelled(Observation observation) {
        // begins anew with the next registration
    }
}
