package si.paka.simulators.devices.lwm2m;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.eclipse.leshan.client.resource.BaseInstanceEnabler;
import org.eclipse.leshan.client.servers.LwM2mServer;
import org.eclipse.leshan.core.model.ObjectModel;
import org.eclipse.leshan.core.model.ResourceModel;
import org.eclipse.leshan.core.node.LwM2mMultipleResource;
import org.eclipse.leshan.core.node.LwM2mResource;
import org.eclipse.leshan.core.node.LwM2mSingleResource;
import org.eclipse.leshan.core.request.argument.Arguments;
import org.eclipse.leshan.core.response.ExecuteResponse;
import org.eclipse.leshan.core.response.ReadResponse;
import org.eclipse.leshan.core.response.WriteResponse;

/** One LwM2M object instance whose resources are read from and written to a {@link Lamp}. */
final class LampObject extends BaseInstanceEnabler {
    private final Map<Integer, Supplier<Object>> readers = new TreeMap<>();
    private final Map<Integer, Consumer<Object>> writers = new TreeMap<>();
    private final Map<Integer, Runnable> actions = new TreeMap<>();

    /** Public because Leshan asks for one. */
    public LampObject() {}

    LampObject reads(int resource, Supplier<Object> value) {
        readers.put(resource, value);
        return this;
    }

    LampObject writes(int resource, Consumer<Object> setter) {
        writers.put(resource, setter);
        return this;
    }

    LampObject runs(int resource, Runnable action) {
        actions.put(resource, action);
        return this;
    }

    @Override
    public ReadResponse read(LwM2mServer server, int resource) {
        Supplier<Object> reader = readers.get(resource);
        if (reader == null) {
            return ReadResponse.notFound();
        }
        ResourceModel about = getModel().resources.get(resource);
        return ReadResponse.success(asResource(resource, reader.get(), about));
    }

    private static LwM2mResource asResource(int id, Object value, ResourceModel about) {
        return about.multiple
                ? LwM2mMultipleResource.newResource(id, Map.of(0, value), about.type)
                : LwM2mSingleResource.newResource(id, value, about.type);
    }

    @Override
    public WriteResponse write(LwM2mServer server, boolean replace, int resource, LwM2mResource value) {
        Consumer<Object> writer = writers.get(resource);
        if (writer == null) {
            return WriteResponse.methodNotAllowed();
        }
        writer.accept(value.getValue());
        fireResourceChange(resource);
        return WriteResponse.success();
    }

    @Override
    public ExecuteResponse execute(LwM2mServer server, int resource, Arguments arguments) {
        Runnable action = actions.get(resource);
        if (action == null) {
            return ExecuteResponse.methodNotAllowed();
        }
        action.run();
        return ExecuteResponse.success();
    }

    @Override
    public List<Integer> getAvailableResourceIds(ObjectModel model) {
        List<Integer> ids = new ArrayList<>(readers.keySet());
        ids.addAll(actions.keySet());
        return ids;
    }
}
