package travel.baboo.messaging.endtoend;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.TreePath;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads a module's settings out of its source: the interfaces with {@code @ConfigMapping}, their defaults and what their Javadoc says. */
final class SettingsSource {

    /**
     * One setting.
     *
     * @param name whole, with {@code <name>} where a name is the user's own
     * @param value its default; {@code none} when it may be unset, {@code required} when it may not
     * @param meaning from the Javadoc; empty when there is none
     */
    record Setting(String name, String value, String meaning) {}

    /** A link to a setting beside it. */
    private static final Pattern SETTING_LINK = Pattern.compile("\\{@link #(\\w+)(?:\\(\\))?}");

    private final DocTrees docs;
    private final CompilationUnitTree file;
    private final List<Setting> settings = new ArrayList<>();

    private SettingsSource(DocTrees docs, CompilationUnitTree file) {
        this.docs = docs;
        this.file = file;
    }

    /** Every setting that the sources below the folder declare, by name. */
    static List<Setting> read(Path sources) throws IOException {
        List<Setting> settings = new ArrayList<>();
        JavaSources.read(
                sources, "Config.java", (file, docs) -> settings.addAll(new SettingsSource(docs, file).read()));
        return settings.stream().sorted((a, b) -> a.name().compareTo(b.name())).toList();
    }

    private List<Setting> read() {
        for (Tree type : file.getTypeDecls()) {
            if (type instanceof ClassTree interfaceTree) {
                argument(interfaceTree.getModifiers().getAnnotations(), "ConfigMapping")
                        .ifPresent(prefix -> read(interfaceTree, prefix + "."));
            }
        }
        return settings;
    }

    private void read(ClassTree group, String prefix) {
        Map<String, ClassTree> nested = new HashMap<>();
        for (Tree member : group.getMembers()) {
            if (member instanceof ClassTree inner && inner.getKind() == Tree.Kind.INTERFACE) {
                nested.put(inner.getSimpleName().toString(), inner);
            }
        }
        for (Tree member : group.getMembers()) {
            if (member instanceof MethodTree method) {
                read(method, prefix, nested);
            }
        }
    }

    private void read(MethodTree method, String prefix, Map<String, ClassTree> nested) {
        List<? extends AnnotationTree> annotations = method.getModifiers().getAnnotations();
        String name = prefix
                + argument(annotations, "WithName")
                        .orElse(kebab(method.getName().toString()));
        String type = String.valueOf(method.getReturnType());
        boolean map = type.startsWith("Map<");
        String element =
                map ? type.substring(type.indexOf(',') + 1, type.length() - 1).strip() : type;
        String path = map ? name + ".<name>" : name;
        ClassTree inner = nested.get(element);
        if (inner != null) {
            read(inner, path + ".");
        } else {
            boolean optional = map || type.startsWith("Optional");
            String value = argument(annotations, "WithDefault").orElse(optional ? "none" : "required");
            settings.add(new Setting(path, value, meaning(method)));
        }
    }

    private String meaning(MethodTree method) {
        return SETTING_LINK
                .matcher(JavaSources.documentation(docs, TreePath.getPath(file, method)))
                .replaceAll(link -> "`" + kebab(link.group(1)) + "`");
    }

    /** An annotation's only text. */
    private static Optional<String> argument(List<? extends AnnotationTree> annotations, String name) {
        return annotations.stream()
                .filter(annotation -> annotation.getAnnotationType().toString().equals(name))
                .flatMap(annotation -> annotation.getArguments().stream())
                .map(SettingsSource::text)
                .findFirst();
    }

    private static String text(ExpressionTree argument) {
        ExpressionTree value = argument instanceof AssignmentTree named ? named.getExpression() : argument;
        return value instanceof LiteralTree literal ? String.valueOf(literal.getValue()) : value.toString();
    }

    private static String kebab(String name) {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
    }
}
