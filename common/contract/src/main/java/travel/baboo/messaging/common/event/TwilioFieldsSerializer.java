package travel.baboo.messaging.common.event;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** Writes {@link TwilioFields} field by field: every event passes here, and a map made for it would be garbage at once. */
final class TwilioFieldsSerializer extends JsonSerializer<TwilioFields> {

    @Override
    public void serialize(TwilioFields fields, JsonGenerator json, SerializerProvider provider) throws IOException {
        json.writeStartObject(fields);
        try {
            fields.values().forEach((name, values) -> write(name, values, json));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        json.writeEndObject();
    }

    private static void write(String name, List<String> values, JsonGenerator json) {
        try {
            json.writeFieldName(name);
            if (values.size() == 1) {
                json.writeString(values.get(0));
            } else {
                json.writeArray(values.toArray(String[]::new), 0, values.size());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
