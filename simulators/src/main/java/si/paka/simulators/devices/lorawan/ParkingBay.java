package si.paka.simulators.devices.lorawan;

import java.util.Random;

/** A parking bay that cars take and leave. Not safe for several threads. */
public final class ParkingBay implements LoRaWanDevice {
    private final String devEui;
    private final String name;
    private final Random random;
    private boolean occupied;
    private double battery = 92;
    private double temperature = 12;

    public ParkingBay(String devEui, String name, long seed) {
        this.devEui = devEui;
        this.name = name;
        this.random = new Random(seed);
        this.occupied = random.nextBoolean();
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
        return "parking-bay";
    }

    @Override
    public int port() {
        return BayPayload.PORT;
    }

    @Override
    public double battery() {
        return battery;
    }

    public boolean isOccupied() {
        return occupied;
    }

    /** Every second report on average a car comes or goes. */
    @Override
    public byte[] report() {
        occupied = random.nextBoolean() ? !occupied : occupied;
        battery = Math.max(5, battery - 0.01);
        temperature += random.nextGaussian() * 0.2;
        return BayPayload.encode(occupied, temperature, battery);
    }
}
