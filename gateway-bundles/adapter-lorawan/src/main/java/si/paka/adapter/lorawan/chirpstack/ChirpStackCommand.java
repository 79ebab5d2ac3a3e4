package si.paka.adapter.lorawan.chirpstack;

import java.util.List;
import java.util.Optional;
import si.paka.model.port.ConsoleCommand;

/** {@code paka chirpstack diff|apply|gateways|downlinks [DEVEUI]}. */
record ChirpStackCommand(ChirpStackServer server, Optional<ServerApi> api) implements ConsoleCommand {
    private static final String EXPECTED = "expected diff, apply, gateways or downlinks";

    @Override
    public String name() {
        return "chirpstack";
    }

    @Override
    public Object run(List<String> words) throws InterruptedException {
        String verb = words.isEmpty() ? "" : words.get(0);
        return switch (verb) {
            case "diff" -> needed().differences(false);
            case "apply" -> needed().differences(true);
            case "gateways" -> needed().gateways();
            case "downlinks" -> server.history().view(words.size() > 1 ? words.get(1) : "");
            case "" -> throw new IllegalArgumentException(EXPECTED);
            default -> throw new IllegalArgumentException("chirpstack does not know \"" + verb + "\", " + EXPECTED);
        };
    }

    private ServerApi needed() {
        return api.orElseThrow(() -> new IllegalArgumentException(
                "the server's API is not configured: set chirpstack.api.url and chirpstack.api.keyFile"));
    }
}
