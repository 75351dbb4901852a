/** Programmable Messaging and the phones behind it: texts, their delivery, opt-outs and templates. Conversations sends its texts through here. */
@NullMarked
package travel.baboo.messaging.sandbox.twilio.messaging;

import org.jspecify.annotations.NullMarked;
