/** The API gateway of the local stack: routes by path and adds forwarding headers. It never touches path, query or body. */
@NullMarked
package travel.baboo.messaging.sandbox.gateway;

import org.jspecify.annotations.NullMarked;
