package travel.baboo.messaging.conversation.participant;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import jakarta.inject.Singleton;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import travel.baboo.messaging.common.phone.PhoneAddress;
import travel.baboo.messaging.common.problem.ProblemException;

/** Parses phone numbers as people write them into E.164. */
@Singleton
public class PhoneNumbers {

    private static final String NO_REGION = "ZZ";
    private static final Pattern WRITTEN = Pattern.compile("\\+?[0-9\\s()./\\u2010-\\u2015\\u00a0-]+");

    /** The shortest number that can receive messages from abroad. */
    private static final Pattern LONG_ENOUGH = Pattern.compile("\\+[1-9][0-9]{7,14}");

    private static final Pattern SEPARATORS = Pattern.compile("[^+0-9]");

    private final PhoneNumberUtil numbers = PhoneNumberUtil.getInstance();
    private final String region;
    private final boolean strict;

    PhoneNumbers(PhoneConfig config) {
        this.region = config.defaultRegion()
                .map(code -> code.toUpperCase(Locale.ROOT))
                .orElse(NO_REGION);
        this.strict = config.check() == PhoneConfig.Check.VALID;
        if (!region.equals(NO_REGION) && !numbers.getSupportedRegions().contains(region)) {
            throw new IllegalArgumentException("baboo.conversation.phone.default-region: no region of phone numbers");
        }
    }

    /**
     * Parses a number, {@code whatsapp:} with a number, or an opaque WhatsApp user id. Accepts numbers in formats that their country
     * has retired: networks still use them.
     *
     * @param field the field that a problem names
     */
    public PhoneAddress parse(String field, String text) {
        String trimmed = text.strip();
        boolean whatsApp = trimmed.startsWith(PhoneAddress.WHATSAPP_PREFIX);
        String prefix = whatsApp ? PhoneAddress.WHATSAPP_PREFIX : "";
        String written = trimmed.substring(prefix.length());
        return (WRITTEN.matcher(written).matches() ? e164(written) : opaque(written, whatsApp))
                .flatMap(account -> PhoneAddress.find(prefix + account))
                .orElseThrow(() -> invalid(field));
    }

    /** The same phone on another channel; a problem if it has no number, which SMS needs. */
    public PhoneAddress over(String field, PhoneAddress address, boolean overWhatsApp) {
        if (address.whatsApp() == overWhatsApp) {
            return address;
        }
        String account = address.account();
        if (!account.startsWith("+")) {
            throw invalid(field);
        }
        return new PhoneAddress(overWhatsApp ? PhoneAddress.WHATSAPP_PREFIX + account : account);
    }

    private static Optional<String> opaque(String written, boolean whatsApp) {
        return whatsApp && !written.startsWith("+") ? Optional.of(written) : Optional.empty();
    }

    private Optional<String> e164(String written) {
        Optional<String> number = understood(written);
        return number.isPresent() ? number : formerForm(written);
    }

    private Optional<String> understood(String written) {
        try {
            PhoneNumber number = numbers.parse(written, region);
            boolean usable = strict ? numbers.isValidNumber(number) : numbers.isPossibleNumber(number);
            return Optional.of(numbers.format(number, PhoneNumberFormat.E164))
                    .filter(e164 -> usable && LONG_ENOUGH.matcher(e164).matches());
        } catch (NumberParseException notANumber) {
            return Optional.empty();
        }
    }

    /** A complete number with a current format. */
    private Optional<String> formerForm(String written) {
        return Optional.of(SEPARATORS.matcher(written).replaceAll(""))
                .flatMap(PhoneAddress::find)
                .filter(address -> !address.person().equals(address.value()))
                .filter(address -> understood(address.person()).isPresent())
                .map(PhoneAddress::value);
    }

    private ProblemException invalid(String field) {
        String expected = region.equals(NO_REGION) ? "with + and its country code" : "of " + region + " or with +";
        return ProblemException.invalid(field + ": not a phone number; one " + expected + " is needed");
    }
}
