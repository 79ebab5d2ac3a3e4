package si.paka.web.page;

import java.util.Optional;
import si.paka.model.access.Principal;
import si.paka.web.Ports;

/**
 * Who looks at a page, and how.
 *
 * @param who empty before the login
 * @param word for forms, see {@link Forms}
 * @param said what became of the last form; empty if all went well
 */
record View(Ports ports, Texts texts, Optional<Principal> who, String word, String said) {}
