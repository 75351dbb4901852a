package travel.baboo.messaging.conversation.participant;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import jakarta.inject.Singleton;
import java.util.Locale;
import java.util.regex.Pattern;
import travel.baboo.messaging.common.problem.ProblemException;

/** Reads phone numbers as people write them and makes them into what Twilio wants: E.164. */
@Singleton
public class PhoneNumbers {

    private static final String NO_REGION = "ZZ";
    private static final Pattern WRITTEN = Pattern.compile("\\+?[0-9\\s()./\\u2010-\\u2015\\u00a0-]+");

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
     * Reads a number, or {@code whatsapp:} and a number.
     *
     * @param field what the problem calls it when it is none
     */
    public PhoneAddress parse(String field, String text) {
        String trimmed = text.strip();
        boolean whatsApp = trimmed.startsWith(PhoneAddress.WHATSAPP);
        String written = whatsApp ? trimmed.substring(PhoneAddress.WHATSAPP.length()) : trimmed;
        try {
            PhoneNumber number =
                    WRITTEN.matcher(written).matches() ? numbers.parse(written, region) : new PhoneNumber();
            if (strict ? numbers.isValidNumber(number) : numbers.isPossibleNumber(number)) {
                return new PhoneAddress(whatsApp, numbers.format(number, PhoneNumberFormat.E164));
            }
        } catch (NumberParseException | IllegalArgumentException e) {
            throw invalid(field);
        }
        throw invalid(field);
    }

    private ProblemException invalid(String field) {
        String expected = region.equals(NO_REGION) ? "with + and its country code" : "of " + region + " or with +";
        return ProblemException.invalid(field + ": not a phone number; one " + expected + " is needed");
    }
}
