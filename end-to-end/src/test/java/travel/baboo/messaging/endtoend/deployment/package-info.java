/**
 * What the system is shipped with: images, Compose, gateway, Kubernetes. Files that no compiler reads are held against the code they are
 * about, and run where that takes no more than this machine has.
 */
@NullMarked
package travel.baboo.messaging.endtoend.deployment;

import org.jspecify.annotations.NullMarked;
