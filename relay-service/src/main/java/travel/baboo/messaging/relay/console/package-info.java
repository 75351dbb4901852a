/** The console for operators: files for a browser, which calls the same API as everyone with its user's own token. */
@NullMarked
package travel.baboo.messaging.relay.console;

import org.jspecify.annotations.NullMarked;
