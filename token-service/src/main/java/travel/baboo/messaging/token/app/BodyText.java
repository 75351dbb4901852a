package travel.baboo.messaging.token.app;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import travel.baboo.messaging.common.problem.ProblemException;
import travel.baboo.messaging.common.problem.ProblemType;

/**
 * Decodes a body by its content type.
 *
 * <p>Promise: malformed text is rejected. With replacement characters, as the platform's decoders insert, it could become
 * another person's identity.
 *
 * @param mediaType in lower case, without parameters
 * @param charset UTF-8 unless the type names another; older HTTP clients use Latin-1 for forms
 */
record BodyText(String mediaType, Charset charset) {

    private static final Map<String, Charset> CHARSETS = Map.of(
            "utf-8", StandardCharsets.UTF_8,
            "us-ascii", StandardCharsets.US_ASCII,
            "iso-8859-1", StandardCharsets.ISO_8859_1);

    /**
     * Parses a content type.
     *
     * @throws ProblemException 415 for an unsupported charset
     */
    static BodyText of(String contentType) {
        String[] parts = contentType.toLowerCase(Locale.ROOT).split(";", -1);
        Charset charset = StandardCharsets.UTF_8;
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].strip();
            if (parameter.startsWith("charset=")) {
                charset = charset(parameter.substring("charset=".length()));
            }
        }
        return new BodyText(parts[0].strip(), charset);
    }

    private static Charset charset(String value) {
        Charset known = CHARSETS.get(value.replace("\"", "").strip());
        if (known == null) {
            throw new ProblemException(
                    ProblemType.UNSUPPORTED_MEDIA_TYPE, "The body's charset is UTF-8, US-ASCII or ISO-8859-1.");
        }
        return known;
    }

    /**
     * The body as text.
     *
     * @throws ProblemException 400 if it is malformed
     */
    String decode(byte[] body) {
        try {
            return charset.newDecoder().decode(ByteBuffer.wrap(body)).toString();
        } catch (CharacterCodingException e) {
            throw ProblemException.invalid("The body is not well encoded.");
        }
    }

    /**
     * A form's values for a name, in order.
     *
     * @throws ProblemException 400 if it is malformed
     */
    List<String> formValues(byte[] body, String name) {
        List<String> values = new ArrayList<>();
        for (String pair : decode(body).split("&", -1)) {
            String[] parts = pair.split("=", 2);
            String value = parts.length == 2 ? unescape(parts[1]) : "";
            if (unescape(parts[0]).equals(name)) {
                values.add(value);
            }
        }
        return values;
    }

    private String unescape(String text) {
        if (text.indexOf('%') < 0) {
            return text.replace('+', ' ');
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (c == '%') {
                bytes.write(hexByte(text, i + 1));
                i += 3;
            } else {
                int end = Character.isHighSurrogate(c) && i + 1 < text.length() ? i + 2 : i + 1;
                bytes.writeBytes((c == '+' ? " " : text.substring(i, end)).getBytes(charset));
                i = end;
            }
        }
        return decode(bytes.toByteArray());
    }

    private static int hexByte(String text, int start) {
        try {
            return HexFormat.fromHexDigits(text, start, start + 2);
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw ProblemException.invalid("The form is not well encoded.");
        }
    }
}
