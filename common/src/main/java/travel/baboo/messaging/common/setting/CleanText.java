package travel.baboo.messaging.common.setting;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.config.spi.Converter;
import org.jspecify.annotations.Nullable;

/** Reads a setting's text by {@link Setting#clean}; a blank one counts as unset. It refuses nothing: the framework would print it. */
@RegisterForReflection
public final class CleanText implements Converter<String> {

    private static final long serialVersionUID = 1L;

    @Override
    public @Nullable String convert(String text) {
        String clean = Setting.clean(text);
        return clean.isEmpty() ? null : clean;
    }
}
