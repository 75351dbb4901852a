package travel.baboo.messaging.conversation.provision;

import java.util.Optional;

/**
 * What the doctor is asked to look at besides the account.
 *
 * @param identity somebody who does not see what they should
 * @param address a phone, {@code whatsapp:} and E.164, to which nothing goes
 * @param contentSid a template that is not sent, {@code HX…}
 */
record DoctorSubject(Optional<String> identity, Optional<String> address, Optional<String> contentSid) {}
