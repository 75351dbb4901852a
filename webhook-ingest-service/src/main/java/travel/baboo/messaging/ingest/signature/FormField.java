package travel.baboo.messaging.ingest.signature;

import java.util.Arrays;
import java.util.Comparator;

/**
 * One field of a form, decoded to bytes. Bytes, because a signature is made over bytes and a body may hold some that are no
 * text.
 */
public record FormField(byte[] name, byte[] value) {

    /** Twilio's order for signing: names in byte order, the values of one name likewise. */
    static final Comparator<FormField> BY_NAME_THEN_VALUE = Comparator.comparing(
                    FormField::name, Arrays::compareUnsigned)
            .thenComparing(FormField::value, Arrays::compareUnsigned);
}
