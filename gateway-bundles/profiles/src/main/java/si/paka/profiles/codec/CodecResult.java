package si.paka.profiles.codec;

/**
 * What a call of a codec gave: its answer as JSON, or a stable code and the reason why there is none.
 *
 * @param json the returned object as JSON; empty on failure
 * @param code empty on success; else {@code codec-error}, {@code codec-timeout}, {@code codec-memory},
 *     {@code codec-unreadable} or {@code codec-quarantined}
 */
public record CodecResult(String json, String code, String reason) {
    static CodecResult answer(String json) {
        return new CodecResult(json, "", "");
    }

    static CodecResult failure(String code, String reason) {
        return new CodecResult("", code, reason);
    }

    public boolean isDecoded() {
        return code.isEmpty();
    }
}
