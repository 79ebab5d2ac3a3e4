package si.paka.model.device;

/**
 * One command that a profile understands.
 *
 * @param unit UN/CEFACT code of the value, empty if it has none
 */
public record CommandSpec(String name, double minimum, double maximum, String unit, String meaning) {}
