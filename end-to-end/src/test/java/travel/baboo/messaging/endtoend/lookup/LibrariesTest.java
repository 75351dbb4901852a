package travel.baboo.messaging.endtoend.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import travel.baboo.messaging.endtoend.Project;

/**
 * A new library without a Quarkus extension must be reviewed before it is built natively: whether its jar uses {@code Class.forName},
 * {@code findClass}, {@code ServiceLoader}, {@code Proxy} or resources.
 */
class LibrariesTest {

    @Test
    void everyLibraryWithoutNativeMetadataIsListedWithAReason() throws IOException {
        List<Libraries.Library> listed = Libraries.listed();
        Set<String> unlisted = new TreeSet<>();
        Set<String> used = new TreeSet<>();
        for (Project.Module service : Project.SERVICES) {
            for (String file : Libraries.withoutMetadata(service)) {
                List<String> matching = listed.stream()
                        .filter(library -> library.pattern().matcher(file).matches())
                        .map(library -> library.pattern().pattern())
                        .toList();
                used.addAll(matching);
                if (matching.isEmpty()) {
                    unlisted.add(file);
                }
            }
        }
        assertThat(unlisted)
                .as("say in native/libraries.txt why they do no harm")
                .isEmpty();
        assertThat(listed.stream().map(library -> library.pattern().pattern()))
                .as("lines for libraries that are gone")
                .allMatch(used::contains);
    }
}
