package si.paka.app;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The allowed arrows between rooms: a star on the model, no arrow between the points. */
class RoomsTest {
    private static final JavaClasses PAKA = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("si.paka");

    private static final List<String> EVERYWHERE =
            List.of("java..", "si.paka.model..", "org.slf4j..", "org.osgi..", "com.fasterxml.jackson..");

    /** A room and the libraries it fences in, or may use beside slf4j, the OSGi API and Jackson. */
    private record Room(String name, String... libraries) {}

    private static final List<Room> ROOMS = List.of(
            new Room("core"),
            new Room("profiles", "org.graalvm..", "com.networknt..", "org.yaml.snakeyaml..", "com.sun.management.."),
            new Room("journal", "org.h2.mvstore.."),
            new Room("rules", "org.shredzone.commons.suncalc..", "org.yaml.snakeyaml.."),
            new Room("uplink", "org.eclipse.paho..", "javax.net.."),
            new Room("access", "org.bouncycastle..", "javax.crypto.."),
            new Room("web", "jakarta.servlet.."),
            new Room(
                    "adapter.lorawan",
                    "org.eclipse.paho..",
                    "org.java_websocket..",
                    "io.grpc..",
                    "com.google.protobuf..",
                    "com.google.common.util.concurrent..",
                    "javax.net..",
                    "javax.crypto.."),
            new Room("adapter.lwm2m", "org.eclipse.leshan..", "org.eclipse.californium..", "javax.crypto.."),
            new Room("adapter.coap", "org.eclipse.californium..", "javax.crypto.."));

    @TestFactory
    Stream<DynamicTest> aRoomSeesTheModelAndItsLibrariesOnly() {
        return ROOMS.stream()
                .map(room -> DynamicTest.dynamicTest(room.name(), () -> {
                    List<String> allowed = new ArrayList<>(EVERYWHERE);
                    allowed.add("si.paka." + room.name() + "..");
                    allowed.addAll(List.of(room.libraries()));
                    classes()
                            .that()
                            .resideInAPackage("si.paka." + room.name() + "..")
                            .should()
                            .onlyDependOnClassesThat()
                            .resideInAnyPackage(allowed.toArray(String[]::new))
                            .check(PAKA);
                }));
    }

    @Test
    void theModelSeesOnlyTheJdk() {
        classes()
                .that()
                .resideInAPackage("si.paka.model..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "si.paka.model..", "org.osgi.annotation..")
                .check(PAKA);
    }

    @Test
    void decisionsHaveNoClockOfTheirOwn() {
        noClasses()
                .that()
                .resideInAPackage("si.paka.rules")
                .and()
                .implement(si.paka.model.decision.Rule.class)
                .should()
                .callMethod(java.time.Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .check(PAKA);
        noClasses()
                .that()
                .haveSimpleName("Arbiter")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.time.Clock")
                .check(PAKA);
    }
}
