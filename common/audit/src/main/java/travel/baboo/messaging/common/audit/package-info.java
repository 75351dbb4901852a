/** The audit: who changed what and when through an operation for admins. Each service keeps its own in the table {@code audit}. */
@NullMarked
package travel.baboo.messaging.common.audit;

import org.jspecify.annotations.NullMarked;
