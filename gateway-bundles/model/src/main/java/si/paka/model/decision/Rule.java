package si.paka.model.decision;

import java.util.List;
import java.util.Set;
import si.paka.model.Property;
import si.paka.model.TwinSnapshot;

/** Looks at a snapshot and proposes. A pure function: no clock, no I/O, no state of its own. */
public interface Rule {
    /** Short name, e.g. {@code adaptive-dimming}. */
    String name();

    /** Properties whose change makes it worth asking at once; it is asked once a second anyway. */
    Set<Property> triggers();

    List<Proposal> evaluate(TwinSnapshot snapshot);
}
