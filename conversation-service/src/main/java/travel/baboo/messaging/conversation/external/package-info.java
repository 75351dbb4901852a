/** Callers with an API key instead of a login: Make.com's scenarios. Scopes limit what each key permits. */
@NullMarked
package travel.baboo.messaging.conversation.external;

import org.jspecify.annotations.NullMarked;
