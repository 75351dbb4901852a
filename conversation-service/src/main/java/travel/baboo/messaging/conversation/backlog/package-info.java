/** Metrics of waiting work, so that operators notice before travelers do. */
@NullMarked
package travel.baboo.messaging.conversation.backlog;

import org.jspecify.annotations.NullMarked;
