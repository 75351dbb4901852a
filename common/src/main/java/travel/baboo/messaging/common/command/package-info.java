/** What the operators' commands of the services' images share. */
@NullMarked
package travel.baboo.messaging.common.command;

import org.jspecify.annotations.NullMarked;
