package travel.baboo.messaging.token.app;

import static io.restassured.RestAssured.given;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import travel.baboo.messaging.token.KeyFileLogin;

/** A login whose one key is a PEM file, for RS256. */
@QuarkusTest
@WithTestResource(value = KeyFileLogin.class, initArgs = @ResourceArg(name = "algorithm", value = "RS256"))
class RsaKeyFileTest {

    KeyFileLogin login = new KeyFileLogin();

    @Test
    void tokensOfThatAlgorithmAreTakenAndNoOthers() {
        given().auth().oauth2(login.rsaToken()).post("/api/twilio/token").then().statusCode(200);
        given().auth().oauth2(login.ecToken()).post("/api/twilio/token").then().statusCode(401);
    }
}
