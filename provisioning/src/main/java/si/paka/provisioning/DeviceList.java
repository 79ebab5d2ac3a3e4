package si.paka.provisioning;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A list of devices to onboard, as CSV (RFC 4180) with a header: {@code transport,address,profile,asset,owner,consent} and, where
 * needed, {@code id,name,operator,jurisdiction,raw,lat,lon,attr.<name>,psk.identity,psk.key}. LoRaWAN devices may be told by {@code
 * devEui,joinEui,appKey} (or {@code devAddr,nwkSKey,appSKey}, or the code on the device as {@code qr}) with {@code profile,owner} alone:
 * then the asset is the name where that can be one, else the DevEUI, and the consent is none. Comma or semicolon, UTF-8 with or
 * without a byte order mark. Good rows are usable whatever is wrong with others.
 *
 * @param rows good rows
 * @param problems what is wrong with the others
 */
public record DeviceList(List<Row> rows, List<Problem> problems) {
    private static final long LARGEST = 8L << 20;
    private static final int MOST_ROWS = 20_000;
    private static final Set<String> KNOWN = Set.of(
            "id",
            "transport",
            "address",
            "profile",
            "asset",
            "name",
            "owner",
            "operator",
            "jurisdiction",
            "consent",
            "raw",
            "lat",
            "lon",
            "psk.identity",
            "psk.key",
            "devEui",
            "joinEui",
            "appKey",
            "devAddr",
            "nwkSKey",
            "appSKey",
            "qr");
    private static final List<String> REQUIRED =
            List.of("transport", "address", "profile", "asset", "owner", "consent");

    public DeviceList {
        rows = List.copyOf(rows);
        problems = List.copyOf(problems);
    }

    /** One device; empty cells are left out. @param line where it stands in the file, from 1 */
    public record Row(int line, Map<String, String> fields) {}

    /** What is wrong in one row. @param line where it stands in the file, from 1 */
    public record Problem(int line, String column, String text) {
        @Override
        public String toString() {
            return "line " + line + (column.isEmpty() ? "" : " column " + column) + ": " + text;
        }
    }

    /** @throws IOException if the file cannot be read, is too large, is not UTF-8, or lacks a header that can be used */
    public static DeviceList parse(Path file) throws IOException {
        if (Files.size(file) > LARGEST) {
            throw new IOException(file + " has " + Files.size(file) + " bytes, expected at most " + LARGEST);
        }
        String text;
        try {
            text = Files.readString(file, StandardCharsets.UTF_8);
        } catch (CharacterCodingException e) {
            throw new IOException(file + " is not UTF-8; save it as \"CSV UTF-8\"", e);
        }
        return parse(text.startsWith("\ufeff") ? text.substring(1) : text);
    }

    static DeviceList parse(String text) throws IOException {
        String firstLine = text.lines().findFirst().orElse("");
        char separator = firstLine.chars().filter(c -> c == ';').count()
                        > firstLine.chars().filter(c -> c == ',').count()
                ? ';'
                : ',';
        List<CsvReader.Record> records = CsvReader.read(text, separator);
        if (records.isEmpty()) {
            throw new IOException("the list is empty, expected a header " + String.join(",", REQUIRED));
        }
        if (records.size() > MOST_ROWS + 1) {
            throw new IOException("the list has " + records.size() + " rows, expected at most " + MOST_ROWS);
        }
        List<String> header = records.get(0).cells();
        checkHeader(header);
        List<Row> rows = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        Set<String> addresses = new HashSet<>();
        for (CsvReader.Record one : records.subList(1, records.size())) {
            Map<String, String> fields = new LinkedHashMap<>();
            Problem problem = read(one, header, fields);
            String address = fields.get("transport") + ":" + fields.get("address");
            if (problem == null && !addresses.add(address)) {
                problem = new Problem(one.line(), "address", address + " stands in the list twice");
            }
            if (problem == null) {
                rows.add(new Row(one.line(), fields));
            } else {
                problems.add(problem);
            }
        }
        return new DeviceList(rows, problems);
    }

    private static void checkHeader(List<String> header) throws IOException {
        for (String column : header) {
            if (!KNOWN.contains(column) && !column.startsWith("attr.")) {
                throw new IOException("line 1 column " + column + ": is not known, expected one of "
                        + KNOWN.stream().sorted().toList() + " or attr.<name>");
            }
        }
        boolean lorawan = header.contains("devEui") || header.contains("qr");
        for (String column : lorawan ? LorawanRow.REQUIRED : REQUIRED) {
            if (!header.contains(column)) {
                throw new IOException("line 1: column " + column + " is missing");
            }
        }
    }

    /** Fills the fields; gives the first problem, or null. */
    private static Problem read(CsvReader.Record one, List<String> header, Map<String, String> fields) {
        if (one.cells().size() > header.size()) {
            return new Problem(one.line(), "", one.cells().size() + " cells, expected " + header.size());
        }
        for (int i = 0; i < one.cells().size(); i++) {
            if (!one.cells().get(i).isBlank()) {
                fields.put(header.get(i), one.cells().get(i).strip());
            }
        }
        String wrong = LorawanRow.complete(fields);
        if (!wrong.isEmpty()) {
            return new Problem(one.line(), wrong, LorawanRow.expected(wrong));
        }
        for (String column : REQUIRED) {
            if (!fields.containsKey(column)) {
                return new Problem(one.line(), column, "is empty");
            }
        }
        String transport = fields.get("transport");
        if (!Set.of("lorawan", "lwm2m", "coap", "derived").contains(transport)) {
            return new Problem(
                    one.line(), "transport", "is \"" + transport + "\", expected lorawan, lwm2m, coap or derived");
        }
        if (transport.equals("lorawan") && !fields.get("address").matches("[0-9A-Fa-f]{16}")) {
            return new Problem(
                    one.line(), "address", "is \"" + fields.get("address") + "\", expected a DevEUI of 16 hex digits");
        }
        return null;
    }
}
