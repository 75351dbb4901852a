package travel.baboo.messaging.conversation.attention.clock;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The targets: particular ones by name, and the one for all other conversations. */
public final class Targets {

    private final List<Target> particular;
    private final Target common;

    /** @param particular in the order in which they are looked at */
    public Targets(List<Target> particular, Target common) {
        this.particular = List.copyOf(particular);
        this.common = common;
    }

    /** The target of a conversation. */
    public Target of(@Nullable String tag, Set<String> experts) {
        return particular.stream()
                .filter(target -> target.fits(tag, experts))
                .findFirst()
                .orElse(common);
    }

    /** The target with this name; the common one when there is none any more. */
    public Target named(String name) {
        return particular.stream()
                .filter(target -> target.name().equals(name))
                .findFirst()
                .orElse(common);
    }
}
