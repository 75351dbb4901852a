package travel.baboo.messaging.ingest.webhook;

import java.io.IOException;

/**
 * A journal record that another release wrote in a form this one does not know, after an image was rolled back for instance. It is
 * kept until a release that knows it runs.
 */
public final class UnknownVersionException extends IOException {

    private static final long serialVersionUID = 1L;

    UnknownVersionException(int version, int known) {
        super("journal record of version " + version + ", known is " + known);
    }
}
