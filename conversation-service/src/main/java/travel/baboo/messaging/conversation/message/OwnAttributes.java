package travel.baboo.messaging.conversation.message;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import travel.baboo.messaging.common.sender.SenderLabels;
import travel.baboo.messaging.conversation.contactdetail.Checked;

/** The members that we write into a message's attributes. */
public final class OwnAttributes {

    /** Our own id of a message. */
    public static final String CLIENT_ID = "clientId";

    /** The destination that a message came from. */
    public static final String VIA = "via";

    /** How many times a message has passed from scenario to scenario: the relay uses it to break loops. */
    public static final String HOPS = "hops";

    private OwnAttributes() {}

    /** The caller's attributes plus ours. Only we may set origin and hops. */
    static String of(OutgoingMessage message, String clientId, Checked checked, SenderLabels labels) {
        ObjectNode attributes = message.attributes() == null
                ? JsonNodeFactory.instance.objectNode()
                : message.attributes().deepCopy();
        attributes.put(CLIENT_ID, clientId);
        attributes.remove(VIA);
        attributes.remove(HOPS);
        attributes.remove(Checked.ATTRIBUTE);
        checked.mark(attributes);
        if (message.via() != null) {
            attributes.put(VIA, message.via());
        }
        if (message.hops() != null) {
            attributes.put(HOPS, message.hops());
        }
        attributes.remove(SenderLabels.ATTRIBUTE);
        String label = message.label();
        return OutgoingMessage.checked(label == null ? attributes.toString() : labels.withLabel(attributes, label));
    }
}
