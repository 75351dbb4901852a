package travel.baboo.messaging.relay.destination;

import com.fasterxml.jackson.databind.ObjectMapper;
import travel.baboo.messaging.common.sender.SenderLabels;

/** Makes what only this package can make. */
public final class LabelsForTests {

    private LabelsForTests() {}

    public static MessageLabels of(SenderLabels labels) {
        return new MessageLabels(labels, new ObjectMapper());
    }
}
