package travel.baboo.messaging.ingest.signature;

import java.util.List;

/**
 * The parts of a request that the signature covers.
 *
 * @param path raw, as received
 * @param query raw, with its question mark; empty when there is none
 * @param accountSid the account that the request names; empty if unknown, {@link #ANY_ACCOUNT} if it must not be read yet. Selects
 *     the key, proves nothing
 * @param signedForm the form's fields; empty for GET and JSON, where only the URL is signed
 * @param json whether {@code bodySHA256} in the query covers the body
 * @param body as received
 */
public record SignedRequest(
        String path, String query, String accountSid, List<FormField> signedForm, boolean json, byte[] body) {

    /** Tries the keys of every account: for a body that must not be read before it is verified. */
    public static final String ANY_ACCOUNT = "*";

    public SignedRequest {
        signedForm = List.copyOf(signedForm);
    }
}
