package si.paka.profiles.derive;

import java.util.Map;

/**
 * What derivations need beside their own settings.
 *
 * @param tables air quality indices by version
 * @param crowdFloor fewest people of which a count may leave the cabinet
 */
public record DerivationContext(DerivationPlan plan, Map<String, AirIndexTable> tables, int crowdFloor) {}
