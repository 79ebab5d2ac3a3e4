package si.paka.profiles;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import si.paka.profiles.codec.CodecHost;
import si.paka.profiles.codec.CodecLimits;
import si.paka.profiles.codec.CodecResult;

/** What codecs may do, and what stops them. */
class CodecHostTest {
    private static final Instant AT = Instant.parse("2026-11-22T16:00:00Z");
    private static CodecHost host;

    @TempDir
    Path dir;

    @BeforeAll
    static void start() {
        host = new CodecHost(new CodecLimits(Duration.ofMillis(300), 64L << 20, 3));
    }

    @AfterAll
    static void stop() {
        host.close();
    }

    private Path codec(String name, String source) throws IOException {
        return Files.writeString(dir.resolve(name + ".js"), source);
    }

    private static CodecResult decode(Path codec, int... bytes) {
        byte[] payload = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            payload[i] = (byte) bytes[i];
        }
        return host.decodeUplink(codec, "mov", payload, 2, AT, Map.of("height", "120"));
    }

    private static String json(CodecResult result) {
        assertTrue(result.isDecoded(), result.reason());
        return result.json();
    }

    @Test
    void theNewShapeSeesBytesPortTimeAndVariables() throws IOException {
        Path codec = codec(
                "new",
                "function decodeUplink(i){return {data:{n:i.bytes.length,b:i.bytes[1],p:i.fPort,"
                        + "t:i.recvTime.toISOString(),now:new Date().toISOString(),v:i.variables.height}}}");
        assertEquals(
                "{\"data\":{\"n\":2,\"b\":255,\"p\":2,\"t\":\"2026-11-22T16:00:00.000Z\","
                        + "\"now\":\"2026-11-22T16:00:00.000Z\",\"v\":\"120\"}}",
                json(decode(codec, 1, 255)));
    }

    @Test
    void olderShapesAndModulesAreFound() throws IOException {
        assertEquals("{\"data\":{\"v\":7}}", json(decode(codec("a", "function Decode(p,b,v){return {v:b[0]}}"), 7)));
        assertEquals("{\"data\":{\"v\":7}}", json(decode(codec("b", "function Decoder(b,p){return {v:b[0]}}"), 7)));
        Path module = codec("c", "module.exports={decodeUplink:function(i){return {data:{v:i.bytes[0]}}}}");
        assertEquals("{\"data\":{\"v\":7}}", json(decode(module, 7)));
        Path exported = codec("d", "'use strict'; exports.decodeUplink=(i)=>({data:{v:i.bytes[0]}})");
        assertEquals("{\"data\":{\"v\":7}}", json(decode(exported, 7)));
    }

    @Test
    void sloppyCodecsWithBufferAndConsoleWork() throws IOException {
        Path codec = codec(
                "sloppy",
                "function decodeUplink(i){ v = Buffer.from(i.bytes); console.log(v);"
                        + " return {data:{u:v.readUInt16BE(0),h:v.toString('hex'),o:010}} }");
        assertEquals("{\"data\":{\"u\":258,\"h\":\"0102\",\"o\":8}}", json(decode(codec, 1, 2)));
    }

    @Test
    void thereIsNoWayOut() throws IOException {
        Path codec = codec(
                "escape",
                "function decodeUplink(i){return {data:{j:typeof Java,p:typeof Polyglot,l:typeof load,"
                        + "r:typeof require,g:typeof Graal,c:(function(){try{return ''+(0).constructor.constructor("
                        + "'return typeof Java')()}catch(e){return 'no'}})()}}}");
        assertEquals(
                "{\"data\":{\"j\":\"undefined\",\"p\":\"undefined\",\"l\":\"undefined\",\"r\":\"undefined\","
                        + "\"g\":\"undefined\",\"c\":\"undefined\"}}",
                json(decode(codec, 1)));
    }

    @Test
    void whatTheCodecThrowsIsItsError() throws IOException {
        CodecResult result = decode(codec("throws", "function decodeUplink(i){throw new Error('kratek okvir')}"), 1);
        assertEquals("codec-error", result.code());
        assertTrue(result.reason().contains("kratek okvir"), result.reason());
        assertEquals(
                "codec-error",
                decode(codec("syntax", "function decodeUplink( {"), 1).code());
        assertEquals("codec-error", decode(codec("none", "var a = 1"), 1).code());
        assertEquals(
                "codec-error",
                decode(codec("null", "function decodeUplink(i){return null}"), 1)
                        .code());
    }

    @Test
    void anEndlessLoopIsStoppedAndTheNextCallWorks() throws IOException {
        Path codec = codec("loop", "function decodeUplink(i){ while(i.bytes[0]===1){} return {data:{ok:true}} }");
        assertEquals("codec-timeout", decode(codec, 1).code());
        assertEquals("{\"data\":{\"ok\":true}}", json(decode(codec, 0)));
    }

    @Test
    void anEndlessRecursionIsAnErrorOfThatCall() throws IOException {
        Path codec = codec(
                "deep",
                "function f(n){return f(n+1)+1} function decodeUplink(i){"
                        + " return {data:{ok: i.bytes[0]===1 ? f(0) : true}} }");
        assertEquals("codec-error", decode(codec, 1).code());
        assertEquals("{\"data\":{\"ok\":true}}", json(decode(codec, 0)));
    }

    @Test
    void anAllocatingLoopIsStopped() throws IOException {
        Path codec = codec(
                "hoard",
                "function decodeUplink(i){ var a=[]; while(i.bytes[0]===1){a.push(new Array(1000).fill(7))}"
                        + " return {data:{ok:true}} }");
        String code = decode(codec, 1).code(); // on a busy machine its time may run out first
        assertTrue(code.equals("codec-memory") || code.equals("codec-timeout"), code);
        assertEquals("{\"data\":{\"ok\":true}}", json(decode(codec, 0)));
    }

    @Test
    void aGibibyteAtOnceIsRefused() throws IOException {
        for (String greedy : new String[] {
            "new ArrayBuffer(1073741824)",
            "new Uint8Array(1073741824)",
            "'x'.repeat(1073741824)",
            "new Array(1073741824).fill(1)",
            "''.padStart(1073741824)"
        }) {
            Path codec = codec(
                    "big" + greedy.length(), "function decodeUplink(i){return {data:{v:(" + greedy + ").length}}}");
            CodecResult result = decode(codec, 1);
            assertEquals("codec-error", result.code(), greedy);
            assertTrue(result.reason().contains("RangeError"), result.reason());
        }
    }

    @Test
    void builtInFunctionsThatWouldWalkForEverAreRefused() throws IOException {
        String[] endless = {
            "[].indexOf.call({length:9007199254740991},1)",
            "[].shift.call({get length(){return 9007199254740991}})",
            "(function(){var x=[];x.length=4294967295;x[4294967294]=1;return x.includes(7)})()",
            "(function(){var x=[1];x.length=1e9;return [...x].length})()",
            "Array.from({length:1e9}).length",
            "new Set([].keys.call({length:1e15})).size",
            "(function(){var a=[0];for(var k=0;k<50;k++)a=[a,a];return a.flat(Infinity).length})()",
            "(function(){var a=[];for(var k=0;k<50;k++)a=[a,a];return String(a).length})()",
            "new Set({[Symbol.iterator]:()=>({next:Object})}).size",
            "(function(){var x=3n;for(;;){x=x*x}})()",
            "(function(){try{for(;;){}}finally{for(;;){}}})()",
        };
        for (int i = 0; i < endless.length; i++) {
            Path codec = codec("walk" + i, "function decodeUplink(i){return {data:{v:(" + endless[i] + ")}}}");
            assertTrue(decode(codec, 1).code().startsWith("codec-"), endless[i]);
        }
        assertEquals(List.of(), host.stuck());
    }

    @Test
    void theGuardsLeaveOrdinaryListsAlone() throws IOException {
        Path codec = codec(
                "lists",
                "function decodeUplink(i){ function f(){return Array.prototype.slice.call(arguments,1)}"
                        + " return {data:{a:[...'ab'].join('-'),b:[1,[2,[3]]].flat(Infinity).concat([4],5),c:f(1,2,3),"
                        + "d:Array.from({length:2},(_,n)=>n),e:[3,1,2].sort(),g:[...new Uint8Array([1,2])],"
                        + "h:new Array(2).fill(0),k:Object.keys([7]),l:[1,2,3].reduce((x,y)=>x+y)}} }");
        assertEquals(
                "{\"data\":{\"a\":\"a-b\",\"b\":[1,2,3,4,5],\"c\":[2,3],\"d\":[0,1],\"e\":[1,2,3],\"g\":[1,2],"
                        + "\"h\":[0,0],\"k\":[\"0\"],\"l\":6}}",
                json(decode(codec, 1)));
    }

    @Test
    void aMendedCodecCountsAfterAReload() throws IOException {
        Path codec = codec("mended", "function decodeUplink(i){ while(true){} }");
        for (int i = 0; i < 3; i++) {
            decode(codec, 1);
        }
        assertEquals("codec-quarantined", decode(codec, 1).code());
        codec("mended", "function decodeUplink(i){ return {data:{ok:1}} }");
        host.reload(Set.of(codec));
        assertEquals("{\"data\":{\"ok\":1}}", json(decode(codec, 1)));
        codec("mended", "function decodeUplink(i){ return {data:{ok:2}} }");
        host.reload(Set.of(codec));
        assertEquals("{\"data\":{\"ok\":2}}", json(decode(codec, 1)));
    }

    @Test
    void backtrackingForeverIsStopped() throws IOException {
        Path codec = codec(
                "regex",
                "function decodeUplink(i){ var s='a'.repeat(40)+'!';"
                        + " return {data:{v:/^(?:(a+)+)\\1?$/.test(s)}} }");
        String code = decode(codec, 1).code();
        assertTrue(code.equals("codec-timeout") || code.equals("codec-memory"), code);
    }

    @Test
    void aCodecThatKeepsBreakingItsLimitsIsQuarantined() throws IOException {
        Path codec = codec("bad", "function decodeUplink(i){ while(true){} }");
        for (int i = 0; i < 3; i++) {
            assertEquals("codec-timeout", decode(codec, 1).code());
        }
        assertEquals("codec-quarantined", decode(codec, 1).code());
        assertTrue(host.quarantined().contains("bad.js"));
    }

    @Test
    void ownersDoNotSeeEachOthersGlobals() throws IOException {
        Path codec = codec("global", "var seen = 0; function decodeUplink(i){ seen++; return {data:{seen:seen}} }");
        assertEquals("{\"data\":{\"seen\":1}}", json(decode(codec, 1)));
        CodecResult other = host.decodeUplink(codec, "komunala", new byte[1], 2, AT, Map.of());
        assertEquals("{\"data\":{\"seen\":1}}", json(other));
    }
}
