package travel.baboo.messaging.relay;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.Method;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.net.URL;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import travel.baboo.messaging.sandbox.SandboxTestResource;
import travel.baboo.messaging.sandbox.embedded.KafkaTestResource;
import travel.baboo.messaging.sandbox.embedded.PostgresTestResource;

/** Who may do what, cell by cell: every call of the API's description, by every role. */
@QuarkusTest
@WithTestResource(SandboxTestResource.class)
@WithTestResource(PostgresTestResource.class)
@WithTestResource(KafkaTestResource.class)
class AuthorizationTest extends RelayTestBase {

    /**
     * The table. The admin's requests are about what does not exist, so that they change nothing. Streams, which do not end, are tested
     * in {@link LiveViewTest}.
     */
    private static final String TABLE =
            """
            call                                    admin  expert bot  traveler no-role nobody
            GET /api/deliveries                     200    403    403  403      403     401
            GET /api/deliveries/live                400    403    403  403      403     401
            GET /api/deliveries/{id}                404    403    403  403      403     401
            GET /api/deliveries/{id}/request        404    403    403  403      403     401
            POST /api/deliveries/{id}/retry         404    403    403  403      403     401
            POST /api/deliveries/{id}/settle        400    403    403  403      403     401
            POST /api/deliveries/{id}/cancel        404    403    403  403      403     401
            POST /api/deliveries/replay             400    403    403  403      403     401
            GET /api/destinations                   200    403    403  403      403     401
            GET /api/destinations/live              stream 403    403  403      403     401
            POST /api/destinations/{name}/pause     404    403    403  403      403     401
            POST /api/destinations/{name}/resume    404    403    403  403      403     401
            POST /api/destinations/{name}/test      404    403    403  403      403     401
            GET /api/dead-letters                   200    403    403  403      403     401
            GET /api/dead-letters/{id}              404    403    403  403      403     401
            POST /api/dead-letters/reinject         400    403    403  403      403     401
            POST /api/dead-letters/drop             400    403    403  403      403     401
            GET /api/audit                          200    403    403  403      403     401
            GET /console/settings.json              404    404    404  404      404     404
            """;

    private static final Pattern SPACE = Pattern.compile(" {2,}|(?<=[0-9m]) ");
    private static final List<String> ROLES = List.of("admin", "expert", "bot", "traveler", "no-role", "nobody");
    private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

    private record Cell(String call, String role, String expected) {}

    @TestHTTPResource(value = "/openapi", management = true)
    URL openApi;

    static Stream<Cell> cells() {
        return TABLE.lines().skip(1).flatMap(line -> {
            List<String> parts = List.of(SPACE.split(line.strip()));
            assertThat(parts).as(line).hasSize(ROLES.size() + 1);
            return Stream.iterate(0, i -> i + 1)
                    .limit(ROLES.size())
                    .map(i -> new Cell(parts.get(0), ROLES.get(i), parts.get(i + 1)));
        });
    }

    /** A call that is new has no row, and fails here until it has one. */
    @Test
    void everyCallThatThereIsHasARow() {
        Map<String, Map<String, Object>> paths = given().accept("application/json")
                .get(openApi.toString() + "?format=json")
                .then()
                .statusCode(200)
                .extract()
                .path("paths");
        Set<String> calls = new TreeSet<>();
        paths.forEach((path, operations) -> operations.keySet().stream()
                .filter(METHODS::contains)
                .forEach(method -> calls.add(method.toUpperCase(Locale.ROOT) + " " + path)));
        Set<String> rows = TABLE.lines()
                .skip(1)
                .map(line -> line.replaceAll("^(\\S+ \\S+).*", "$1"))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(rows).isEqualTo(calls);
    }

    @ParameterizedTest
    @MethodSource("cells")
    void everyCellOfTheTableHolds(Cell cell) {
        if (cell.expected().equals("stream")) {
            return;
        }
        String[] call = cell.call().split(" ", 2);
        RequestSpecification request =
                switch (cell.role()) {
                    case "nobody" -> given().contentType("application/json");
                    case "no-role" -> as("none");
                    default -> as(cell.role());
                };
        Response response = request.body("{\"ids\":[]}")
                .request(
                        Method.valueOf(call[0]),
                        call[1].replace("{id}", "0-999999999").replace("{name}", "nothing"));

        assertThat(response.statusCode()).as(response.asString()).isEqualTo(Integer.parseInt(cell.expected()));
        if (response.statusCode() >= 400) {
            assertThat(response.contentType()).isEqualTo("application/problem+json");
        }
    }
}
