package travel.baboo.messaging.sandbox.fault;

import org.jspecify.annotations.Nullable;

/** Something that goes wrong a number of times or with a probability; once when neither is given. */
public interface Fault {

    @Nullable
    Integer times();

    @Nullable
    Double probability();
}
