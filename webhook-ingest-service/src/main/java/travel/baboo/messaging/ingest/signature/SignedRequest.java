package travel.baboo.messaging.ingest.signature;

import java.util.List;

/**
 * The parts of a request that its signature covers.
 *
 * @param path raw, as received
 * @param query raw, with its question mark; empty when there is none
 * @param accountSid the account that says it sent it; empty when unknown, {@link #ANY_ACCOUNT} when it may not be read yet. Chooses
 *     the key, proves nothing
 * @param signedForm the form's fields; empty for GET and JSON, where the URL alone is signed
 * @param json whether the body is covered by {@code bodySHA256} in the query
 * @param body as received
 */
public record SignedRequest(
        String path, String query, String accountSid, List<FormField> signedForm, boolean json, byte[] body) {

    /** Every account's keys are tried: for a body that is not read before it is verified. */
    public static final String ANY_ACCOUNT = "*";

    public SignedRequest {
        signedForm = List.copyOf(signedForm);
    }
}
