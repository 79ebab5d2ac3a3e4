package si.paka.profiles;

import java.util.List;

/**
 * What a device says of its battery, as a level from 0 to 1: straight between the points, level beyond the ends.
 *
 * @param from name of the decoded value
 * @param points at least two, decoded values rising
 */
record BatteryCurve(String from, List<Point> points) {
    /** @param level 0..1 */
    record Point(double decoded, double level) {}

    BatteryCurve {
        points = List.copyOf(points);
    }

    static BatteryCurve read(YamlNode node) throws ProfileException {
        List<Point> points = node.pairs("curve").stream()
                .map(pair -> new Point(pair[0], pair[1]))
                .toList();
        for (int i = 1; i < points.size(); i++) {
            if (points.get(i).decoded() <= points.get(i - 1).decoded()) {
                throw node.wrong(
                        "curve[" + i + "]",
                        "found " + points.get(i).decoded() + " after "
                                + points.get(i - 1).decoded() + ", expected decoded values that rise");
            }
        }
        return new BatteryCurve(node.text("from"), points);
    }

    /** 0..1, to a tenth of a percent. */
    double level(double decoded) {
        Point before = points.get(0);
        if (decoded <= before.decoded()) {
            return before.level();
        }
        for (Point point : points) {
            if (decoded < point.decoded()) {
                double share = (decoded - before.decoded()) / (point.decoded() - before.decoded());
                double level = before.level() + share * (point.level() - before.level());
                return Math.rint(level * 1000) / 1000;
            }
            before = point;
        }
        return before.level();
    }
}
