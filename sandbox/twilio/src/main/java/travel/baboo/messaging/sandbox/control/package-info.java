/** The control API: phones, browsers, clocks and faults as JSON calls, and the page that shows them. Services never call it. */
@NullMarked
package travel.baboo.messaging.sandbox.control;

import org.jspecify.annotations.NullMarked;
