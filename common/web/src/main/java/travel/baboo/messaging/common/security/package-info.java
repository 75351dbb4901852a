/** The caller: identity, display name and roles from the company's app JWT. */
@NullMarked
package travel.baboo.messaging.common.security;

import org.jspecify.annotations.NullMarked;
