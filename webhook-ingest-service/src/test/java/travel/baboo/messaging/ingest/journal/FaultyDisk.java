package travel.baboo.messaging.ingest.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** A disk on which one step fails, as with a full (ENOSPC) or dying (EIO) device; what a failed write had written stays half there. */
final class FaultyDisk implements Disk {

    private final AtomicInteger steps = new AtomicInteger();
    private volatile int failAt = Integer.MAX_VALUE;
    private volatile int failures;

    /** Makes {@code count} steps fail, from this step on; the next step is 1. */
    void failAt(int step, int count) {
        steps.set(0);
        failures = count;
        failAt = step;
    }

    void recover() {
        failAt = Integer.MAX_VALUE;
    }

    /** Steps since {@link #failAt}. */
    int steps() {
        return steps.get();
    }

    @Override
    public Duration retryDelay() {
        return Duration.ofMillis(5);
    }

    @Override
    public FileChannel open(Path file, OpenOption... options) throws IOException {
        return new FaultyChannel(FileChannel.open(file, options));
    }

    private void step() throws IOException {
        int step = steps.incrementAndGet();
        if (step >= failAt && step < failAt + failures) {
            throw new IOException(step % 2 == 0 ? "Input/output error" : "No space left on device");
        }
    }

    private final class FaultyChannel extends FileChannel {
        private final FileChannel real;

        FaultyChannel(FileChannel real) {
            this.real = real;
        }

        @Override
        public int write(ByteBuffer source) throws IOException {
            return write(source, real.position());
        }

        @Override
        public int write(ByteBuffer source, long position) throws IOException {
            try {
                step();
            } catch (IOException e) {
                ByteBuffer half = source.duplicate();
                half.limit(half.position() + half.remaining() / 2);
                real.write(half, position);
                throw e;
            }
            return real.write(source, position);
        }

        @Override
        public void force(boolean metaData) throws IOException {
            step();
            real.force(metaData);
        }

        @Override
        public FileChannel truncate(long size) throws IOException {
            step();
            real.truncate(size);
            return this;
        }

        @Override
        public int read(ByteBuffer target) throws IOException {
            return real.read(target);
        }

        @Override
        public int read(ByteBuffer target, long position) throws IOException {
            return real.read(target, position);
        }

        @Override
        public long read(ByteBuffer[] targets, int offset, int length) throws IOException {
            return real.read(targets, offset, length);
        }

        @Override
        public long write(ByteBuffer[] sources, int offset, int length) throws IOException {
            step();
            return real.write(sources, offset, length);
        }

        @Override
        public long position() throws IOException {
            return real.position();
        }

        @Override
        public FileChannel position(long position) throws IOException {
            real.position(position);
            return this;
        }

        @Override
        public long size() throws IOException {
            return real.size();
        }

        @Override
        public long transferTo(long position, long count, WritableByteChannel target) throws IOException {
            return real.transferTo(position, count, target);
        }

        @Override
        public long transferFrom(ReadableByteChannel source, long position, long count) throws IOException {
            return real.transferFrom(source, position, count);
        }

        @Override
        public MappedByteBuffer map(MapMode mode, long position, long size) throws IOException {
            return real.map(mode, position, size);
        }

        @Override
        public FileLock lock(long position, long size, boolean shared) throws IOException {
            return real.lock(position, size, shared);
        }

        @Override
        public FileLock tryLock(long position, long size, boolean shared) throws IOException {
            return real.tryLock(position, size, shared);
        }

        @Override
        protected void implCloseChannel() throws IOException {
            real.close();
        }
    }
}
