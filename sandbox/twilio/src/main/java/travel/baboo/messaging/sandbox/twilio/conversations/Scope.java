package travel.baboo.messaging.sandbox.twilio.conversations;

/**
 * The service that a REST call is about, named in its path or the default one.
 *
 * @param base what the URLs in answers begin with
 * @param named whether the path names the service; only then do most resources show it
 */
public record Scope(String base, ChatService service, boolean named) {

    String url(String path) {
        return base + path;
    }

    String serviceSid() {
        return service.sid();
    }
}
