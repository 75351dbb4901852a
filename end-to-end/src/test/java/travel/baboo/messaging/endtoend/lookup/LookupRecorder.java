package travel.baboo.messaging.endtoend.lookup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Called in the observed process beside, or instead of, each look-up of a library: writes down what was looked up and by whom, once. */
public final class LookupRecorder {

    private static final Set<String> SEEN = ConcurrentHashMap.newKeySet();
    private static volatile @Nullable Path file;

    private LookupRecorder() {}

    static void writeTo(Path path) {
        file = path;
    }

    /** Writes a look-up down. */
    public static void record(@Nullable Object what, String kind, String site) {
        String line = kind + "\t" + what + "\t" + site + "\n";
        Path path = file;
        if (path != null && SEEN.add(line)) {
            try {
                Files.write(
                        path,
                        line.getBytes(StandardCharsets.UTF_8),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.APPEND);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Stands for {@link Class#forName(String, boolean, ClassLoader)}. */
    public static Class<?> forName(String name, boolean initialize, @Nullable ClassLoader loader, String site)
            throws ClassNotFoundException {
        record(name, "class", site);
        return Class.forName(name, initialize, loader);
    }

    /** Stands for {@link ServiceLoader#load(Class)}. */
    public static <S> ServiceLoader<S> load(Class<S> service, String site) {
        record(service.getName(), "service", site);
        return ServiceLoader.load(service);
    }

    /** Stands for {@link ServiceLoader#load(Class, ClassLoader)}. */
    public static <S> ServiceLoader<S> load(Class<S> service, @Nullable ClassLoader loader, String site) {
        record(service.getName(), "service", site);
        return ServiceLoader.load(service, loader);
    }

    /** Stands for {@link Proxy#newProxyInstance}. */
    public static Object newProxyInstance(
            @Nullable ClassLoader loader, Class<?>[] interfaces, InvocationHandler handler, String site) {
        record(Arrays.stream(interfaces).map(Class::getName).toList(), "proxy", site);
        return Objects.requireNonNull(Proxy.newProxyInstance(loader, interfaces, handler));
    }
}
