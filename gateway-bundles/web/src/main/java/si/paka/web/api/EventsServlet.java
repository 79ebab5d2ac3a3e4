package si.paka.web.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import si.paka.model.DeviceId;
import si.paka.model.access.Principal;
import si.paka.model.device.Device;
import si.paka.model.port.Twins.Change;
import si.paka.web.Ports;
import si.paka.web.Sessions;
import si.paka.web.Sight;
import si.paka.web.Views;

/**
 * {@code /api/v1/events}: what changes, as server-sent events. Changes are gathered for a quarter of a second, so that a busy device
 * is told at most four times a second; one thread serves all listeners and writes only to those that can take it.
 */
public final class EventsServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final Logger log = LoggerFactory.getLogger(EventsServlet.class);
    private static final int MOST_LISTENERS = 32;
    private static final int MOST_WAITING = 5_000;
    private static final long GATHER_ms = 250;
    private static final long HEARTBEAT_ms = 15_000;

    private final transient Ports ports;
    private final transient Views views;
    private final transient Sessions sessions;
    private final transient List<Listener> listeners = new CopyOnWriteArrayList<>();
    private final transient Thread thread = new Thread(this::loop, "paka-events");
    private final transient AutoCloseable listening;
    private volatile boolean running = true;

    public EventsServlet(Ports ports) {
        this.ports = ports;
        this.views = new Views(ports);
        this.sessions = new Sessions(ports.accounts());
        this.listening = ports.twins().listen(change -> listeners.forEach(listener -> listener.note(change)));
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Sessions.harden(response);
        Principal who = sessions.peek(request).orElse(null);
        if (who == null || listeners.size() >= MOST_LISTENERS) {
            response.sendError(who == null ? 401 : 503);
            return;
        }
        response.setContentType("text/event-stream;charset=utf-8");
        AsyncContext async = request.startAsync();
        async.setTimeout(0);
        Listener listener = new Listener(async, new Sight(ports, who), sessions.watch(request));
        async.addListener(listener);
        listeners.add(listener);
        response.getOutputStream().setWriteListener(listener);
    }

    private void loop() {
        long beat = System.currentTimeMillis();
        while (running) {
            try {
                Thread.sleep(GATHER_ms);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
            boolean heartbeat = System.currentTimeMillis() - beat >= HEARTBEAT_ms;
            if (heartbeat) {
                beat = System.currentTimeMillis();
            }
            listeners.forEach(listener -> guarded(listener, heartbeat));
        }
    }

    /** The edge of the loop: one listener that fails must not silence the others. */
    private static void guarded(Listener listener, boolean heartbeat) {
        try {
            if (heartbeat && !listener.stillIn.getAsBoolean()) {
                listener.drop(new IOException("its session has ended"));
            } else {
                listener.write(heartbeat);
            }
        } catch (RuntimeException e) {
            log.warn("a page could not be told what changed", e);
            listener.drop(e);
        }
    }

    /** One page that listens, and what it has not been told yet. */
    private final class Listener implements WriteListener, AsyncListener {
        private final AsyncContext async;
        private final Sight sight;
        private final BooleanSupplier stillIn;
        private final Set<DeviceId> devices = new LinkedHashSet<>();
        private final Set<DeviceId> decisions = new LinkedHashSet<>();
        private boolean alarms;
        private boolean register;
        private boolean greeted;

        Listener(AsyncContext async, Sight sight, BooleanSupplier stillIn) {
            this.async = async;
            this.sight = sight;
            this.stillIn = stillIn;
        }

        /** On the gateway thread: only noted. */
        synchronized void note(Change change) {
            if (change instanceof Change.DeviceChanged changed && devices.size() < MOST_WAITING) {
                devices.add(changed.twin().device());
            } else if (change instanceof Change.DecisionChanged changed && decisions.size() < MOST_WAITING) {
                decisions.add(changed.target());
            } else if (change instanceof Change.AlarmsChanged) {
                alarms = true;
            } else if (change instanceof Change.RegisterChanged) {
                register = true;
            }
        }

        void write(boolean heartbeat) {
            try {
                ServletOutputStream out = async.getResponse().getOutputStream();
                if (!out.isReady()) {
                    return;
                }
                String text = gathered(heartbeat);
                if (!text.isEmpty()) {
                    out.write(text.getBytes(StandardCharsets.UTF_8));
                    if (out.isReady()) {
                        out.flush();
                    }
                }
            } catch (IOException | IllegalStateException e) {
                drop(e);
            }
        }

        private String gathered(boolean heartbeat) throws JsonProcessingException {
            StringBuilder text = new StringBuilder();
            List<DeviceId> changed;
            List<DeviceId> decided;
            synchronized (this) {
                changed = List.copyOf(devices);
                decided = List.copyOf(decisions);
                devices.clear();
                decisions.clear();
                if (!greeted || heartbeat) {
                    text.append(": paka\n\n");
                    greeted = true;
                }
                if (alarms) {
                    text.append("event: alarms\ndata: {}\n\n");
                    alarms = false;
                }
                if (register) {
                    text.append("event: register\ndata: {}\n\n");
                    register = false;
                }
            }
            for (DeviceId id : changed) {
                Device device = ports.register().find(id).orElse(null);
                if (device != null && sight.sees(device)) {
                    event(text, "device", shown(device));
                }
            }
            for (DeviceId id : decided) {
                var decision = ports.decisions().current(id).orElse(null);
                if (decision != null && sight.sees(id)) {
                    event(text, "decision", views.decision(decision));
                }
            }
            return text.toString();
        }

        private Object shown(Device device) {
            var view = views.device(device);
            var twin = ports.twins().find(device.id()).orElse(null);
            if (twin != null) {
                var sl = new LinkedHashMap<String, String>();
                var en = new LinkedHashMap<String, String>();
                twin.latest().values().forEach(observation -> {
                    sl.put(observation.property().name(), views.shown(observation, true));
                    en.put(observation.property().name(), views.shown(observation, false));
                });
                view.put("shown", Map.of("sl", sl, "en", en));
                view.put(
                        "seen",
                        Map.of("sl", views.shown(twin.lastSeen(), true), "en", views.shown(twin.lastSeen(), false)));
            }
            return view;
        }

        private void event(StringBuilder text, String kind, Object body) throws JsonProcessingException {
            text.append("event: ").append(kind).append("\ndata: ");
            text.append(Request.JSON.writeValueAsString(body)).append("\n\n");
        }

        private void drop(Exception why) {
            if (listeners.remove(this)) {
                log.debug("a page stopped listening: {}", why.toString());
                try {
                    async.complete();
                } catch (IllegalStateException e) {
                    log.debug("it was complete already");
                }
            }
        }

        @Override
        public void onWritePossible() {
            // the events thread writes when it has something
        }

        @Override
        public void onError(Throwable why) {
            drop(new IOException(why));
        }

        @Override
        public void onComplete(AsyncEvent event) {
            listeners.remove(this);
        }

        @Override
        public void onTimeout(AsyncEvent event) {
            drop(new IOException("time-out"));
        }

        @Override
        public void onError(AsyncEvent event) {
            drop(new IOException(event.getThrowable()));
        }

        @Override
        public void onStartAsync(AsyncEvent event) {
            // is never started again
        }
    }

    /** Lets all pages go. */
    public void close() throws Exception {
        running = false;
        thread.interrupt();
        listening.close();
        listeners.forEach(listener -> listener.drop(new IOException("the gateway stops")));
    }
}
