/**
 * PostgreSQL and Kafka as real servers on this machine, without Docker and without root.
 * The local stack and the services' tests start them here; nothing here is ever deployed.
 */
@NullMarked
package travel.baboo.messaging.sandbox.embedded;

import org.jspecify.annotations.NullMarked;
