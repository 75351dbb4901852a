package travel.baboo.messaging.sandbox.state;

import org.jspecify.annotations.Nullable;

/** Accepts changes before the state file exists, because the file needs the parts first. */
public final class LateChanges implements Changes {

    private @Nullable Changes listener;

    public void forwardTo(Changes changes) {
        this.listener = changes;
    }

    @Override
    public void happened() {
        if (listener != null) {
            listener.happened();
        }
    }
}
