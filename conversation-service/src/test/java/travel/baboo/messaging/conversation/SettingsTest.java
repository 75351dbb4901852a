package travel.baboo.messaging.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.ConfigMapping;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The settings in the docs are the settings there are. */
class SettingsTest {

    private static final String PREFIX = "baboo.conversation.";
    private static final Pattern ROW = Pattern.compile("^\\| (`.*?`) \\|", Pattern.MULTILINE);
    private static final Pattern NAME = Pattern.compile("`([a-z][a-z-]*\\.[a-z.-]+?)(\\.<name>)?`");

    @Test
    void theTableInTheDocsNamesEverySettingAndNoOther() throws Exception {
        assertThat(documented()).isEqualTo(declared());
    }

    private static Set<String> documented() throws IOException {
        String page = Files.readString(Path.of("../docs/conversation-service.md"));
        String table = page.substring(page.indexOf("## Settings"));
        Set<String> names = new TreeSet<>();
        Matcher rows = ROW.matcher(table);
        while (rows.find()) {
            Matcher name = NAME.matcher(rows.group(1));
            while (name.find()) {
                names.add(name.group(1));
            }
        }
        return names;
    }

    private static Set<String> declared() throws Exception {
        Set<String> names = new TreeSet<>();
        Path classes = Path.of("target/classes");
        try (Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(path -> path.toString().endsWith("Config.class"))
                    .toList()) {
                String name = classes.relativize(file).toString().replace('/', '.');
                Class<?> type = Class.forName(name.substring(0, name.length() - ".class".length()));
                ConfigMapping mapping = type.getAnnotation(ConfigMapping.class);
                if (mapping != null) {
                    for (Method setting : type.getDeclaredMethods()) {
                        names.add(mapping.prefix().substring(PREFIX.length()) + "." + kebab(setting.getName()));
                    }
                }
            }
        }
        return names;
    }

    private static String kebab(String name) {
        return name.replaceAll("([a-z])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
    }
}
