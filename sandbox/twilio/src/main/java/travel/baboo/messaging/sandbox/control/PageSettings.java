package travel.baboo.messaging.sandbox.control;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Settings of the page.
 *
 * @param gatewayPort where its chat gets tokens
 * @param sdk the folder of the package {@code @twilio/conversations}, as npm unpacked it; without it the page says how to get it
 */
public record PageSettings(int gatewayPort, @Nullable Path sdk) {}
