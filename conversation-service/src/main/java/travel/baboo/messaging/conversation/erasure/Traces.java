package travel.baboo.messaging.conversation.erasure;

import java.util.Set;

/**
 * Where a person's data is.
 *
 * @param whole conversations about the person, that is, with them as traveler: erased as a whole
 * @param part conversations in which the person worked: only their own messages and membership are erased
 */
record Traces(Set<String> whole, Set<String> part) {
    Traces {
        whole = Set.copyOf(whole);
        part = Set.copyOf(part);
    }
}
