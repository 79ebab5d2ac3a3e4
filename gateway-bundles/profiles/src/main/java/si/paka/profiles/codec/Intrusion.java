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

    /** Ways to what is given that need no name of it. */
    private static final Pattern WAYS =
            Pattern.compile("\\b(?:eval|getPrototypeOf|__define[GS]etter__)\\b|\\b__proto__\\b(?!\\s*:)"
                    + "|\\bReflect\\b(?!\\s*\\.\\s*(?:construct|apply|ownKeys|has)\\s*\\()|(?<!typeof\\s)\\bglobalThis\\b"
                    + "|\\bFunction\\s*\\(|\\.\\s*constructor\\b|\\bRegExp\\s*\\.\\s*\\$|\\bthis\\s*\\.\\s*"
                    + GIVEN
                    + ASSIGNED);

    /** Names in texts, and names that are written so that they do not look like ones. */
    private static final Pattern HIDDEN = Pattern.compile(
            "\\[\\s*['\"](?:constructor|prototype|__proto__)|\\\\(?:u00|u\\{|x)(?:[46][1-9a-fA-F]|[57][0-9aA])");

    private static final Pattern ASSIGNMENT = Pattern.compile("(?<![.\\w$])"
            + GIVEN
            + "\\b(?:\\s*\\.\\s*[\\w$]+|\\s*\\[[^\\]]*\\])*"
            + ASSIGNED
            + "|(?:\\+\\+|--|\\bdelete\\s)\\s*"
            + GIVEN
            + "\\b");

    /** What the language has had for long, given anew only where it lacks: that changes nothing. */
    private static final Pattern FILLED_IN = Pattern.compile("\\b(Math|Number|Array|Object|String)((?:\\.prototype)?)"
            + "\\.(trunc|sign|log10|log2|cbrt|hypot|fround|isInteger|isNaN|isFinite|parseFloat|from|of|isArray|assign|keys"
            + "|values|entries|repeat|startsWith|endsWith|includes|padStart|padEnd|find|findIndex|fill|trim)"
            + "\\s*=\\s*\\1\\2\\.\\3\\s*\\|\\|");

    private static final Pattern FILLED_IN_BY_NAME =
            Pattern.compile("Object\\.defineProperty\\(\\s*Object\\s*,\\s*['\"](?:assign|values|entries)['\"]");

    /** A buffer of the codec's own under that name. */
    private static final Pattern OWN_BUFFER =
            Pattern.compile("^(?:function|class|var|let|const)\\s+Buffer\\b", Pattern.MULTILINE);

    /** A given thing that goes somewhere as a value, where it could be changed under another name. */
    private static final Pattern PASSED_ON = Pattern.compile(
            "(?<![.\\w$])(?<!instanceof\\s)(?<!typeof\\s)(?<!typeof\\()(?<!new\\s)" + GIVEN
                    + "\\b(?!\\s*\\.\\s*(?!prototype\\b)[\\w$]+|\\s*\\(|\\s*\\.\\s*prototype\\s*\\.\\s*[\\w$]+\\s*[.(])");

    private static final Pattern KEY = Pattern.compile("([{,]\\s*)" + GIVEN + "\\s*:");

    private Intrusion() {}

    static boolean isUnthinkable(String text) {
        if (HIDDEN.matcher(text).find()) {
            return false;
        }
        String code = withoutCommentsAndTexts(FILLED_IN_BY_NAME.matcher(text).replaceAll("define("));
        if (OWN_BUFFER.matcher(code).find()) {
            code = code.replaceAll("\\bBuffer\\b", "OwnBuffer");
        }
        code = KEY.matcher(code).replaceAll("$1key:");
        code = FILLED_IN.matcher(code).replaceAll("(");
        return !WAYS.matcher(code).find()
                && !ASSIGNMENT.matcher(code).find()
                && !PASSED_ON.matcher(code).find();
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
