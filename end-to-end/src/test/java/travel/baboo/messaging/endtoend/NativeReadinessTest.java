package travel.baboo.messaging.endtoend;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a native executable would miss and no test on the JVM notices: classes that are used by reflection only. */
class NativeReadinessTest {

    private static final String REGISTER = "io.quarkus.runtime.annotations.RegisterForReflection";
    private static final Pattern REQUEST_BUILDER = Pattern.compile(".*(Creator|Reader|Fetcher|Updater|Deleter)");
    private static final Pattern REQUEST_ONLY_ENUM = Pattern.compile(".*\\$(WebhookEnabledType|OrderType)");
    private static final String[] JSON_SUFFIXES = {
        "Request",
        "View",
        "Report",
        "Payload",
        "Entry",
        "TwilioEvent",
        "Filter",
        "Change",
        "Page",
        "Problem",
        "SentMessage"
    };

    static Stream<Project.Module> services() {
        return Project.SERVICES.stream();
    }

    @ParameterizedTest
    @MethodSource("services")
    void everyTwilioResourceThatIsReadIsRegistered(Project.Module service) {
        JavaClasses own = new ClassFileImporter().importPath(service.classes());
        Set<String> used = own.stream()
                .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                .map(dependency ->
                        dependency.getTargetClass().getBaseComponentType().getName())
                .filter(name -> name.startsWith("com.twilio.rest."))
                .filter(name -> !REQUEST_BUILDER.matcher(name).matches())
                .filter(name -> !REQUEST_ONLY_ENUM.matcher(name).matches())
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> registered = own.stream()
                .flatMap(type -> type.tryGetAnnotationOfType(REGISTER).stream())
                .flatMap(NativeReadinessTest::targets)
                .collect(Collectors.toSet());
        assertThat(registered).containsAll(used);
    }

    private static Stream<String> targets(JavaAnnotation<?> annotation) {
        return annotation.get("targets").stream()
                .flatMap(targets -> Arrays.stream((Object[]) targets))
                .map(target -> ((JavaClass) target).getName());
    }

    @Test
    void everyRecordThatIsReadFromOrWrittenToJsonIsRegistered() {
        JavaClasses deployed = new ClassFileImporter()
                .importPaths(
                        Project.DEPLOYED.stream().map(Project.Module::classes).toList());
        classes()
                .that()
                .areRecords()
                .and(new DescribedPredicate<JavaClass>("are JSON by their name") {
                    @Override
                    public boolean test(JavaClass type) {
                        return Arrays.stream(JSON_SUFFIXES).anyMatch(type.getSimpleName()::endsWith)
                                && !Set.of("WebhookRequest", "SignedRequest").contains(type.getSimpleName());
                    }
                })
                .should()
                .beAnnotatedWith(REGISTER)
                .check(deployed);
    }
}
