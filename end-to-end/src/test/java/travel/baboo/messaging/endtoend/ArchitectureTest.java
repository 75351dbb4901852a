package travel.baboo.messaging.endtoend;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules of the house, so that they are not mere sentences. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ArchitectureTest {

    private static final int MAX_LINES = 300;
    private static final String AUDITED = "travel.baboo.messaging.common.audit.Audited";
    private static final String ROLES_ALLOWED = "jakarta.annotation.security.RolesAllowed";

    /** Its POST changes nothing: what is searched for may be personal, and URLs are logged. */
    private static final String READS_BY_POST = "SearchResource";

    private static final List<String> CHANGES = Stream.of("POST", "PUT", "PATCH", "DELETE")
            .map(name -> "jakarta.ws.rs." + name)
            .toList();

    @SuppressWarnings("NullAway.Init") // Set before all tests.
    private JavaClasses all;

    @BeforeAll
    void read() {
        all = new ClassFileImporter()
                .importPaths(modules().map(Project.Module::classes).toList());
        assertThat(all.size()).isGreaterThan(300);
    }

    static Stream<Project.Module> services() {
        return Project.SERVICES.stream();
    }

    private static Stream<Project.Module> modules() {
        return Stream.concat(Stream.of(Project.SANDBOX_TWILIO, Project.SANDBOX_LOCAL), Project.DEPLOYED.stream());
    }

    @ParameterizedTest
    @MethodSource("services")
    void noServiceKnowsAnother(Project.Module service) {
        String[] others = services()
                .filter(other -> !other.equals(service))
                .map(other -> other.packageName() + "..")
                .toArray(String[]::new);
        noClasses()
                .that()
                .resideInAPackage(service.packageName() + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(others)
                .check(all);
    }

    @Test
    void nothingThatIsDeployedKnowsTheSandbox() {
        noClasses()
                .that()
                .resideOutsideOfPackage(Project.SANDBOX_PACKAGE + "..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(Project.SANDBOX_PACKAGE + "..")
                .check(all);
    }

    @Test
    void theSandboxAndWhatIsSharedKnowNoService() {
        noClasses()
                .that()
                .resideInAnyPackage(Project.COMMON_PACKAGE + "..", Project.SANDBOX_PACKAGE + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        services().map(service -> service.packageName() + "..").toArray(String[]::new))
                .check(all);
    }

    @Test
    void theSandboxIsASecondImplementationOfItsOwn() {
        noClasses()
                .that()
                .resideInAPackage(Project.SANDBOX_PACKAGE + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(Project.COMMON_PACKAGE + "..", "com.twilio..")
                .check(all);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("travel.baboo.messaging.(**)")
                .should()
                .beFreeOfCycles()
                .check(all);
    }

    @Test
    void timesAreInstants() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(LocalDateTime.class, Date.class)
                .check(all);
    }

    @Test
    void httpEndpointsAreCalledResources() {
        classes()
                .that()
                .areAnnotatedWith("jakarta.ws.rs.Path")
                .should()
                .haveSimpleNameEndingWith("Resource")
                .check(all);
    }

    /** New operations included: nobody could find out later who made a change. */
    @Test
    void everyChangeByAdminsAloneIsAudited() {
        List<JavaMethod> changes = all.stream()
                .flatMap(type -> type.getMethods().stream())
                .filter(method -> CHANGES.stream().anyMatch(method::isAnnotatedWith))
                .filter(ArchitectureTest::isForAdminsAlone)
                .filter(method -> !method.getOwner().getSimpleName().equals(READS_BY_POST))
                .toList();

        assertThat(changes).hasSizeGreaterThan(10);
        assertThat(changes)
                .allMatch(method ->
                        method.isAnnotatedWith(AUDITED) || method.getOwner().isAnnotatedWith(AUDITED));
    }

    private static boolean isForAdminsAlone(JavaMethod method) {
        return Stream.of(method, method.getOwner())
                .flatMap(place -> place.tryGetAnnotationOfType(ROLES_ALLOWED).stream())
                .findFirst()
                .flatMap(roles -> roles.get("value"))
                .filter(roles -> List.of((Object[]) roles).equals(List.of("admin")))
                .isPresent();
    }

    @Test
    void nothingServesAndBlocksTheEventLoop() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        services().map(service -> service.packageName() + "..").toArray(String[]::new))
                .should()
                .callMethod("io.smallrye.mutiny.Uni", "await")
                .check(all);
    }

    @Test
    void everyPackageSaysWhatItIsForAndIsNullMarked() throws IOException {
        List<Path> without = new ArrayList<>();
        for (Path source : sources()) {
            Path info = source.resolveSibling("package-info.java");
            if (!Files.exists(info) || !Files.readString(info).contains("@NullMarked")) {
                without.add(source.getParent());
            }
        }
        assertThat(without).isEmpty();
    }

    @Test
    void noFileIsLong() throws IOException {
        List<String> tooLong = new ArrayList<>();
        for (Path source : sources()) {
            long lines = Files.readString(source).lines().count();
            if (lines > MAX_LINES) {
                tooLong.add(source.getFileName() + " has " + lines + " lines");
            }
        }
        assertThat(tooLong).isEmpty();
    }

    private static List<Path> sources() throws IOException {
        List<Path> sources = new ArrayList<>();
        for (Project.Module module : modules().toList()) {
            try (Stream<Path> files = Files.walk(module.sources())) {
                files.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
            }
        }
        return sources;
    }
}
