package travel.baboo.messaging.conversation.message;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import travel.baboo.messaging.common.sender.SenderLabels;

/** What we ourselves write into a message's attributes. */
public final class OwnAttributes {

    /** Our own id of a message. */
    public static final String CLIENT_ID = "clientId";

    /** The destination a message came in through. */
    public static final String VIA = "via";

    /** How often a message has gone from scenario to scenario: the relay cuts endless loops by it. */
    public static final String HOPS = "hops";

    private OwnAttributes() {}

    /** The caller's attributes with ours. From where it came, and how often, only we may say. */
    static String of(OutgoingMessage message, String clientId, SenderLabels labels) {
        ObjectNode attributes = message.attributes() == null
                ? JsonNodeFactory.instance.objectNode()
                : message.attributes().deepCopy();
        attributes.put(CLIENT_ID, clientId);
        attributes.remove(VIA);
        attributes.remove(HOPS);
        if (message.via() != null) {
            attributes.put(VIA, message.via());
        }
        if (message.hops() != null) {
            attributes.put(HOPS, message.hops());
        }
        return OutgoingMessage.checked(labels.withLabel(attributes, message.label()));
    }
}
