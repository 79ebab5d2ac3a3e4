package si.paka.profiles.derive;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/** Statistics that a few wrong values don't move. */
final class Robust {
    /** Makes the median absolute deviation of normally distributed values their standard deviation. */
    static final double MAD_TO_SIGMA = 1.4826;

    /** One value at a time in days. */
    record Point(double day, double value) {}

    private Robust() {}

    /** Of a non-empty collection. */
    static double median(Collection<Double> values) {
        return sortedMedian(
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray());
    }

    private static double sortedMedian(double[] sorted) {
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /** Median absolute deviation from {@code median}. */
    static double deviation(Collection<Double> values, double median) {
        return median(values.stream().map(value -> Math.abs(value - median)).toList());
    }

    /** Median of the slopes of all pairs (Theil-Sen), per day; NaN if there are no two times. */
    static double slope(List<Point> points) {
        double[] slopes = new double[points.size() * (points.size() - 1) / 2];
        int count = 0;
        for (int i = 0; i < points.size(); i++) {
            for (int j = i + 1; j < points.size(); j++) {
                double days = points.get(j).day() - points.get(i).day();
                if (days > 0) {
                    slopes[count++] = (points.get(j).value() - points.get(i).value()) / days;
                }
            }
        }
        if (count == 0) {
            return Double.NaN;
        }
        double[] sorted = Arrays.copyOf(slopes, count);
        Arrays.sort(sorted);
        return sortedMedian(sorted);
    }
}
