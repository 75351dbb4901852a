/** Who is calling: identity, display name and roles, read from the company's app JWT. */
@NullMarked
package travel.baboo.messaging.common.security;

import org.jspecify.annotations.NullMarked;
