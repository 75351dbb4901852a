package travel.baboo.messaging.common.event;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Writes {@link TwilioFields} field by field: every event passes here, and a map made for it would be garbage at once. */
final class TwilioFieldsSerializer extends JsonSerializer<TwilioFields> {

    @Override
    public void serialize(TwilioFields fields, JsonGenerator json, SerializerProvider provider) throws IOException {
        json.writeStartObject(fields);
        for (Map.Entry<String, List<String>> field : fields.values().entrySet()) {
            json.writeFieldName(field.getKey());
            List<String> values = field.getValue();
            if (values.size() == 1) {
                json.writeString(values.get(0));
            } else {
                json.writeStartArray(values, values.size());
                for (String value : values) {
                    json.writeString(value);
                }
                json.writeEndArray();
            }
        }
        json.writeEndObject();
    }
}
