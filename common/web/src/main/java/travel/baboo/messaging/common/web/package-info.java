/** Exceptions as HTTP responses: services throw domain exceptions, and only the mappers here know HTTP. */
@NullMarked
package travel.baboo.messaging.common.web;

import org.jspecify.annotations.NullMarked;
