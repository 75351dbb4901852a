/** What native executables would miss: classes, services, proxies and resources that libraries look up by name. */
@NullMarked
package travel.baboo.messaging.endtoend.lookup;

import org.jspecify.annotations.NullMarked;
