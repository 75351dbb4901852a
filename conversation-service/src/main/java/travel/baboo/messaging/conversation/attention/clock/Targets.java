package travel.baboo.messaging.conversation.attention.clock;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Specific targets by name, and the default target for all other conversations. */
public final class Targets {

    private final List<Target> specific;
    private final Target defaultTarget;

    /** @param specific targets in order of precedence */
    public Targets(List<Target> specific, Target defaultTarget) {
        this.specific = List.copyOf(specific);
        this.defaultTarget = defaultTarget;
    }

    /** The target of a conversation: the first specific one that matches, or the default target. */
    public Target of(@Nullable String tag, Set<String> experts) {
        return specific.stream()
                .filter(target -> target.fits(tag, experts))
                .findFirst()
                .orElse(defaultTarget);
    }

    /** The target with this name, or the default target if it no longer exists. */
    public Target named(String name) {
        return specific.stream()
                .filter(target -> target.name().equals(name))
                .findFirst()
                .orElse(defaultTarget);
    }
}
