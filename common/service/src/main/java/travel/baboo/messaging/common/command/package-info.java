/** Shared by the operators' commands in the services' images. */
@NullMarked
package travel.baboo.messaging.common.command;

import org.jspecify.annotations.NullMarked;
