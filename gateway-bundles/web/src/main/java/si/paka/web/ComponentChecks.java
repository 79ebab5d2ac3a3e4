package si.paka.web;

import java.util.ArrayList;
import java.util.List;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;
import si.paka.model.port.HealthCheck;

/** Components that could not start, with what they said: usually a setting with key, value and accepted range. */
final class ComponentChecks {
    private final ServiceComponentRuntime runtime;

    ComponentChecks(ServiceComponentRuntime runtime) {
        this.runtime = runtime;
    }

    List<HealthCheck> failing() {
        List<HealthCheck> failing = new ArrayList<>();
        for (ComponentDescriptionDTO component : runtime.getComponentDescriptionDTOs()) {
            for (ComponentConfigurationDTO one : runtime.getComponentConfigurationDTOs(component)) {
                if (one.state == ComponentConfigurationDTO.FAILED_ACTIVATION) {
                    failing.add(new Failed(simple(component.name), said(one.failure)));
                }
            }
        }
        return failing;
    }

    private static String simple(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }

    /** The innermost cause of the stack trace that the runtime keeps as text. */
    private static String said(String trace) {
        String said = "";
        for (String line : String.valueOf(trace).split("\n")) {
            if (said.isEmpty() || line.startsWith("Caused by: ")) {
                said = line.replaceFirst("^Caused by: ", "").replaceFirst("^[\\w.$]+(Exception|Error): ", "");
            }
        }
        return said.strip();
    }

    private record Failed(String name, String message) implements HealthCheck {
        @Override
        public Result check() {
            return new Result(State.FAILED, message);
        }
    }
}
