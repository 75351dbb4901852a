package travel.baboo.messaging.sandbox.twilio.realtime;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The name of a Sync object, made of the SID of the conversation or user it shows, so that names and SIDs are the same after a restart.
 *
 * @param owner {@code CH…} or {@code US…}
 */
record SyncName(String owner, Part part) {

    /** What of the owner the object shows. */
    enum Part {
        CONVERSATION(SyncKind.DOCUMENT, "CH", "conversation"),
        MESSAGES(SyncKind.LIST, "CH", "messages"),
        ROSTER(SyncKind.MAP, "CH", "roster"),
        USER_INFO(SyncKind.MAP, "US", "user_info"),
        MY_CONVERSATIONS(SyncKind.MAP, "US", "my_conversations");

        private final SyncKind kind;
        private final String ownerPrefix;
        private final String word;

        Part(SyncKind kind, String ownerPrefix, String word) {
            this.kind = kind;
            this.ownerPrefix = ownerPrefix;
            this.word = word;
        }

        SyncKind kind() {
            return kind;
        }
    }

    String text() {
        return owner + "." + part.word;
    }

    /** The prefix of the kind and the owner's digits; backwards for one of the two maps that a user has. */
    String sid() {
        String digits = owner.substring(2);
        return part.kind.prefix() + (part == Part.MY_CONVERSATIONS ? new StringBuilder(digits).reverse() : digits);
    }

    boolean ofUser() {
        return part.ownerPrefix.equals("US");
    }

    /** The names whose SID this is, of which the owner of one is there. */
    static Stream<SyncName> ofSid(String sid) {
        if (sid.length() < 3) {
            return Stream.empty();
        }
        String digits = sid.substring(2);
        String backwards = new StringBuilder(digits).reverse().toString();
        return Arrays.stream(Part.values())
                .map(part ->
                        new SyncName(part.ownerPrefix + (part == Part.MY_CONVERSATIONS ? backwards : digits), part))
                .filter(name -> name.sid().equals(sid));
    }

    /** By its unique name. */
    static Optional<SyncName> parse(String name) {
        int dot = name.indexOf('.');
        return dot < 0
                ? Optional.empty()
                : Arrays.stream(Part.values())
                        .filter(part -> part.word.equals(name.substring(dot + 1)) && name.startsWith(part.ownerPrefix))
                        .findFirst()
                        .map(part -> new SyncName(name.substring(0, dot), part));
    }
}
