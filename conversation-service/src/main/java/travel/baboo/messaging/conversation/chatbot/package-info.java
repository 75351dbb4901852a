/** Lets a chatbot answer in widget conversations until a person takes over. The database decides who answers; Twilio is synchronized with it. */
@NullMarked
package travel.baboo.messaging.conversation.chatbot;

import org.jspecify.annotations.NullMarked;
