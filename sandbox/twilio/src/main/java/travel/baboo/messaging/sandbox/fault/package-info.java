/** Faults on demand: which requests go wrong, how, and how often. The parts that answer ask here first. */
@NullMarked
package travel.baboo.messaging.sandbox.fault;

import org.jspecify.annotations.NullMarked;
