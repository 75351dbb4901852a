/** Who takes part in which conversation: the contract of the topic {@code conversation.directory}. */
@NullMarked
package travel.baboo.messaging.common.directory;

import org.jspecify.annotations.NullMarked;
