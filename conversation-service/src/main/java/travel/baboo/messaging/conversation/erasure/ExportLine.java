package travel.baboo.messaging.conversation.erasure;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * One line of an export.
 *
 * @param type {@code summary} first, then {@code conversation}, {@code participant}, {@code member}, {@code message}, {@code receipt},
 *     {@code inquiry}, {@code contact} and {@code media}, and {@code end} last: a file without it is incomplete
 * @param data the stored data
 */
@RegisterForReflection
public record ExportLine(String type, @JsonRawValue @Schema(implementation = Object.class) String data) {}
