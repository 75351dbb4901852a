package travel.baboo.messaging.common.phone;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A phone's address as Twilio writes it: {@code +} and digits, or {@code whatsapp:} with a number or an opaque user id.
 *
 * <p>Addresses are stored and sent exactly as received. {@link #person()} serves only to compare the owners of two
 * addresses.
 *
 * @param value the whole address
 */
public record PhoneAddress(String value) {

    /** Prefix of a WhatsApp address. */
    public static final String WHATSAPP_PREFIX = "whatsapp:";

    /** E.164: at most 15 digits. The lower bound is low, because no numbering plan has shorter numbers. */
    private static final Pattern NUMBER = Pattern.compile("\\+[0-9]{3,15}");

    /**
     * WhatsApp's business-scoped user id of a person who hides their number: an ISO 3166 country code, a period and up to 128 letters
     * and digits, {@code US.13491208655302741918}. Source: Meta, "Business-scoped user IDs" (2026).
     */
    private static final Pattern USER_ID = Pattern.compile("[A-Z]{2}\\.[A-Za-z0-9.]{1,128}");

    public PhoneAddress {
        if (!isAddress(value)) {
            throw new IllegalArgumentException("not the address of a phone");
        }
    }

    /** The address in a text; empty if it is not a phone's (an identity, an e-mail address, nothing). */
    public static Optional<PhoneAddress> find(@Nullable String text) {
        return text != null && isAddress(text) ? Optional.of(new PhoneAddress(text)) : Optional.empty();
    }

    private static boolean isAddress(String text) {
        if (text.startsWith(WHATSAPP_PREFIX)) {
            String account = text.substring(WHATSAPP_PREFIX.length());
            return NUMBER.matcher(account).matches() || USER_ID.matcher(account).matches();
        }
        return NUMBER.matcher(text).matches();
    }

    /** Whether it uses WhatsApp; otherwise SMS. */
    public boolean whatsApp() {
        return value.startsWith(WHATSAPP_PREFIX);
    }

    /** Without the channel: {@code +} and digits, or the opaque user id. */
    public String account() {
        return whatsApp() ? value.substring(WHATSAPP_PREFIX.length()) : value;
    }

    /**
     * A canonical text for all spellings of this address. Two addresses on one channel with the same text belong to one person. For
     * comparison only, never for sending: which spelling a network accepts differs from phone to phone.
     */
    public String person() {
        String account = account();
        for (Spelling spelling : Spelling.TABLE) {
            account = spelling.pattern().matcher(account).replaceFirst(spelling.present());
        }
        return whatsApp() ? WHATSAPP_PREFIX + account : account;
    }

    @Override
    public String toString() {
        return value;
    }

    /**
     * An older form of a number and its current one. WhatsApp keeps an account under the form of its registration, and networks still
     * use both.
     */
    private record Spelling(Pattern pattern, String present) {

        static final List<Spelling> TABLE = List.of(
                // Mexico dropped the 1 before mobile numbers in 2019 (IFT, Plan Técnico Fundamental de Numeración).
                new Spelling(Pattern.compile("^\\+521([0-9]{10})$"), "+52$1"),
                // Argentina uses a 9 before mobile numbers from abroad; some networks omit it (ENACOM).
                new Spelling(Pattern.compile("^\\+54([0-8][0-9]{9})$"), "+549$1"),
                // Brazil added a 9 before mobile numbers between 2012 and 2016 (Anatel, resolution 553/2010).
                new Spelling(Pattern.compile("^\\+55([1-9][0-9])([6-9][0-9]{7})$"), "+55$19$2"),
                // Benin added 01 before every number on 2024-11-30 (ARCEP Bénin).
                new Spelling(Pattern.compile("^\\+229([0-9]{8})$"), "+22901$1"),
                // Côte d'Ivoire added the operator's prefix before mobile numbers on 2021-01-31 (ARTCI).
                new Spelling(Pattern.compile("^\\+225([0-9][0-3][0-9]{6})$"), "+22501$1"),
                new Spelling(Pattern.compile("^\\+225([0-9][4-6][0-9]{6})$"), "+22505$1"),
                new Spelling(Pattern.compile("^\\+225([0-9][7-9][0-9]{6})$"), "+22507$1"));
    }
}
