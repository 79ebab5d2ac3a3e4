package si.paka.adapter.lwm2m;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import org.eclipse.leshan.core.node.LwM2mNode;
import org.eclipse.leshan.core.node.LwM2mObject;
import org.eclipse.leshan.core.node.LwM2mObjectInstance;
import org.eclipse.leshan.core.node.LwM2mPath;
import org.eclipse.leshan.core.node.LwM2mResource;
import org.eclipse.leshan.core.node.LwM2mResourceInstance;

/** LwM2M nodes as SenML in JSON, each resource under its full path: the form in which all transports hand values on. */
final class SenmlWriter {
    private static final JsonFactory JSON = new JsonFactory();

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(128);
    private final JsonGenerator json;
    private int records;

    private SenmlWriter() throws IOException {
        json = JSON.createGenerator(bytes);
        json.writeStartArray();
    }

    /** @param at when the values were taken; null for now. Empty array if there is no value. */
    static byte[] write(Map<LwM2mPath, LwM2mNode> nodes, Instant at) {
        try {
            SenmlWriter writer = new SenmlWriter();
            for (Map.Entry<LwM2mPath, LwM2mNode> node : nodes.entrySet()) {
                writer.node(node.getKey(), node.getValue(), at);
            }
            writer.json.writeEndArray();
            writer.json.close();
            return writer.records == 0 ? new byte[0] : writer.bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void node(LwM2mPath path, LwM2mNode node, Instant at) throws IOException {
        if (node instanceof LwM2mObject object) {
            for (LwM2mObjectInstance instance : object.getInstances().values()) {
                node(path.append(instance.getId()), instance, at);
            }
        } else if (node instanceof LwM2mObjectInstance instance) {
            for (LwM2mResource resource : instance.getResources().values()) {
                node(path.append(resource.getId()), resource, at);
            }
        } else if (node instanceof LwM2mResource resource && resource.isMultiInstances()) {
            for (LwM2mResourceInstance one : resource.getInstances().values()) {
                value(path.append(one.getId()), one.getValue(), at);
            }
        } else if (node instanceof LwM2mResource resource) {
            value(path, resource.getValue(), at);
        } else if (node instanceof LwM2mResourceInstance one) {
            value(path, one.getValue(), at);
        }
    }

    private void value(LwM2mPath path, Object value, Instant at) throws IOException {
        if (!(value instanceof Number
                || value instanceof Boolean
                || value instanceof String
                || value instanceof Date)) {
            return; // opaque values and links are not observed
        }
        records++;
        json.writeStartObject();
        json.writeStringField("n", path.toString());
        if (value instanceof Number number) {
            number(number);
        } else if (value instanceof Boolean flag) {
            json.writeBooleanField("vb", flag);
        } else if (value instanceof Date date) {
            json.writeNumberField("v", date.getTime() / 1000.0);
        } else {
            json.writeStringField("vs", value.toString());
        }
        if (at != null) {
            json.writeNumberField("t", at.toEpochMilli() / 1000.0);
        }
        json.writeEndObject();
    }

    private void number(Number number) throws IOException {
        if (number instanceof Long || number instanceof Integer) {
            json.writeNumberField("v", number.longValue());
        } else {
            json.writeNumberField("v", number.doubleValue());
        }
    }
}
