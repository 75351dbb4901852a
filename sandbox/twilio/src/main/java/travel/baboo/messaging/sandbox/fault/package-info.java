/** Faults on demand: which requests fail, how, and how often. Every part that answers requests asks here first. */
@NullMarked
package travel.baboo.messaging.sandbox.fault;

import org.jspecify.annotations.NullMarked;
