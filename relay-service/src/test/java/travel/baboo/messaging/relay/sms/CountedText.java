package travel.baboo.messaging.relay.sms;

import java.util.concurrent.atomic.AtomicLong;

/** A text that counts how many of its characters are read. */
final class CountedText implements CharSequence {

    private final String text;
    private final AtomicLong reads;

    CountedText(String text) {
        this(text, new AtomicLong());
    }

    private CountedText(String text, AtomicLong reads) {
        this.text = text;
        this.reads = reads;
    }

    long reads() {
        return reads.get();
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public char charAt(int index) {
        reads.incrementAndGet();
        return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        reads.addAndGet(end - start);
        return new CountedText(text.substring(start, end), reads);
    }

    @Override
    public String toString() {
        return text;
    }
}
