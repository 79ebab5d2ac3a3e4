package si.paka.core.settings;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceListener;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import si.paka.model.port.HealthCheck;

/**
 * Says which component could not start, and why, in the log and in health: a bad setting must be seen even where the page
 * is not up. The component runtime tells of changes by modifying its own service.
 */
final class ComponentWatch implements ServiceListener {
    private static final Logger log = LoggerFactory.getLogger(ComponentWatch.class);

    /** A failed component as health shows it. */
    private record Failed(String name, String message) implements HealthCheck {
        @Override
        public Result check() {
            return new Result(State.FAILED, message);
        }
    }

    private final BundleContext context;
    private final Map<Failed, ServiceRegistration<HealthCheck>> told = new HashMap<>();

    ComponentWatch(BundleContext context) {
        this.context = context;
    }

    void start() {
        try {
            context.addServiceListener(this, "(objectClass=" + ServiceComponentRuntime.class.getName() + ")");
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void serviceChanged(ServiceEvent event) {
        if (event.getType() != ServiceEvent.UNREGISTERING) {
            look(event.getServiceReference());
        }
    }

    private synchronized void look(ServiceReference<?> reference) {
        if (!(context.getService(reference) instanceof ServiceComponentRuntime runtime)) {
            return;
        }
        Set<Failed> failed = new HashSet<>();
        for (ComponentDescriptionDTO component : runtime.getComponentDescriptionDTOs()) {
            for (ComponentConfigurationDTO one : runtime.getComponentConfigurationDTOs(component)) {
                if (one.state == ComponentConfigurationDTO.FAILED_ACTIVATION) {
                    String name = component.name.substring(component.name.lastIndexOf('.') + 1);
                    failed.add(new Failed(name, FailureText.of(one.failure)));
                }
            }
        }
        context.ungetService(reference);
        tell(failed);
    }

    private void tell(Set<Failed> failed) {
        told.entrySet().removeIf(was -> {
            boolean over = !failed.contains(was.getKey());
            if (over) {
                was.getValue().unregister();
            }
            return over;
        });
        failed.removeAll(told.keySet());
        for (Failed one : failed) {
            log.error("{} does not run: {}", one.name(), one.message());
            told.put(one, context.registerService(HealthCheck.class, one, null));
        }
    }
}
