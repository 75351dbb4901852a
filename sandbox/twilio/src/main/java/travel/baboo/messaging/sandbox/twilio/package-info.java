/** What all of Twilio's REST resources share: authentication, errors, paging, parameters, SIDs. The resources are in the packages below. */
@NullMarked
package travel.baboo.messaging.sandbox.twilio;

import org.jspecify.annotations.NullMarked;
