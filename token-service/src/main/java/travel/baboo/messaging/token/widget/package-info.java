/** Tokens for pages with the chat widget, whose visitors do not log in: {@code /chat-widget}. */
@NullMarked
package travel.baboo.messaging.token.widget;

import org.jspecify.annotations.NullMarked;
