package si.paka.web.api;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import si.paka.model.access.Role;

/**
 * One call of the API.
 *
 * @param path below {@code /api/v1}, with {@code {id}} for a name
 * @param roles who may; empty for everybody, also without a login
 */
record Route(
        String method, String path, Set<Role> roles, String summary, Shape shape, Handler handler, Pattern pattern) {

    /** Answers with an object that becomes JSON; null for no content. */
    interface Handler {
        Object answer(Request request) throws Exception;
    }

    static Route of(String method, String path, Set<Role> roles, String summary, Shape shape, Handler handler) {
        String regex = Pattern.quote(path).replace("{id}", "\\E([^/]{1,200}?)\\Q");
        return new Route(method, path, roles, summary, shape, handler, Pattern.compile(regex));
    }

    /** What stands at {@code {id}}; empty text if the route has none; nothing if it is another route. */
    Optional<String> match(String asked) {
        Matcher matcher = pattern.matcher(asked);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        return Optional.of(matcher.groupCount() == 0 ? "" : matcher.group(1));
    }
}
