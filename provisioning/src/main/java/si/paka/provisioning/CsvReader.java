package si.paka.provisioning;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads CSV as RFC 4180 says, with any separator; blank lines are passed over. */
final class CsvReader {
    /** One record and the line it begins on, from 1. */
    record Record(int line, List<String> cells) {}

    private final String text;
    private final char separator;
    private int at;
    private int line = 1;

    private CsvReader(String text, char separator) {
        this.text = text;
        this.separator = separator;
    }

    static List<Record> read(String text, char separator) throws IOException {
        CsvReader reader = new CsvReader(text, separator);
        List<Record> records = new ArrayList<>();
        while (reader.at < text.length()) {
            int line = reader.line;
            List<String> cells = reader.record();
            if (cells.size() > 1 || !cells.get(0).isBlank()) {
                records.add(new Record(line, cells));
            }
        }
        return records;
    }

    private List<String> record() throws IOException {
        List<String> cells = new ArrayList<>();
        while (true) {
            cells.add(at < text.length() && text.charAt(at) == '"' ? quoted() : plain());
            if (at >= text.length()) {
                return cells;
            }
            char c = text.charAt(at++);
            if (c == '\r' && at < text.length() && text.charAt(at) == '\n') {
                c = text.charAt(at++);
            }
            if (c == '\n' || c == '\r') {
                line++;
                return cells;
            }
        }
    }

    private String plain() {
        int from = at;
        while (at < text.length()
                && text.charAt(at) != separator
                && text.charAt(at) != '\n'
                && text.charAt(at) != '\r') {
            at++;
        }
        return text.substring(from, at);
    }

    private String quoted() throws IOException {
        int began = line;
        StringBuilder cell = new StringBuilder();
        at++;
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == '"' && at < text.length() && text.charAt(at) == '"') {
                cell.append('"');
                at++;
            } else if (c == '"') {
                return cell.toString();
            } else {
                line += c == '\n' ? 1 : 0;
                cell.append(c);
            }
        }
        throw new IOException("line " + began + ": a quote is opened and never closed");
    }
}
