package si.paka.simulators.platform;

/** Where one cabinet speaks: {@code paka/1/<town>/<cabinet>}. */
public record CabinetTopic(String town, String cabinet) {
    public String of(String below) {
        return "paka/1/" + town + "/" + cabinet + "/" + below;
    }
}
