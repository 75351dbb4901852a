/** Publishes who takes part in which conversation for the other services: written with the causing change, published in order. */
@NullMarked
package travel.baboo.messaging.conversation.directory;

import org.jspecify.annotations.NullMarked;
