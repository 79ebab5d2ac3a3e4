package si.paka.web.page;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.CRC32;

/** Style and script; their address changes with their content, so that browsers may keep them. */
enum Static {
    CSS("paka.css", "text/css; charset=utf-8"),
    JS("paka.js", "text/javascript; charset=utf-8");

    private final String type;
    private final byte[] content;
    private final String path;

    Static(String name, String type) {
        this.type = type;
        try (var in = Static.class.getResourceAsStream(name)) {
            content = in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        CRC32 sum = new CRC32();
        sum.update(content);
        path = "/static/" + Long.toHexString(sum.getValue()) + "/" + name;
    }

    String type() {
        return type;
    }

    byte[] content() {
        return content.clone();
    }

    String path() {
        return path;
    }
}
