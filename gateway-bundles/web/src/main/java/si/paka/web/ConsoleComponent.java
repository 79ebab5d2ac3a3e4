package si.paka.web;

import java.io.IOException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import si.paka.web.local.LocalCommands;
import si.paka.web.local.LocalConsole;

/** Opens the local socket; it works where the page does not. */
@Component(
        service = {},
        immediate = true)
public final class ConsoleComponent {
    private final LocalConsole console;

    @Activate
    public ConsoleComponent(@Reference PortsComponent component) throws IOException {
        Ports ports = component.ports();
        console = new LocalConsole(ports.cabinet().home().resolve("data"), new LocalCommands(ports));
    }

    @Deactivate
    void stop() throws IOException {
        console.close();
    }
}
