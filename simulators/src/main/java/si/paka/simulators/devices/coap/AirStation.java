package si.paka.simulators.devices.coap;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/** The sensors of one air-quality station; values wander about a usual town day. Not safe for several threads. */
public final class AirStation {
    private final Random random;
    private double temperature = 14;
    private double humidity = 62;
    private double pm10 = 22;
    private double pm25 = 12;
    private double no2 = 28;
    private double o3 = 54;

    public AirStation(long seed) {
        random = new Random(seed);
    }

    /** One reading of all sensors, by SenML name; the units are {@link SenMl}'s. */
    public Map<String, Double> measure() {
        temperature = wander(temperature, 0.2, -20, 40);
        humidity = wander(humidity, 0.8, 15, 100);
        pm10 = wander(pm10, 1.5, 1, 150);
        pm25 = Math.min(pm10, wander(pm25, 1, 0.5, 90));
        no2 = wander(no2, 1.5, 1, 180);
        o3 = wander(o3, 1.5, 1, 220);
        Map<String, Double> values = new LinkedHashMap<>();
        values.put("temperature", temperature);
        values.put("humidity", humidity);
        values.put("pm10", pm10);
        values.put("pm25", pm25);
        values.put("no2", no2);
        values.put("o3", o3);
        return values;
    }

    private double wander(double value, double step, double low, double high) {
        double next = Math.max(low, Math.min(high, value + random.nextGaussian() * step));
        return Math.round(next * 10) / 10.0;
    }
}
