package si.paka.simulators.devices.lwm2m;

import java.util.ArrayList;
import java.util.List;
import org.eclipse.leshan.core.model.LwM2mModel;
import org.eclipse.leshan.core.model.ObjectLoader;
import org.eclipse.leshan.core.model.ObjectModel;
import org.eclipse.leshan.core.model.ResourceModel;
import org.eclipse.leshan.core.model.ResourceModel.Operations;
import org.eclipse.leshan.core.model.ResourceModel.Type;
import org.eclipse.leshan.core.model.StaticModel;

/** The objects that a lamp has, after the public LwM2M registry. */
final class LampModels {
    static final int DEVICE = 3;
    static final int PRESENCE = 3302;
    static final int POWER = 3305;
    static final int LIGHT = 3311;

    static final int PRESENT = 5500;
    static final int ACTIVE_POWER = 5800;
    static final int ACTIVE_ENERGY = 5805;
    static final int ON_OFF = 5850;
    static final int DIMMER = 5851;

    private LampModels() {}

    /** Made once and shared by all lamps of a process. */
    static LwM2mModel load() {
        List<ObjectModel> models = new ArrayList<>(ObjectLoader.loadDefault());
        models.add(object(PRESENCE, "Presence", read(PRESENT, "Digital Input State", Type.BOOLEAN, "")));
        models.add(object(
                POWER,
                "Power Measurement",
                read(ACTIVE_POWER, "Instantaneous active power", Type.FLOAT, "W"),
                read(ACTIVE_ENERGY, "Cumulative active energy", Type.FLOAT, "Wh")));
        models.add(object(
                LIGHT,
                "Light Control",
                write(ON_OFF, "On/Off", Type.BOOLEAN, ""),
                write(DIMMER, "Dimmer", Type.INTEGER, "/100")));
        return new StaticModel(models);
    }

    private static ObjectModel object(int id, String name, ResourceModel... resources) {
        return new ObjectModel(id, name, "", ObjectModel.DEFAULT_VERSION, true, false, resources);
    }

    private static ResourceModel read(int id, String name, Type type, String unit) {
        return new ResourceModel(id, name, Operations.R, false, false, type, "", unit, "");
    }

    private static ResourceModel write(int id, String name, Type type, String unit) {
        return new ResourceModel(id, name, Operations.RW, false, false, type, "", unit, "");
    }
}
