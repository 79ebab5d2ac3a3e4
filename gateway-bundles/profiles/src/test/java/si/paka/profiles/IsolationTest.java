package si.paka.profiles;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import si.paka.profiles.codec.CodecHost;
import si.paka.profiles.codec.CodecLimits;
import si.paka.profiles.codec.CodecResult;
import si.paka.profiles.codec.QuarantineListener;

/** Nothing is left of one call for the next, and nothing that one codec does is noticed by another. */
class IsolationTest {
    private static final Instant AT = Instant.parse("2026-11-22T16:00:00Z");
    private static final List<String> EVENTS = new ArrayList<>();
    private static CodecHost host;

    @TempDir
    Path dir;

    @BeforeAll
    static void start() {
        CodecLimits limits = new CodecLimits(Duration.ofMillis(300), 64L << 20, 2);
        host = new CodecHost(limits, new QuarantineListener() {
            @Override
            public synchronized void quarantined(Path codec, String why) {
                EVENTS.add("quarantined " + codec.getFileName());
            }

            @Override
            public synchronized void released(Path codec) {
                EVENTS.add("released " + codec.getFileName());
            }
        });
    }

    @AfterAll
    static void stop() {
        host.close();
    }

    private Path codec(String name, String source) throws IOException {
        return Files.writeString(dir.resolve(name + ".js"), source);
    }

    private static CodecResult decode(Path codec) {
        return host.decodeUplink(codec, "mov", new byte[] {1}, 2, AT, Map.of());
    }

    private static String json(CodecResult result) {
        assertTrue(result.isDecoded(), result.reason());
        return result.json();
    }

    @Test
    void theSecondMessageIsDecodedAsIfItWereTheFirst() throws IOException {
        String[] counters = {
            "var n = 0; function decodeUplink(i){ return {data: ++n}; }",
            "let n = 0; const decodeUplink = i => ({data: ++n});",
            "const s = {n: 0}; function decodeUplink(i){ return {data: ++s.n}; }",
            "function decodeUplink(i){ n = typeof n === 'undefined' ? 1 : n + 1; return {data: n}; }",
            "function decodeUplink(i){ this.n = (this.n || 0) + 1; return {data: this.n}; }",
            "function decodeUplink(i){ decodeUplink.n = (decodeUplink.n || 0) + 1; return {data: decodeUplink.n}; }",
            "class C { static n = 0; } function decodeUplink(i){ return {data: ++C.n}; }",
            "exports.n = 0; exports.decodeUplink = function(i){ return {data: ++exports.n}; };",
            "module.exports = (function(){ var n = 0; return {decodeUplink: i => ({data: ++n})}; })();",
            "function decodeUplink(i){ Array.prototype.n = ([].n || 0) + 1; return {data: [].n}; }",
            "function decodeUplink(i){ Math.n = (Math.n || 0) + 1; return {data: Math.n}; }",
            "function decodeUplink(i){ var m = Math; m.n = (m.n || 0) + 1; return {data: m.n}; }",
            "function decodeUplink(i){ var o = Object.prototype; o.n = (o.n || 0) + 1; return {data: ({}).n}; }",
            "function decodeUplink(i){ globalThis.n = (globalThis.n || 0) + 1; return {data: globalThis.n}; }",
            "var re = /a/g; function decodeUplink(i){ re.test('aa'); return {data: re.lastIndex}; }",
            "function decodeUplink(i){ var p = [].constructor.prototype; p.n = (p.n || 0) + 1; return {data: p.n}; }",
            "function decodeUplink(i){ Buffer.n = (Buffer.n || 0) + 1; return {data: Buffer.n}; }",
            "function decodeUplink(i){ Date.n = (Date.n || 0) + 1; return {data: Date.n}; }",
            "\"use strict\"; let n = 0; function decodeUplink(i){ n++; return {data: n}; } // no line ends here",
        };
        for (int i = 0; i < counters.length; i++) {
            Path codec = codec("count" + i, counters[i]);
            for (int call = 0; call < 3; call++) {
                assertEquals("{\"data\":1}", json(decode(codec)), counters[i]);
            }
        }
    }

    @Test
    void filesAreReadAsTheirEditorsLeaveThem() throws IOException {
        String[] files = {
            "\ufefffunction decodeUplink(i){ return {data: 1}; }",
            "#!/usr/bin/env node\nfunction decodeUplink(i){ return {data: 1}; }",
            "// lines\r\nfunction decodeUplink(i){\r\n return {data: 1};\r\n}\r\n",
            "const exports = {}; exports.x = 1; function decodeUplink(i){ return {data: exports.x}; }",
            "var exports = exports || {}; exports.decodeUplink = i => ({data: 1});",
            "'use strict'; const module = {}; const decodeUplink = i => ({data: 1});",
            "class T { decode() { return {data: 1}; } }; var decodeUplink = i => new T().decode();",
            "(function(r){ r.decodeUplink = function(){ return {data: 1}; }; })(this);",
            "exports.decodeUplink = decodeUplink; function decodeUplink(){ return {data: 1}; } /* end */",
        };
        for (int i = 0; i < files.length; i++) {
            assertEquals("{\"data\":1}", json(decode(codec("file" + i, files[i]))), files[i]);
        }
    }

    @Test
    void bufferAndListsAnswerAsInNode() throws IOException {
        Map<String, String> expressions = Map.ofEntries(
                Map.entry("JSON.stringify(Buffer.from([1,2]))", "{\"type\":\"Buffer\",\"data\":[1,2]}"),
                Map.entry("Buffer.from('zzff','hex').length", "0"),
                Map.entry("Buffer.from('ffzz','hex').toString('hex')", "ff"),
                Map.entry("Buffer([1,2,3]).slice(1).toString('hex')", "0203"),
                Map.entry("new Buffer('AQID','base64').readUIntBE(0,3)", "66051"),
                Map.entry("Buffer.from('č').toString('latin1').length", "2"),
                Map.entry("Buffer.from([0xc4,0xff]).toString()", "\ufffd\ufffd"),
                Map.entry("Buffer.from([1,2]).toString('base64')", "AQI="),
                Map.entry("Buffer.concat([Buffer.from([1]),Buffer.from([2])]).readInt16LE(0)", "513"),
                Map.entry("Buffer.from([255,254]).readIntBE(0,2)", "-2"),
                Map.entry("Array.isArray(Buffer.from([1]))", "false"),
                Map.entry("Buffer.from([1]) instanceof Uint8Array", "true"),
                Map.entry("[].map.name + [].map.length + [].concat.length + Array.from.length", "map111"),
                Map.entry("(function(){var k=[];for(var x in [5])k.push(x);return k.join()})()", "0"),
                Map.entry("JSON.stringify(new Uint8Array([7]))", "{\"0\":7}"),
                Map.entry(
                        "JSON.stringify([,1,undefined,NaN,-0,1/0,1e21,new Date(0)])",
                        "[null,1,null,null,0,null,1e+21,\"1970-01-01T00:00:00.000Z\"]"),
                Map.entry("Date.name + Date.length + (new Date() instanceof Date)", "Date7true"),
                Map.entry("(class extends Array{}).from([1]).constructor === Array", "false"),
                Map.entry("new Proxy({a:1},{get:()=>5}).a", "5"),
                Map.entry("Array.prototype.map.call({get length(){return 1},0:4},x=>x*2).join()", "8"),
                Map.entry("new TextDecoder().decode(new Uint8Array([0xc4,0x8d])) + btoa('a')", "čYQ=="));
        for (Map.Entry<String, String> one : expressions.entrySet()) {
            Path codec = codec(
                    "e" + Math.abs(one.getKey().hashCode()),
                    "function decodeUplink(i){ return {data: String(" + one.getKey() + ")}; }");
            assertEquals(
                    one.getValue(),
                    new com.fasterxml.jackson.databind.ObjectMapper()
                            .readTree(json(decode(codec)))
                            .path("data")
                            .asText(),
                    one.getKey());
        }
    }

    @Test
    void aCodecInQuarantineIsToldAndLetGoWithItsFile() throws IOException {
        Path codec = codec("loops", "function decodeUplink(i){ for(;;){} }");
        Path other = codec("fine", "function decodeUplink(i){ return {data: 1}; }");
        decode(codec);
        decode(codec);
        assertEquals("codec-quarantined", decode(codec).code());
        host.reload(Set.of(other));
        assertEquals("codec-quarantined", decode(codec).code());
        codec("loops", "function decodeUplink(i){ return {data: 2}; }");
        host.reload(Set.of(codec));
        assertEquals("{\"data\":2}", json(decode(codec)));
        assertTrue(EVENTS.containsAll(List.of("quarantined loops.js", "released loops.js")), EVENTS.toString());
    }

    @Test
    void aFileThatCanNotBeUsedIsRefusedWithItsLineAndTheOneBeforeStays() throws IOException {
        Path codec = codec("edited", "function decodeUplink(i){ return {data: 1}; }");
        assertEquals("{\"data\":1}", json(decode(codec)));
        codec("edited", "// broken\nfunction decodeUplink(i){ return {data: ; }");
        host.reload(Set.of(codec));
        assertEquals("{\"data\":1}", json(decode(codec)));
        assertTrue(
                host.problems().get(0).startsWith(codec + " line 2: SyntaxError"),
                host.problems().toString());
        codec("edited", "function decodeUplink(i){ return {data: 3}; }");
        host.reload(Set.of(codec));
        assertEquals("{\"data\":3}", json(decode(codec)));
        assertEquals(List.of(), host.problems());
    }

    @Test
    void whileOthersAskForAGibibyteAHarmlessCodecDecodesOn() throws IOException {
        Path harmless = codec("calm", "function decodeUplink(i){ return {data: i.bytes[0]}; }");
        decode(harmless);
        String[] greedy = {
            "new Array(268435456).fill(7)",
            "'x'.repeat(1073741824)",
            "new Uint8Array(1073741824)",
            "Array.from({length: 268435456})",
            "(function(){var a=[1];for(;;)a=a.concat(a)})()",
            "(function(){var m=new Map();for(var i=0;;i++)m.set(i,[i])})()",
            "(function(){var s='x';for(;;)s+=s})()",
            "(function(){var a=[];for(;;)a.push(a.slice())})()",
            "JSON.stringify(new Array(268435456))",
            "String.fromCharCode.apply(null,{length:268435456})",
            "[3,1].sort(function(){for(;;){}})",
            "String({toString(){for(;;){}}})",
            "({get v(){for(;;){}}}).v",
            "[...(function*(){for(;;)yield 1})()]",
        };
        AtomicBoolean running = new AtomicBoolean(true);
        CompletableFuture<Integer> calm = CompletableFuture.supplyAsync(() -> {
            int done = 0;
            while (running.get() || done < 20) {
                assertEquals("{\"data\":1}", json(decode(harmless)));
                done++;
            }
            return done;
        });
        for (int i = 0; i < greedy.length; i++) {
            Path codec = codec("greedy" + i, "function decodeUplink(i){ return {data: (" + greedy[i] + ").length}; }");
            assertTrue(decode(codec).code().startsWith("codec-"), greedy[i]);
        }
        running.set(false);
        assertTrue(calm.join() >= 20);
        assertEquals(List.of(), host.stuck());
    }

    @Test
    void whatIsPromisedForeverIsStopped() throws IOException {
        Path codec = codec(
                "jobs",
                "function again(){ Promise.resolve().then(again); } function decodeUplink(i){ again(); return {data: 1}; }");
        assertTrue(decode(codec).code().startsWith("codec-"));
    }

    @Test
    void normalisedPayloadsComeFromTheCodecToo() throws IOException {
        Path codec = codec(
                "normal",
                "function decodeUplink(i){ return {data:{t:i.bytes[0]}}; }"
                        + " function normalizeUplink(i){ return {data:[{air:{temperature:i.data.t}}]}; }");
        assertEquals(
                "{\"data\":[{\"air\":{\"temperature\":21}}]}",
                json(host.normalizeUplink(codec, "mov", "{\"t\":21}", AT, Map.of())));
    }
}
