package travel.baboo.messaging.conversation.erasure;

import java.util.Set;

/**
 * Where a person is found.
 *
 * @param whole conversations that are about the person, who is their traveler: everything in them
 * @param part conversations in which the person worked: their own messages and their membership
 */
record Traces(Set<String> whole, Set<String> part) {
    Traces {
        whole = Set.copyOf(whole);
        part = Set.copyOf(part);
    }
}
