/** Callers with an API key instead of a login: Make.com's scenarios. Each key opens what its scopes say and nothing else. */
@NullMarked
package travel.baboo.messaging.conversation.external;

import org.jspecify.annotations.NullMarked;
