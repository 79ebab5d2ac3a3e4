package si.paka.web.ngsild;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import si.paka.model.access.Principal;
import si.paka.model.port.LinkedData;
import si.paka.web.Ports;
import si.paka.web.Sessions;

/** {@code /ngsi-ld}: entities and types for reading, and the JSON-LD context, which is for everybody. */
public final class NgsiLdServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final Logger log = LoggerFactory.getLogger(NgsiLdServlet.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String LD = "application/ld+json";
    private static final String ENTITIES = "/v1/entities";
    private static final String TYPES = "/v1/types";

    private final transient Ports ports;
    private final transient Sessions sessions;

    public NgsiLdServlet(Ports ports) {
        this.ports = ports;
        this.sessions = new Sessions(ports.accounts());
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Sessions.harden(response);
        try {
            answer(request, response);
        } catch (Refusal e) {
            refuse(response, e);
        } catch (RuntimeException e) { // at the edge of the loop: one failing request must not stop the others
            log.error("{} {} failed", request.getMethod(), request.getRequestURI(), e);
            refuse(response, new Refusal(Refusal.Kind.InternalError, "the cabinet's log says why"));
        }
    }

    private void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!request.getMethod().equals("GET") && !request.getMethod().equals("HEAD")) {
            response.setHeader("Allow", "GET, HEAD");
            throw new Refusal(
                    Refusal.Kind.OperationNotSupported, request.getMethod() + " is not possible here, expected GET");
        }
        String path = request.getPathInfo() == null ? "" : request.getPathInfo();
        if (LinkedData.CONTEXT_PATH.equals("/ngsi-ld" + path)) {
            context(request, response);
        } else if (path.equals(ENTITIES)) {
            entities(request, response);
        } else if (path.startsWith(ENTITIES + "/")) {
            entity(path.substring(ENTITIES.length() + 1), request, response);
        } else if (path.equals(TYPES)) {
            write(request, response, EntityTypes.list(visible(request).list()));
        } else if (path.startsWith(TYPES + "/")) {
            String type = path.substring(TYPES.length() + 1);
            write(request, response, EntityTypes.describe(type, visible(request).list()));
        } else {
            throw new Refusal(
                    Refusal.Kind.ResourceNotFound,
                    "there is nothing at " + request.getRequestURI()
                            + "; expected /ngsi-ld/v1/entities, /ngsi-ld/v1/types or " + LinkedData.CONTEXT_PATH);
        }
    }

    /** Public and cacheable: it says what words mean, not what anybody measured. */
    private void context(HttpServletRequest request, HttpServletResponse response) throws IOException {
        byte[] context = ports.linkedData().context();
        CRC32 sum = new CRC32();
        sum.update(context);
        String tag = "\"" + Long.toHexString(sum.getValue()) + "\"";
        response.setHeader("Cache-Control", "public, max-age=3600");
        response.setHeader("ETag", tag);
        response.setHeader("Access-Control-Allow-Origin", "*");
        if (tag.equals(request.getHeader("If-None-Match"))) {
            response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
            return;
        }
        response.setContentType(LD);
        response.setContentLength(context.length);
        response.getOutputStream().write(context);
    }

    private Entities visible(HttpServletRequest request) {
        Optional<Principal> who = sessions.find(request);
        if (who.isEmpty() && request.getHeader("Authorization") != null) {
            throw new Refusal(Refusal.Kind.Unauthorized, "the bearer token is not known or has expired");
        }
        return new Entities(ports, who);
    }

    private void entities(HttpServletRequest request, HttpServletResponse response) throws IOException {
        EntityQuery query = EntityQuery.read(request.getParameterMap().keySet(), request::getParameter);
        Entities.Page page = visible(request).find(query);
        if (query.count()) {
            response.setHeader("NGSILD-Results-Count", Integer.toString(page.total()));
        }
        if (query.limit() > 0 && (long) query.offset() + query.limit() < page.total()) {
            response.addHeader("Link", "<" + next(request, query) + ">; rel=\"next\"");
        }
        List<ObjectNode> bodies = page.entities().stream()
                .map(entity -> formed(entity, query, request))
                .toList();
        write(request, response, bodies);
    }

    private static String next(HttpServletRequest request, EntityQuery query) {
        String asked = Optional.ofNullable(request.getQueryString()).orElse("");
        String others = asked.replaceAll("(^|&)(offset|limit)=[^&]*", "").replaceFirst("^&", "");
        return request.getRequestURI() + "?" + (others.isEmpty() ? "" : others + "&") + "limit=" + query.limit()
                + "&offset=" + (query.offset() + query.limit());
    }

    private void entity(String id, HttpServletRequest request, HttpServletResponse response) throws IOException {
        EntityQuery query = EntityQuery.read(request.getParameterMap().keySet(), request::getParameter);
        ObjectNode entity = visible(request).list().stream()
                .filter(item -> item.id().equals(id))
                .findFirst()
                .orElseThrow(
                        () -> new Refusal(Refusal.Kind.ResourceNotFound, "there is no entity \"" + id + "\" for you"))
                .make();
        if (!EntityForm.hasOneOf(entity, query.attributes())) {
            throw new Refusal(Refusal.Kind.ResourceNotFound, "entity \"" + id + "\" has none of " + query.attributes());
        }
        write(request, response, formed(EntityForm.only(entity, query.attributes()), query, request));
    }

    /** With {@code application/json} the context goes into a header, else into the body (ETSI GS CIM 009, 6.3.5). */
    private static ObjectNode formed(ObjectNode entity, EntityQuery query, HttpServletRequest request) {
        ObjectNode formed = query.keyValues() ? EntityForm.keyValues(entity) : entity;
        if (!isLinked(request)) {
            formed.remove(EntityForm.CONTEXT);
        }
        return formed;
    }

    private static boolean isLinked(HttpServletRequest request) {
        String accepted = Optional.ofNullable(request.getHeader("Accept")).orElse("*/*");
        boolean json =
                accepted.contains("application/json") || accepted.contains("*/*") || accepted.contains("application/*");
        if (!json && !accepted.contains(LD)) {
            throw new Refusal(
                    Refusal.Kind.NotAcceptable, "Accept is " + accepted + ", expected application/json or " + LD);
        }
        return accepted.contains(LD);
    }

    private void write(HttpServletRequest request, HttpServletResponse response, Object body) throws IOException {
        boolean linked = isLinked(request);
        if (!linked) {
            ports.linkedData()
                    .contextUrl()
                    .ifPresent(url -> response.addHeader(
                            "Link",
                            "<" + url + ">; rel=\"http://www.w3.org/ns/json-ld#context\"; type=\"" + LD + "\""));
        }
        byte[] bytes = JSON.writeValueAsBytes(body);
        response.setContentType(linked ? LD : "application/json");
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }

    private static void refuse(HttpServletResponse response, Refusal refusal) throws IOException {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("type", "https://uri.etsi.org/ngsi-ld/errors/" + refusal.kind().name());
        body.put("title", refusal.kind().title);
        body.put("status", refusal.kind().status);
        body.put("detail", refusal.getMessage());
        response.setStatus(refusal.kind().status);
        response.setContentType("application/problem+json");
        response.getOutputStream().write(JSON.writeValueAsBytes(body));
    }
}
