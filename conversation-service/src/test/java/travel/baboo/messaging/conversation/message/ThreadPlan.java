package travel.baboo.messaging.conversation.message;

/** The SQL of a thread's page, for tests of its plan. */
public final class ThreadPlan {

    private ThreadPlan() {}

    /** Parameters: the conversation, the index before which the page lies, how many. */
    public static String before() {
        return MessageRepository.SELECT + MessageRepository.BEFORE;
    }
}
