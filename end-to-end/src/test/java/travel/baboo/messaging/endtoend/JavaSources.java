package travel.baboo.messaging.endtoend;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Reads Java sources with the JDK's own parser, for references that are made from code and its Javadoc. */
final class JavaSources {

    private JavaSources() {}

    /** Shows the reader every file below the folder whose name ends so. */
    static void read(Path folder, String ending, BiConsumer<CompilationUnitTree, DocTrees> reader) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(folder)) {
            files = all.filter(path -> path.toString().endsWith(ending))
                    .sorted()
                    .toList();
        }
        if (files.isEmpty()) {
            return;
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task = (JavacTask) compiler.getTask(
                    null, manager, null, List.of("-proc:none"), null, manager.getJavaFileObjectsFromPaths(files));
            DocTrees docs = DocTrees.instance(task);
            task.parse().forEach(file -> reader.accept(file, docs));
        }
    }

    /** An element's Javadoc on one line, code in backticks; empty when it has none. */
    static String documentation(DocTrees docs, TreePath element) {
        String text = docs.getDocComment(element);
        return text == null
                ? ""
                : text.strip()
                        .replaceAll("\\s+", " ")
                        .replaceAll("\\{@(?:code|link) (?!#)((?:[^{}]|\\{[^{}]*})+)}", "`$1`");
    }
}
