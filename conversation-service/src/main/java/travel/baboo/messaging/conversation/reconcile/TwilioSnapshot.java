package travel.baboo.messaging.conversation.reconcile;

import com.twilio.rest.conversations.v1.service.Conversation;
import com.twilio.rest.conversations.v1.service.conversation.Message;
import com.twilio.rest.conversations.v1.service.conversation.Participant;
import java.util.List;

/** A conversation's current state at Twilio. */
record TwilioSnapshot(Conversation conversation, List<Participant> participants, List<Message> messages) {

    TwilioSnapshot {
        participants = List.copyOf(participants);
        messages = List.copyOf(messages);
    }
}
