package travel.baboo.messaging.sandbox.twilio.conversations;

/** Notified of every change of the model, after it happened, on the sandbox's event loop. */
public interface ModelListener {

    /** Before anyone listens. */
    ModelListener NONE = new ModelListener() {
        @Override
        public void changed(Room room) {}

        @Override
        public void removed(Room room) {}

        @Override
        public void usersChanged() {}

        @Override
        public void reset() {}
    };

    /** A conversation was created, or something in it changed. */
    void changed(Room room);

    void removed(Room room);

    /** A user or a service changed. */
    void usersChanged();

    /** Everything was reset. */
    void reset();
}
