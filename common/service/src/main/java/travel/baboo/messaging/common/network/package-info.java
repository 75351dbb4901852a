/** IP addresses and ranges, for trust and access decisions. Never resolves names. */
@NullMarked
package travel.baboo.messaging.common.network;

import org.jspecify.annotations.NullMarked;
