/** Tells the other services who talks with whom: written with the change that caused it, published in order. */
@NullMarked
package travel.baboo.messaging.conversation.directory;

import org.jspecify.annotations.NullMarked;
