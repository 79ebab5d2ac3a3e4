package si.paka.core.command;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import si.paka.model.access.Role;

/** Who, on the platform's side, may ask for what. Without a grant nothing is done. */
public final class Grants {
    private final Map<String, Role> roles = new HashMap<>();

    /** @param grants {@code <issuedBy>=<role>}, e.g. {@code dispatcher=operator} */
    public Grants(List<String> grants) {
        for (String grant : grants) {
            int at = grant.lastIndexOf('=');
            if (at <= 0) {
                throw new IllegalArgumentException(
                        "platform.grants has \"" + grant + "\", expected <issuedBy>=<role>, e.g. dispatcher=operator");
            }
            roles.put(grant.substring(0, at), role(grant.substring(at + 1)));
        }
    }

    private static Role role(String name) {
        return switch (name) {
            case "operator" -> Role.OPERATOR;
            case "network-operator" -> Role.NETWORK_OPERATOR;
            case "admin" -> Role.ADMIN;
            default ->
                throw new IllegalArgumentException(
                        "platform.grants has role \"" + name + "\", expected operator, network-operator or admin");
        };
    }

    /** @throws IllegalArgumentException if this issuer may not give this command */
    void check(String issuedBy, String command) {
        Role role = roles.get(issuedBy);
        if (role == null) {
            throw new IllegalArgumentException(
                    "issuedBy is \"" + issuedBy + "\", who has no grant on this cabinet; add one to platform.grants");
        }
        if (role == Role.NETWORK_OPERATOR) {
            throw new IllegalArgumentException("issuedBy \"" + issuedBy + "\" is a network operator, who may not give "
                    + command + "; expected an operator");
        }
    }
}
