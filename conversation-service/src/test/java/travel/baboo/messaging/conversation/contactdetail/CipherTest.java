package travel.baboo.messaging.conversation.contactdetail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Originals are readable with their key and for their record only. */
class CipherTest {

    private static final String OLD = "k1:" + key('a');
    private static final String NEW = "k2:" + key('b');

    private static String key(char letter) {
        return Base64.getEncoder()
                .encodeToString(String.valueOf(letter).repeat(32).getBytes(StandardCharsets.US_ASCII));
    }

    private static Cipher cipher(String... keys) {
        return Cipher.of("keys", List.of(keys));
    }

    @Test
    void aTextIsReadAgain() {
        Cipher cipher = cipher(OLD);

        Cipher.Encrypted encrypted = cipher.encrypt("Ruf an: 0171 2345678 ☎", "record");

        assertThat(new String(encrypted.bytes(), StandardCharsets.ISO_8859_1)).doesNotContain("0171");
        assertThat(cipher.encrypt("Ruf an: 0171 2345678 ☎", "record").bytes()).isNotEqualTo(encrypted.bytes());
        assertThat(cipher.decrypt(encrypted, "record")).contains("Ruf an: 0171 2345678 ☎");
    }

    @Test
    void aTextUnderAnOlderKeyIsReadWhileTheKeyIsSet() {
        Cipher.Encrypted encrypted = cipher(OLD).encrypt("text", "record");

        Cipher rotated = cipher(NEW, OLD);
        assertThat(rotated.decrypt(encrypted, "record")).contains("text");
        assertThat(rotated.encrypt("text", "record").keyId()).isEqualTo("k2");
        assertThat(cipher(NEW).decrypt(encrypted, "record")).isEmpty();
        assertThat(cipher("k1:" + key('b')).decrypt(encrypted, "record")).isEmpty();
    }

    @Test
    void aTextIsNotReadForAnotherRecordOrAfterAChange() {
        Cipher cipher = cipher(OLD);
        Cipher.Encrypted encrypted = cipher.encrypt("text", "record");

        assertThat(cipher.decrypt(encrypted, "other")).isEmpty();
        byte[] changed = encrypted.bytes().clone();
        changed[changed.length - 1] ^= 1;
        assertThat(cipher.decrypt(new Cipher.Encrypted("k1", changed), "record"))
                .isEmpty();
        assertThat(cipher.decrypt(new Cipher.Encrypted("k1", new byte[3]), "record"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"c2VjcmV0", "k1:c2VjcmV0", "k1:*secret*", "k 1:YWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWE="})
    void anInvalidKeyFailsTheStartAndIsNotQuoted(String key) {
        assertThatThrownBy(() -> cipher(key))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("keys")
                .hasMessageNotContaining("secret")
                .hasMessageNotContaining("c2VjcmV0")
                .hasMessageNotContaining("YWFh");
    }

    @Test
    void twoKeysOfOneNameFailTheStart() {
        assertThatThrownBy(() -> cipher(OLD, OLD)).hasMessageContaining("two keys of one name");
    }
}
