package travel.baboo.messaging.sandbox.twilio.realtime;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import travel.baboo.messaging.sandbox.http.Answers;
import travel.baboo.messaging.sandbox.http.Bodies;
import travel.baboo.messaging.sandbox.http.Json;
import travel.baboo.messaging.sandbox.twilio.TwilioDates;
import travel.baboo.messaging.sandbox.twilio.TwilioException;
import travel.baboo.messaging.sandbox.twilio.messaging.Contents;
import travel.baboo.messaging.sandbox.twilio.messaging.Media;

/** The media service of the SDKs, plain HTTP that browsers call across origins. */
public final class MediaApi {

    private static final String MEDIA = "/v1/Services/:service/Media";
    private static final String CONTENT = "/media-content/";

    /** https://www.twilio.com/docs/conversations/media-support-conversations. */
    private static final int LARGEST_MIB = 150;

    private static final Pattern PART_NAME = Pattern.compile("filename=\"([^\"]*)\"", Pattern.CASE_INSENSITIVE);
    private static final Pattern PART_TYPE = Pattern.compile("content-type:\\s*(\\S+)", Pattern.CASE_INSENSITIVE);
    private static final Pattern BOUNDARY = Pattern.compile("boundary=\"?([^\";]+)", Pattern.CASE_INSENSITIVE);

    private final Clock clock;
    private final AccessTokens tokens;
    private final Contents contents;
    private final MediaFiles files;

    public MediaApi(Clock clock, AccessTokens tokens, Contents contents, MediaFiles files) {
        this.clock = clock;
        this.tokens = tokens;
        this.contents = contents;
        this.files = files;
    }

    public void mount(Router router) {
        router.route(HttpMethod.OPTIONS, MEDIA + "*").handler(MediaApi::preflight);
        router.post(MEDIA).handler(context -> answer(context, this::upload));
        router.get(MEDIA + "/:sid").handler(context -> answer(context, this::one));
        router.post("/v1/Services/:service/MediaSet").handler(context -> answer(context, this::many));
        router.get(CONTENT + ":sid").handler(this::content);
    }

    private interface Operation {
        void run(RoutingContext context, AccessTokens.Grant grant);
    }

    private void answer(RoutingContext context, Operation operation) {
        // The REST API has resources on the same paths; only SDKs send this header.
        String token = context.request().getHeader("X-Twilio-Token");
        if (token == null) {
            context.next();
            return;
        }
        allowOrigin(context);
        try {
            operation.run(context, tokens.check(token));
        } catch (TwilioException refusal) {
            Answers.json(context.response(), refusal.status(), refusal.body());
        }
    }

    private record Upload(String filename, String contentType, Buffer bytes) {}

    private void upload(RoutingContext context, AccessTokens.Grant grant) {
        Upload upload = read(context);
        if (upload.bytes().length() > LARGEST_MIB * 1024 * 1024) {
            throw new TwilioException(413, 20413, "Media is larger than " + LARGEST_MIB + " MiB");
        }
        Media media = contents.addMedia(
                upload.filename(), upload.contentType(), upload.bytes().length());
        files.write(media.sid(), upload.bytes())
                .onSuccess(written -> Answers.json(context.response(), 201, json(context, grant, media)))
                .onFailure(failure -> Answers.failure(context.response(), failure));
    }

    /** Raw bytes with their type, or a form with one file. */
    private static Upload read(RoutingContext context) {
        String type = Optional.ofNullable(context.request().getHeader(HttpHeaders.CONTENT_TYPE))
                .orElse("application/octet-stream");
        Buffer body = Bodies.raw(context);
        if (!type.startsWith("multipart/form-data")) {
            String name = context.request().getParam("Filename");
            return new Upload(name == null || name.isBlank() ? "media" : name, type, body);
        }
        Matcher boundary = BOUNDARY.matcher(type);
        // One byte a character, so that positions are those of the bytes.
        String text = body.toString(StandardCharsets.ISO_8859_1);
        int headers = boundary.find() ? text.indexOf("--" + boundary.group(1)) : -1;
        int start = headers < 0 ? -1 : text.indexOf("\r\n\r\n", headers);
        int end = start < 0 ? -1 : text.indexOf("\r\n--" + boundary.group(1), start);
        if (end < 0) {
            throw TwilioException.badRequest(20001, "The form holds no file");
        }
        String head = new String(
                text.substring(headers, start).getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        Matcher name = PART_NAME.matcher(head);
        Matcher partType = PART_TYPE.matcher(head);
        return new Upload(
                name.find() && !name.group(1).isBlank() ? name.group(1) : "media",
                partType.find() ? partType.group(1) : "application/octet-stream",
                body.getBuffer(start + 4, end));
    }

    private void one(RoutingContext context, AccessTokens.Grant grant) {
        Media media = contents.findMedia(context.pathParam("sid"));
        if (media == null) {
            throw TwilioException.notFound(context.request().path());
        }
        Answers.json(context.response(), 200, json(context, grant, media));
    }

    private void many(RoutingContext context, AccessTokens.Grant grant) {
        ArrayNode answer = Json.MAPPER.createArrayNode();
        for (JsonNode wanted : Bodies.jsonObject(context).path("list")) {
            Media media = contents.findMedia(wanted.path("media_sid").asText());
            ObjectNode entry = answer.addObject().put("code", media == null ? 404 : 200);
            if (media != null) {
                entry.set("media_record", json(context, grant, media));
            }
        }
        Answers.json(context.response(), 200, answer);
    }

    /** As the address in {@code content_direct_temporary}, which needs no token: its SID is secret enough for a laptop. */
    private void content(RoutingContext context) {
        Media media = contents.findMedia(context.pathParam("sid"));
        allowOrigin(context);
        if (media == null) {
            Answers.problem(context.response(), 404, "Not found", "There is no such media");
            return;
        }
        files.read(media.sid())
                .onSuccess(bytes -> context.response()
                        .putHeader(HttpHeaders.CONTENT_TYPE, media.contentType())
                        .putHeader("Content-Security-Policy", "sandbox")
                        .putHeader("X-Content-Type-Options", "nosniff")
                        .end(bytes))
                .onFailure(failure -> Answers.problem(
                        context.response(), 404, "Not found", "The sandbox has the description of this media only"));
    }

    private ObjectNode json(RoutingContext context, AccessTokens.Grant grant, Media media) {
        String service = context.pathParam("service");
        String path = "/v1/Services/" + service + "/Media/" + media.sid();
        String now = TwilioDates.isoMillis(clock.instant());
        ObjectNode json = Json.object()
                .put("sid", media.sid())
                .put("service_sid", service)
                .putNull("channel_sid")
                .putNull("message_sid")
                .put("date_created", now)
                .put("date_upload_updated", now)
                .put("date_updated", now)
                .put("size", media.size())
                .put("content_type", media.contentType())
                .put("filename", media.filename())
                .put("category", "media")
                .put("author", grant.identity())
                .put("is_multipart_upstream", false)
                .put("url", path);
        String scheme = context.request().isSSL() ? "https://" : "http://";
        json.putObject("links")
                .put("content", path + "/Content")
                .put("content_direct_temporary", scheme + context.request().authority() + CONTENT + media.sid());
        return json;
    }

    private static void preflight(RoutingContext context) {
        allowOrigin(context);
        context.response()
                .putHeader("Access-Control-Allow-Headers", "X-Twilio-Token, Content-Type")
                .putHeader("Access-Control-Allow-Methods", "GET, POST, OPTIONS")
                .setStatusCode(204)
                .end();
    }

    private static void allowOrigin(RoutingContext context) {
        context.response().putHeader("Access-Control-Allow-Origin", "*");
    }
}
