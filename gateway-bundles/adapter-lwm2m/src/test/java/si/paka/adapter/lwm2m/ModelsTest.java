package si.paka.adapter.lwm2m;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.nio.file.Path;
import java.util.List;
import org.eclipse.leshan.core.LwM2m.Version;
import org.eclipse.leshan.core.model.LwM2mModelRepository;
import org.eclipse.leshan.core.model.ObjectModel;
import org.eclipse.leshan.core.model.ResourceModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A value in plain text has the type that the model says; without the model of that version it would be a mere text. */
class ModelsTest {
    private static final List<ObjectModel> MODELS = Lwm2mServer.models(Path.of("../../device-profiles/lwm2m"));

    @ParameterizedTest
    @ValueSource(strings = {"1.0", "1.1", "1.2"})
    void theDeviceObjectIsKnownInEveryVersion(String version) {
        ObjectModel device = new LwM2mModelRepository(MODELS).getObjectModel(3, new Version(version));
        assertNotNull(device);
        assertEquals(ResourceModel.Type.INTEGER, device.resources.get(9).type);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.0", "1.1", "1.2"})
    void lightControlIsKnownInEveryVersion(String version) {
        assertNotNull(new LwM2mModelRepository(MODELS).getObjectModel(3311, new Version(version)));
    }

    @Test
    void withoutTheFolderTheCoreObjectsAreThere() {
        assertNotNull(new LwM2mModelRepository(Lwm2mServer.models(Path.of("nowhere"))).getObjectModel(3));
    }
}
