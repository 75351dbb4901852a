package travel.baboo.messaging.sandbox.state;

import org.jspecify.annotations.Nullable;

/** Lets parts report changes before there is a file: the file needs the parts first. */
public final class LateChanges implements Changes {

    private @Nullable Changes listener;

    public void tell(Changes changes) {
        this.listener = changes;
    }

    @Override
    public void happened() {
        if (listener != null) {
            listener.happened();
        }
    }
}
