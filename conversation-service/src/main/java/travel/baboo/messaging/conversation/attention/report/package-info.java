/** Reports on response times, by expert, day and percentile. */
@NullMarked
package travel.baboo.messaging.conversation.attention.report;

import org.jspecify.annotations.NullMarked;
