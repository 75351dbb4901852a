package travel.baboo.messaging.conversation.provision;

import java.util.Optional;

/**
 * What the doctor checks besides the account.
 *
 * @param identity a person who does not see a conversation
 * @param address a phone that does not receive messages, {@code whatsapp:} and E.164
 * @param contentSid a template that is not sent, {@code HX…}
 */
record DoctorSubject(Optional<String> identity, Optional<String> address, Optional<String> contentSid) {}
