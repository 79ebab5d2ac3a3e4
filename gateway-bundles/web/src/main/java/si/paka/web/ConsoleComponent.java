package si.paka.web;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import si.paka.model.port.ConsoleCommand;
import si.paka.web.local.LocalCommands;
import si.paka.web.local.LocalConsole;

/** Opens the local socket; it works where the page does not. */
@Component(
        service = {},
        immediate = true)
public final class ConsoleComponent {
    private final List<ConsoleCommand> commands = new CopyOnWriteArrayList<>();
    private final LocalConsole console;

    @Activate
    public ConsoleComponent(@Reference PortsComponent component) throws IOException {
        Ports ports = component.ports();
        console = new LocalConsole(ports.cabinet().home().resolve("data"), new LocalCommands(ports, () -> commands));
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addCommand(ConsoleCommand command) {
        commands.add(command);
    }

    void removeCommand(ConsoleCommand command) {
        commands.remove(command);
    }

    @Deactivate
    void stop() throws IOException {
        console.close();
    }
}
