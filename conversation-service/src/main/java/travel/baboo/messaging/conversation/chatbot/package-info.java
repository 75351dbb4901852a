/** Lets a chatbot answer in widget conversations until a person takes over. Who answers is decided in the database, and Twilio is brought in line with it. */
@NullMarked
package travel.baboo.messaging.conversation.chatbot;

import org.jspecify.annotations.NullMarked;
