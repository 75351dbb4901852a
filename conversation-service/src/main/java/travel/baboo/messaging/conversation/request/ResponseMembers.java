package travel.baboo.messaging.conversation.request;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.RecordComponentInfo;

/**
 * Marks response members as required in the OpenAPI description unless the record declares them nullable, so that generated clients need
 * no null checks. Request schemas follow their constraints instead.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public final class ResponseMembers implements OASFilter {

    private static final DotName NULLABLE = DotName.createSimple("org.jspecify.annotations.Nullable");
    private static final String OURS = "travel.baboo.messaging.";
    private static final String PAGE = "Page";
    private static final Set<String> REQUESTS = Set.of("Request", "Change");

    private final IndexView index;

    public ResponseMembers(IndexView index) {
        this.index = index;
    }

    @Override
    public void filterOpenAPI(OpenAPI api) {
        Map<String, Schema> schemas = api.getComponents().getSchemas();
        schemas.forEach((name, schema) -> {
            if (schema.getProperties() != null) {
                records(name, schema.getProperties().keySet()).forEach(type -> require(schema, type));
            }
        });
    }

    /** Records of that name with these members; {@code PageMessageView} means the generic {@code Page}. */
    private List<ClassInfo> records(String name, Set<String> members) {
        return index.getKnownClasses().stream()
                .filter(type -> type.isRecord() && type.name().toString().startsWith(OURS))
                .filter(type ->
                        type.simpleName().equals(name) || (type.simpleName().equals(PAGE) && name.startsWith(PAGE)))
                .filter(type -> names(type).equals(members))
                .filter(type -> REQUESTS.stream()
                        .noneMatch(kind -> type.name().toString().matches(".*" + kind + "(\\$.*)?")))
                .limit(1)
                .toList();
    }

    private static Set<String> names(ClassInfo type) {
        Set<String> names = new HashSet<>();
        type.recordComponents().forEach(component -> names.add(component.name()));
        return names;
    }

    private static void require(Schema schema, ClassInfo type) {
        for (RecordComponentInfo component : type.recordComponents()) {
            if (!component.type().hasAnnotation(NULLABLE)) {
                schema.addRequired(component.name());
            }
        }
    }
}
