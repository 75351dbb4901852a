package travel.baboo.messaging.sandbox.twilio.conversations;

import java.time.Clock;
import travel.baboo.messaging.sandbox.state.Changes;
import travel.baboo.messaging.sandbox.twilio.TwilioAccount;
import travel.baboo.messaging.sandbox.twilio.messaging.Carrier;
import travel.baboo.messaging.sandbox.twilio.messaging.TextMessages;
import travel.baboo.messaging.sandbox.twilio.webhook.Webhooks;

/** The Conversations model: its state and the actions on it. */
public record ConversationsModel(
        Services services,
        Rooms rooms,
        Events events,
        UserActions users,
        ConversationActions conversations,
        ParticipantActions participants,
        MessageActions messages,
        InboundTexts inboundTexts) {

    public static ConversationsModel create(
            TwilioAccount account,
            Clock clock,
            Changes changes,
            Webhooks webhooks,
            Carrier carrier,
            TextMessages texts,
            boolean webhookRetries) {
        Services services = new Services(clock, changes, account);
        Rooms rooms = new Rooms(changes);
        Events events = new Events(account.accountSid(), services, webhooks, webhookRetries);
        UserActions users = new UserActions(clock, services, events);
        ConversationActions conversations = new ConversationActions(clock, services, rooms, events);
        ParticipantActions participants = new ParticipantActions(clock, services, rooms, users, events);
        Deliveries deliveries = new Deliveries(clock, rooms, carrier, events);
        MessageActions messages = new MessageActions(clock, rooms, conversations, deliveries, events);
        InboundTexts inbound = new InboundTexts(rooms, messages, carrier, texts);
        return new ConversationsModel(services, rooms, events, users, conversations, participants, messages, inbound);
    }
}
