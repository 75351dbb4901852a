package travel.baboo.messaging.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Every log line is fields and a constant sentence, and {@code docs/logs.md} has each field. */
class LogFieldsTest {

    private static final Path PAGE = Project.ROOT.resolve("docs/logs.md");
    private static final Pattern FIELD = Pattern.compile("(\\w+)=%[sd] ");
    private static final Pattern LINE = Pattern.compile("(\\w+=%[sd] )*[A-Z][^%=]*[^%=. ]");
    private static final Pattern DOCUMENTED = Pattern.compile("`(\\w+)`");

    @Test
    void everyLineIsFieldsAndASentence() throws IOException {
        assertThat(formats()).hasSizeGreaterThan(60).allMatch(format -> LINE.matcher(format)
                .matches());
    }

    @Test
    void everyFieldIsInTheTable() throws IOException {
        Set<String> used = new TreeSet<>();
        for (String format : formats()) {
            FIELD.matcher(format).results().forEach(found -> used.add(found.group(1)));
        }

        assertThat(documented()).isEqualTo(used);
    }

    /** Of the second table: the first column's words. */
    private static Set<String> documented() throws IOException {
        Set<String> fields = new TreeSet<>();
        String page = Files.readString(PAGE);
        String table = page.substring(page.indexOf("Fields of single lines:"));
        table.lines()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.substring(0, line.indexOf('|', 1)))
                .forEach(names -> DOCUMENTED.matcher(names).results().forEach(found -> fields.add(found.group(1))));
        return fields;
    }

    private static List<String> formats() throws IOException {
        List<String> formats = new ArrayList<>();
        for (Project.Module module : Project.DEPLOYED) {
            JavaSources.read(module.sources(), ".java", (file, docs) -> file.accept(new LogCalls(), formats));
        }
        return formats;
    }

    /** Collects the text of every call of {@code LOG}. */
    private static final class LogCalls extends TreeScanner<Void, List<String>> {

        @Override
        public Void visitMethodInvocation(MethodInvocationTree call, List<String> formats) {
            if (call.getMethodSelect() instanceof MemberSelectTree method
                    && method.getExpression().toString().equals("LOG")
                    && !method.getIdentifier().toString().startsWith("is")) {
                formats.add(text(call));
            }
            return super.visitMethodInvocation(call, formats);
        }

        private static String text(MethodInvocationTree call) {
            for (ExpressionTree argument : call.getArguments()) {
                if (argument instanceof LiteralTree literal && literal.getValue() instanceof String text) {
                    return text;
                }
            }
            return "no constant: " + call;
        }
    }
}
