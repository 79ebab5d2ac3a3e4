package si.paka.simulators.devices.lorawan;

import java.util.Random;

/** A waste container that slowly fills and is emptied when full. Not safe for several threads. */
public final class WasteContainer implements LoRaWanDevice {
    private static final double FULL = 96;

    private final String devEui;
    private final String name;
    private final Random random;
    private double fill;
    private double battery = 97;
    private double temperature = 14;
    private boolean tilted;

    public WasteContainer(String devEui, String name, long seed) {
        this.devEui = devEui;
        this.name = name;
        this.random = new Random(seed);
        this.fill = random.nextDouble() * 70;
    }

    @Override
    public String devEui() {
        return devEui;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String kind() {
        return "waste-container";
    }

    @Override
    public int port() {
        return ContainerPayload.PORT;
    }

    @Override
    public double battery() {
        return battery;
    }

    /** Percent of its height. */
    public int fillLevel() {
        return (int) Math.round(fill);
    }

    @Override
    public byte[] report() {
        fill = fill > FULL ? 2 : Math.min(100, fill + random.nextDouble() * 5);
        battery = Math.max(5, battery - 0.01);
        temperature += random.nextGaussian() * 0.3;
        tilted = random.nextInt(200) == 0;
        return ContainerPayload.encode(fillLevel(), temperature, tilted, battery);
    }
}
