package travel.baboo.messaging.sandbox.fault;

import org.jspecify.annotations.Nullable;

/** Something that goes wrong a number of times or with a probability; with neither it strikes once. */
public interface Fault {

    @Nullable
    Integer times();

    @Nullable
    Double probability();
}
