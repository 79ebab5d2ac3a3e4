package si.paka.model.access;

/**
 * Who is asking.
 *
 * @param name user name, or {@code token:<id>}
 * @param scope for machines what they are limited to, e.g. an owner's name; empty for all
 */
public record Principal(String name, Role role, String scope) {}
