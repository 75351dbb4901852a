/** The company's login: issues RS256 application tokens and publishes the key that verifies them. For laptops and tests only. */
@NullMarked
package travel.baboo.messaging.sandbox.login;

import org.jspecify.annotations.NullMarked;
