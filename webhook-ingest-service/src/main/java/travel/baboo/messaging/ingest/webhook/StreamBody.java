package travel.baboo.messaging.ingest.webhook;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Cuts the body of a request of Event Streams, an array of events or one, into its elements.
 *
 * <p>By brackets and quotes alone, so that an element that no parser takes does not cost the others. Promises: elements that stand before
 * the first damage come out byte by byte as they went in, and every byte but separators is in an element or in the rest.
 *
 * @param elements in their order
 * @param rest what has no end, or is beyond the limit; empty if there is nothing
 */
record StreamBody(List<byte[]> elements, byte[] rest) {

    /** Far more than Twilio's batches of at most 64 kB hold. */
    static final int MAX_ELEMENTS = 10_000;

    static StreamBody cut(byte[] body) {
        return new Cutter(body).cut();
    }

    private static final class Cutter {

        private final byte[] body;
        private int position;

        private Cutter(byte[] body) {
            this.body = body;
        }

        private StreamBody cut() {
            List<byte[]> elements = new ArrayList<>();
            boolean inArray = false;
            skipSeparators();
            if (position < body.length && body[position] == '[') {
                inArray = true;
                position++;
                skipSeparators();
            }
            while (position < body.length) {
                if (inArray && body[position] == ']') {
                    inArray = false;
                    position++;
                } else {
                    int end = elements.size() < MAX_ELEMENTS ? end() : -1;
                    if (end < 0) {
                        return new StreamBody(elements, Arrays.copyOfRange(body, position, body.length));
                    }
                    elements.add(Arrays.copyOfRange(body, position, end));
                    position = end;
                }
                skipSeparators();
            }
            return new StreamBody(elements, new byte[0]);
        }

        private void skipSeparators() {
            while (position < body.length && (isSpace(body[position]) || body[position] == ',')) {
                position++;
            }
        }

        /** Behind the value that begins at the position; -1 if it has no end. */
        private int end() {
            byte first = body[position];
            if (first == '{' || first == '[') {
                return endOfBrackets();
            }
            if (first == '"') {
                return endOfText(position);
            }
            int end = position + 1;
            while (end < body.length && !isSpace(body[end]) && ",]}[{\"".indexOf(body[end]) < 0) {
                end++;
            }
            return end;
        }

        private int endOfBrackets() {
            int depth = 0;
            for (int i = position; i < body.length; i++) {
                switch (body[i]) {
                    case '{', '[' -> depth++;
                    case '}', ']' -> depth--;
                    case '"' -> {
                        int end = endOfText(i);
                        if (end < 0) {
                            return -1;
                        }
                        i = end - 1;
                    }
                    default -> {
                        continue;
                    }
                }
                if (depth == 0) {
                    return i + 1;
                }
            }
            return -1;
        }

        private int endOfText(int start) {
            for (int i = start + 1; i < body.length; i++) {
                if (body[i] == '\\') {
                    i++;
                } else if (body[i] == '"') {
                    return i + 1;
                }
            }
            return -1;
        }

        private static boolean isSpace(byte character) {
            return character == ' ' || character == '\n' || character == '\r' || character == '\t';
        }
    }
}
