package si.paka.web;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import si.paka.model.access.Accounts;
import si.paka.model.access.Credentials;
import si.paka.model.access.Principal;
import si.paka.model.access.Role;
import si.paka.model.access.ServerIdentity;
import si.paka.model.journal.History;
import si.paka.model.port.Alarms;
import si.paka.model.port.AuditTrail;
import si.paka.model.port.CabinetInfo;
import si.paka.model.port.Decisions;
import si.paka.model.port.DeviceCommands;
import si.paka.model.port.DeviceProfiles;
import si.paka.model.port.DeviceRegister;
import si.paka.model.port.EntityMapper;
import si.paka.model.port.LinkedData;
import si.paka.model.port.Overrides;
import si.paka.model.port.SiteRegistry;
import si.paka.model.port.Twins;
import si.paka.model.port.Vocabulary;

/** A cabinet that has nothing, and requests to it. The bearer token is the name of a role, with {@code :scope} or without. */
public final class Fakes {
    private Fakes() {}

    /** Empty everywhere; who may come in is told by the token. */
    public static Ports ports() {
        return new Ports(
                nothing(CabinetInfo.class),
                Clock.systemUTC(),
                nothing(DeviceRegister.class),
                nothing(DeviceProfiles.class),
                nothing(Vocabulary.class),
                nothing(EntityMapper.class),
                nothing(LinkedData.class),
                nothing(Twins.class),
                nothing(Decisions.class),
                nothing(Overrides.class),
                nothing(Alarms.class),
                nothing(DeviceCommands.class),
                nothing(History.class),
                nothing(SiteRegistry.class),
                accounts(),
                nothing(Credentials.class),
                nothing(ServerIdentity.class),
                nothing(AuditTrail.class),
                List::of,
                List::of);
    }

    private static Accounts accounts() {
        return proxy(Accounts.class, (self, method, args) -> switch (method.getName()) {
            case "findToken" -> principal(args[0].toString());
            default -> empty(method.getReturnType());
        });
    }

    private static Optional<Principal> principal(String token) {
        String[] parts = token.split(":", 2);
        for (Role role : Role.values()) {
            if (role.name().equals(parts[0])) {
                return Optional.of(new Principal("token:test", role, parts.length > 1 ? parts[1] : ""));
            }
        }
        return Optional.empty();
    }

    private static <T> T nothing(Class<T> port) {
        return proxy(port, (self, method, args) -> empty(method.getReturnType()));
    }

    private static Object empty(Class<?> type) {
        if (type == Optional.class) {
            return Optional.empty();
        } else if (type == List.class) {
            return List.of();
        } else if (type == CompletableFuture.class) {
            return CompletableFuture.completedFuture(null);
        } else if (type == boolean.class) {
            return false;
        }
        return type == String.class ? "" : null;
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(Fakes.class.getClassLoader(), new Class<?>[] {type}, handler));
    }

    /** A request with a JSON body and headers by lower-case name. */
    public static HttpServletRequest request(String method, String path, Map<String, String> headers, String body) {
        return proxy(HttpServletRequest.class, (self, called, args) -> switch (called.getName()) {
            case "getMethod" -> method;
            case "getPathInfo", "getRequestURI" -> path;
            case "getHeader" -> headers.get(args[0].toString().toLowerCase(Locale.ROOT));
            case "getContentType" -> headers.get("content-type");
            case "getInputStream" -> new Body(body.getBytes(StandardCharsets.UTF_8));
            default -> null;
        });
    }

    /** What was answered. */
    public static final class Answer {
        public int status = 200;
        public final Map<String, String> headers = new HashMap<>();
        private final ByteArrayOutputStream body = new ByteArrayOutputStream();

        public String body() {
            return body.toString(StandardCharsets.UTF_8);
        }

        public HttpServletResponse asResponse() {
            return proxy(HttpServletResponse.class, (self, called, args) -> {
                switch (called.getName()) {
                    case "setStatus" -> status = (int) args[0];
                    case "setHeader" -> headers.put((String) args[0], (String) args[1]);
                    case "setContentType" -> headers.put("Content-Type", (String) args[0]);
                    case "getOutputStream" -> {
                        return new Out(body);
                    }
                    default -> {
                        return null;
                    }
                }
                return null;
            });
        }
    }

    private static final class Body extends ServletInputStream {
        private final ByteArrayInputStream bytes;

        Body(byte[] bytes) {
            this.bytes = new ByteArrayInputStream(bytes);
        }

        @Override
        public int read() {
            return bytes.read();
        }

        @Override
        public boolean isFinished() {
            return bytes.available() == 0;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setReadListener(ReadListener listener) {
            throw new UnsupportedOperationException();
        }
    }

    private static final class Out extends ServletOutputStream {
        private final ByteArrayOutputStream bytes;

        Out(ByteArrayOutputStream bytes) {
            this.bytes = bytes;
        }

        @Override
        public void write(int b) {
            bytes.write(b);
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            throw new UnsupportedOperationException();
        }
    }
}
