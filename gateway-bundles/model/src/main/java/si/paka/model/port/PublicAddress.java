package si.paka.model.port;

/** Where others reach this cabinet's pages and API. Served by {@code web} while it listens; absent if it is switched off. */
public interface PublicAddress {
    /** Such as {@code https://cabinet-7:8443}, without a slash at the end. */
    String url();
}
