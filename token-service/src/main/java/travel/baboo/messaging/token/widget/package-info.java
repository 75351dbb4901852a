/** Tokens for pages with the chat widget, which nobody logs in to: {@code /chat-widget}. */
@NullMarked
package travel.baboo.messaging.token.widget;

import org.jspecify.annotations.NullMarked;
