package travel.baboo.messaging.conversation.inquiry;

import io.quarkus.runtime.annotations.RegisterForReflection;

/** The answer to an inquiry: the conversation that it became. */
@RegisterForReflection
public record InquiryView(String inquiryId, String conversationSid) {}
