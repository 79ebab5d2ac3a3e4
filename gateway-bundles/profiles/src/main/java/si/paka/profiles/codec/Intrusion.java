package si.paka.profiles.codec;

import java.util.regex.Pattern;

/**
 * Whether a codec could change what the language gives to all that run in its context: a global name, a prototype, a built-in
 * object. Judged by its text, and wrongly only to the safe side for what people write: who is suspected gets a context of its own for
 * each call, some 1 ms. Nothing depends on it between owners, who never share contexts.
 */
final class Intrusion {
    private static final String GIVEN =
            "(?:Object|Function|Array|String|Number|Boolean|Symbol|BigInt|Date|RegExp|Math|JSON|Map|Set|WeakMap|WeakSet|Promise|Proxy"
                    + "|Reflect|Error|TypeError|RangeError|SyntaxError|EvalError|ReferenceError|URIError|ArrayBuffer|DataView"
                    + "|Uint8Array|Int8Array|Uint16Array|Int16Array|Uint32Array|Int32Array|Uint8ClampedArray|Float32Array"
                    + "|Float64Array|BigInt64Array|BigUint64Array|Buffer|TextDecoder|TextEncoder|console|parseInt|parseFloat"
                    + "|isNaN|isFinite|atob|btoa|escape|unescape|encodeURIComponent|decodeURIComponent|encodeURI|decodeURI"
                    + "|Intl|Iterator|WeakRef|AggregateError|FinalizationRegistry)";
    private static final String ASSIGNED =
            "\\s*(?:=(?![=>])|[-+*/%&|^]=|\\*\\*=|<<=|>>>?=|&&=|\\|\\|=|\\?\\?=|\\+\\+|--)";

    /** Ways to what is given that need no name, or that hide one. */
    private static final Pattern WAYS = Pattern.compile(
            "\\b(?:eval|globalThis|__proto__|setPrototypeOf|getPrototypeOf|defineProperty|defineProperties|__define[GS]etter__"
                    + "|Reflect|prototype\\s*(?:\\.\\s*[\\w$]+|\\[[^\\]]*\\])" + ASSIGNED + ")"
                    + "|\\bFunction\\s*\\(|\\.\\s*constructor\\b|\\[\\s*['\"](?:constructor|prototype)|\\bRegExp\\s*\\.\\s*\\$"
                    + "|\\\\u(?:00|\\{)[4-7]");

    private static final Pattern ASSIGNMENT = Pattern.compile("\\b" + GIVEN + "\\b(?:\\s*\\.\\s*[\\w$]+)*" + ASSIGNED
            + "|(?:\\+\\+|--|\\bdelete\\s)\\s*" + GIVEN + "\\b");

    /** A given thing that goes somewhere as a value, where it could be changed under another name. */
    private static final Pattern PASSED_ON = Pattern.compile(
            "(?<![.\\w$])(?<!instanceof\\s)(?<!typeof\\s)(?<!typeof\\()(?<!new\\s)" + GIVEN
                    + "\\b(?!\\s*\\.\\s*(?!prototype\\b)[\\w$]+|\\s*\\(|\\s*\\.\\s*prototype\\s*\\.\\s*[\\w$]+\\s*[.(])");

    private Intrusion() {}

    static boolean isUnthinkable(String text) {
        if (WAYS.matcher(text).find() || ASSIGNMENT.matcher(text).find()) {
            return false;
        }
        return !PASSED_ON.matcher(withoutCommentsAndTexts(text)).find();
    }

    /** A regular expression with a quotation mark in it may cost the rest of its line. */
    private static String withoutCommentsAndTexts(String text) {
        StringBuilder rest = new StringBuilder(text.length());
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (text.startsWith("//", at)) {
                at = before(text.indexOf('\n', at), text);
            } else if (text.startsWith("/*", at)) {
                at = Math.min(text.length(), before(text.indexOf("*/", at + 2), text) + 2);
            } else if (c == '"' || c == '\'') {
                at = afterText(text, at);
                rest.append("\"\"");
            } else {
                rest.append(c);
                at++;
            }
        }
        return rest.toString();
    }

    private static int before(int found, String text) {
        return found < 0 ? text.length() : found;
    }

    private static int afterText(String text, int start) {
        char quote = text.charAt(start);
        for (int at = start + 1; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '\\') {
                at++;
            } else if (c == quote || c == '\n') {
                return at + 1;
            }
        }
        return text.length();
    }
}
