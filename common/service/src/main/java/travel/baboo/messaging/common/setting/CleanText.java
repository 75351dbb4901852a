package travel.baboo.messaging.common.setting;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.config.spi.Converter;
import org.jspecify.annotations.Nullable;

/** Converts a setting's text by {@link Setting#clean}; blank means unset. It never rejects, because the framework would log the value. */
@RegisterForReflection
public final class CleanText implements Converter<String> {

    private static final long serialVersionUID = 1L;

    @Override
    public @Nullable String convert(String text) {
        String clean = Setting.clean(text);
        return clean.isEmpty() ? null : clean;
    }
}
