/** The hand on the sandbox: phones, browsers, clocks and faults as JSON calls, and the page that shows it all. Services never call it. */
@NullMarked
package travel.baboo.messaging.sandbox.control;

import org.jspecify.annotations.NullMarked;
