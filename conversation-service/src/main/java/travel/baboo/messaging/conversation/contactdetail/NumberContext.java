package travel.baboo.messaging.conversation.contactdetail;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Decides from the text around a number whether it is a price, a booking number or a part of a word. */
final class NumberContext {

    /** Beginnings of words before a number that is not a phone number, in the languages of the platform. */
    private static final List<String> REFERENCES = List.of(
            "booking",
            "order",
            "reserv",
            "referen",
            "confirm",
            "invoice",
            "ticket",
            "voucher",
            "code",
            "flight",
            "iban",
            "buchung",
            "rechnung",
            "bestell",
            "auftrag",
            "gutschein",
            "bestätigung",
            "prenotazion",
            "fattur",
            "ordin",
            "conferma",
            "réserv",
            "command",
            "factur",
            "pedido",
            "codig",
            "código",
            "codice",
            "dossier",
            "trip",
            "tour");

    private static final Set<String> SHORT_REFERENCES = Set.of("ref", "pnr", "id");

    /** Words between such a word and the number. */
    private static final Set<String> FILLERS = Set.of(
            "is", "no", "nr", "num", "number", "nummer", "numero", "número", "numéro", "ist", "lautet", "è", "est",
            "es", "the", "of", "n", "nº", "n°", "for", "di", "de", "die", "my");

    private static final Set<String> CURRENCIES = Set.of(
            "eur", "euro", "euros", "usd", "gbp", "chf", "jpy", "aud", "cad", "nzd", "dollar", "dollars", "franken",
            "czk", "pln", "sek", "nok", "dkk", "huf", "thb", "idr", "inr", "vnd", "zar", "mxn", "brl", "rp", "fr",
            "kr");

    private static final String SIGNS = "€$£¥₹฿₫₩₺₽";

    /** How far back words are read. */
    private static final int WINDOW = 48;

    private static final int MAX_WORDS = 5;
    private static final int MAX_CURRENCY_LENGTH = 8;

    private NumberContext() {}

    /** Whether the number belongs to a code such as {@code BK-20261234567} or {@code 123456789X}, or follows {@code #}. */
    static boolean isPartOfWord(String text, int start, int end) {
        if (end < text.length() && (Character.isLetter(text.charAt(end)) || text.charAt(end) == '_')) {
            return true;
        }
        if (start == 0) {
            return false;
        }
        char before = text.charAt(start - 1);
        if (Character.isLetter(before) || before == '#' || before == '_') {
            return true;
        }
        return "-/".indexOf(before) >= 0 && start > 1 && Character.isLetterOrDigit(text.charAt(start - 2));
    }

    /** Whether the words before the number say that it is a booking number. */
    static boolean isReference(String text, int start) {
        String before = text.substring(Math.max(0, start - WINDOW), start).toLowerCase(Locale.ROOT);
        String[] words = before.split("[\\s:;.#()\\[\\],]+", -1);
        for (int i = words.length - 1; i >= Math.max(0, words.length - MAX_WORDS); i--) {
            String word = words[i];
            if (isReference(word)) {
                return true;
            }
            if (!word.isEmpty() && !FILLERS.contains(word)) {
                return false;
            }
        }
        return false;
    }

    private static boolean isReference(String word) {
        return SHORT_REFERENCES.contains(word) || REFERENCES.stream().anyMatch(word::startsWith);
    }

    /** Whether a currency or decimals stand beside the number. */
    static boolean isAmount(String text, int start, int end) {
        int before = start;
        while (before > 0 && text.charAt(before - 1) == ' ') {
            before--;
        }
        int after = end;
        while (after < text.length() && text.charAt(after) == ' ') {
            after++;
        }
        boolean decimals =
                end + 1 < text.length() && text.charAt(end) == ',' && Character.isDigit(text.charAt(end + 1));
        return decimals
                || (before > 0 && SIGNS.indexOf(text.charAt(before - 1)) >= 0)
                || (after < text.length() && SIGNS.indexOf(text.charAt(after)) >= 0)
                || CURRENCIES.contains(wordBefore(text, before))
                || CURRENCIES.contains(wordAfter(text, after));
    }

    private static String wordBefore(String text, int end) {
        int start = end;
        while (start > 0 && end - start < MAX_CURRENCY_LENGTH && Character.isLetter(text.charAt(start - 1))) {
            start--;
        }
        return text.substring(start, end).toLowerCase(Locale.ROOT);
    }

    private static String wordAfter(String text, int start) {
        int end = start;
        while (end < text.length() && end - start < MAX_CURRENCY_LENGTH && Character.isLetter(text.charAt(end))) {
            end++;
        }
        return text.substring(start, end).toLowerCase(Locale.ROOT);
    }

    /** Whether the groups are a decimal number, a number with points as in {@code 1.250.000}, or an IP address. */
    static boolean looksLikeAmount(List<DigitGroup> groups) {
        if (groups.size() < 2 || groups.stream().limit(groups.size() - 1L).anyMatch(group -> group.after() != '.')) {
            return false;
        }
        boolean zero = groups.get(0).digits().startsWith("0") && groups.get(0).length() > 1;
        boolean decimal = groups.size() == 2 && !zero;
        boolean thousands = groups.stream().skip(1).allMatch(group -> group.length() == 3) && !zero;
        boolean address =
                groups.size() == 4 && groups.stream().allMatch(group -> group.length() <= 3 && group.value() <= 255);
        return decimal || thousands || (address && !zero);
    }
}
