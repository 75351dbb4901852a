/** Measures reading and mirroring with a million messages. No build runs it; {@code ./benchmark conversation} does. */
@NullMarked
package travel.baboo.messaging.conversation.benchmark;

import org.jspecify.annotations.NullMarked;
