package travel.baboo.messaging.sandbox.twilio.conversations;

import java.time.Clock;
import travel.baboo.messaging.sandbox.twilio.TwilioAccount;
import travel.baboo.messaging.sandbox.twilio.TwilioRouter;
import travel.baboo.messaging.sandbox.twilio.messaging.Contents;

/** Routes all of Conversations v1. */
public final class ConversationsApis {

    private ConversationsApis() {}

    public static void mount(
            TwilioRouter router,
            String origin,
            TwilioAccount account,
            Clock clock,
            Contents contents,
            ConversationsModel model) {
        ScopedRouter scoped = new ScopedRouter(router, origin, model.services(), model.rooms());
        ResourceJson json = new ResourceJson(account.accountSid());
        ParticipantForm participantForm = new ParticipantForm(account);
        new ConfigurationApi(account.accountSid(), scoped, model.services()).mount();
        new ConversationsApi(scoped, model.rooms(), model.conversations(), json).mount();
        new ParticipantsApi(clock, scoped, participantForm, model.participants(), json).mount();
        new MessagesApi(clock, scoped, new MessageForm(contents), model.messages(), json).mount();
        new ScopedWebhooksApi(clock, scoped, model.rooms(), model.events(), json).mount();
        new RolesApi(clock, scoped, model.services(), json).mount();
        new UsersApi(clock, scoped, model.services(), model.users(), json).mount();
        new MembershipsApi(account.accountSid(), scoped, model.rooms()).mount();
        new ConversationWithParticipantsApi(
                        clock,
                        scoped,
                        model.rooms(),
                        model.conversations(),
                        model.participants(),
                        participantForm,
                        json)
                .mount();
        new ServicesApi(account.accountSid(), origin, model.services(), model.rooms()).mount(router);
        new ChatServicesApi(account.accountSid(), origin, model.services()).mount(router);
        router.unknownUnder("/v1");
    }
}
