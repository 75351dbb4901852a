package travel.baboo.messaging.sandbox.control;

import io.vertx.core.AbstractVerticle;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.sandbox.control.ChangeFeed.Topic;
import travel.baboo.messaging.sandbox.fault.Faults;
import travel.baboo.messaging.sandbox.fault.RestFault;
import travel.baboo.messaging.sandbox.http.Answers;
import travel.baboo.messaging.sandbox.http.Bodies;
import travel.baboo.messaging.sandbox.http.BoundedLog;
import travel.baboo.messaging.sandbox.http.ControlRoutes;
import travel.baboo.messaging.sandbox.http.Failures;
import travel.baboo.messaging.sandbox.http.Servers;
import travel.baboo.messaging.sandbox.http.TlsConfig;
import travel.baboo.messaging.sandbox.login.LoginApi;
import travel.baboo.messaging.sandbox.login.LoginKey;
import travel.baboo.messaging.sandbox.make.MakeControl;
import travel.baboo.messaging.sandbox.make.MakeHook;
import travel.baboo.messaging.sandbox.make.MakeHooks;
import travel.baboo.messaging.sandbox.make.MakeReceiver;
import travel.baboo.messaging.sandbox.make.MakeScenario;
import travel.baboo.messaging.sandbox.state.Changes;
import travel.baboo.messaging.sandbox.state.LateChanges;
import travel.baboo.messaging.sandbox.state.StateFile;
import travel.baboo.messaging.sandbox.twilio.FaultyAnswers;
import travel.baboo.messaging.sandbox.twilio.RestRequest;
import travel.baboo.messaging.sandbox.twilio.TwilioAccount;
import travel.baboo.messaging.sandbox.twilio.TwilioAuth;
import travel.baboo.messaging.sandbox.twilio.TwilioRouter;
import travel.baboo.messaging.sandbox.twilio.conversations.ConversationsApis;
import travel.baboo.messaging.sandbox.twilio.conversations.ConversationsModel;
import travel.baboo.messaging.sandbox.twilio.events.EventStreamApis;
import travel.baboo.messaging.sandbox.twilio.events.StreamAttempt;
import travel.baboo.messaging.sandbox.twilio.events.StreamConfig;
import travel.baboo.messaging.sandbox.twilio.events.StreamDelivery;
import travel.baboo.messaging.sandbox.twilio.events.StreamFault;
import travel.baboo.messaging.sandbox.twilio.events.Streams;
import travel.baboo.messaging.sandbox.twilio.messaging.Carrier;
import travel.baboo.messaging.sandbox.twilio.messaging.Contents;
import travel.baboo.messaging.sandbox.twilio.messaging.MessageSending;
import travel.baboo.messaging.sandbox.twilio.messaging.MessagesApi;
import travel.baboo.messaging.sandbox.twilio.messaging.Phones;
import travel.baboo.messaging.sandbox.twilio.messaging.SendersApi;
import travel.baboo.messaging.sandbox.twilio.messaging.TextMessages;
import travel.baboo.messaging.sandbox.twilio.realtime.AccessTokens;
import travel.baboo.messaging.sandbox.twilio.realtime.MediaApi;
import travel.baboo.messaging.sandbox.twilio.realtime.MediaFiles;
import travel.baboo.messaging.sandbox.twilio.realtime.NotificationLevels;
import travel.baboo.messaging.sandbox.twilio.realtime.RealtimeServer;
import travel.baboo.messaging.sandbox.twilio.webhook.TwilioSigner;
import travel.baboo.messaging.sandbox.twilio.webhook.WebhookFault;
import travel.baboo.messaging.sandbox.twilio.webhook.WebhookLog;
import travel.baboo.messaging.sandbox.twilio.webhook.WebhookSender;
import travel.baboo.messaging.sandbox.twilio.webhook.Webhooks;

/** Everything outside the services, assembled behind one port. */
public final class World extends AbstractVerticle {

    private static final int REQUESTS_KEPT = 20_000;

    private final String host;
    private final int wantedPort;
    private final @Nullable Path dataDirectory;
    private final TwilioAccount account;
    private final PageSettings page;
    private final @Nullable TlsConfig tls;
    private final StreamConfig streamConfig;
    private final boolean webhookRetries;
    private final Clock clock;
    private final LateChanges changes = new LateChanges();
    private final ChangeFeed feed = new ChangeFeed();
    private final Changes faultChanges = feed.noting(Topic.FAULTS, () -> {});
    private final Faults<RestFault> restFaults = new Faults<>(faultChanges);
    private final Faults<RestFault> realtimeFaults = new Faults<>(faultChanges);
    private final Faults<WebhookFault> webhookFaults = new Faults<>(faultChanges);
    private final Faults<StreamFault> streamFaults = new Faults<>(faultChanges);
    private final BoundedLog<StreamAttempt> streamAttempts = new BoundedLog<>(REQUESTS_KEPT);
    private final BoundedLog<RestRequest> requests = new BoundedLog<>(REQUESTS_KEPT);
    private final TextMessages texts = new TextMessages(changes);
    private final Phones phones = new Phones(changes);
    private final Contents contents = new Contents(changes);
    private final NotificationLevels levels = new NotificationLevels(changes);
    private final WebhookLog webhookLog = new WebhookLog(feed.noting(Topic.WEBHOOKS, changes));
    private final LoginKey loginKey = new LoginKey();
    private final MakeHooks makeHooks;
    private final Streams streams;
    private @Nullable StateFile state;
    private volatile int port;
    private volatile int tlsPort;

    public World(
            String host,
            int port,
            @Nullable Path dataDirectory,
            TwilioAccount account,
            List<MakeHook> makeHooks,
            PageSettings page,
            @Nullable TlsConfig tls,
            StreamConfig streamConfig,
            boolean webhookRetries,
            Clock clock) {
        this.host = host;
        this.wantedPort = port;
        this.dataDirectory = dataDirectory;
        this.account = account;
        this.page = page;
        this.tls = tls;
        this.streamConfig = streamConfig;
        this.webhookRetries = webhookRetries;
        this.clock = clock;
        this.streams = new Streams(clock, changes);
        this.makeHooks = new MakeHooks(feed.noting(Topic.MAKE, changes), faultChanges, makeHooks);
    }

    /** Known once deployed. */
    public String origin() {
        return "http://127.0.0.1:" + port;
    }

    /** Known once deployed. */
    public String tlsOrigin() {
        if (tls == null) {
            throw new IllegalStateException("The sandbox has no port with TLS");
        }
        return "https://127.0.0.1:" + tlsPort;
    }

    @Override
    public void start(Promise<Void> started) {
        Webhooks webhooks = new Webhooks(
                vertx,
                clock,
                new WebhookSender(vertx, clock, new TwilioSigner(account.authToken()), webhookLog),
                webhookLog,
                webhookFaults);
        Carrier carrier = new Carrier(vertx, clock, account, texts, phones);
        ConversationsModel model =
                ConversationsModel.create(account, clock, changes, webhooks, carrier, texts, webhookRetries);
        StreamDelivery delivery = new StreamDelivery(
                vertx,
                clock,
                account.accountSid(),
                new TwilioSigner(account.authToken()),
                streams,
                streamConfig,
                streamFaults,
                streamAttempts);
        model.events().listen(delivery::happened);
        model.rooms().listen(feed);
        texts.listen(feed::changed);
        StateFile file = new StateFile(
                vertx,
                dataDirectory,
                List.of(
                        model.services(),
                        model.rooms(),
                        streams,
                        texts,
                        phones,
                        contents,
                        levels,
                        makeHooks,
                        webhookLog,
                        loginKey));
        this.state = file;
        changes.forwardTo(file);
        Router router = Router.router(vertx);
        HttpServer server = vertx.createHttpServer(Servers.on(host, wantedPort));
        vertx.executeBlocking(() -> {
                    file.load();
                    if (dataDirectory != null) {
                        loginKey.prepare();
                    }
                    return true;
                })
                .compose(loaded -> server.requestHandler(router).listen())
                .onSuccess(listening -> {
                    port = listening.actualPort();
                    mount(router, file, model, carrier, webhooks, delivery);
                    file.happened();
                })
                .<Void>mapEmpty()
                .recover(failure -> Future.failedFuture(Failures.ofListening(host, wantedPort, failure)))
                .compose(listening -> listenWithTls(router))
                .onComplete(started);
    }

    private Future<Void> listenWithTls(Router router) {
        if (tls == null) {
            return Future.succeededFuture();
        }
        return vertx.createHttpServer(Servers.on(host, tls))
                .requestHandler(router)
                .listen()
                .onSuccess(listening -> tlsPort = listening.actualPort())
                .<Void>mapEmpty()
                .recover(failure -> Future.failedFuture(Failures.ofListening(host, tls.port(), failure)));
    }

    @Override
    public void stop(Promise<Void> stopped) {
        (state == null ? Future.<Void>succeededFuture() : state.flush()).onComplete(stopped);
    }

    private void mount(
            Router router,
            StateFile file,
            ConversationsModel model,
            Carrier carrier,
            Webhooks webhooks,
            StreamDelivery delivery) {
        AccessTokens tokens = new AccessTokens(clock, account);
        RealtimeServer realtime =
                new RealtimeServer(vertx, clock, account, tokens, model, contents, levels, realtimeFaults);
        realtime.listen(feed.noting(Topic.CONNECTIONS, () -> {}));
        realtime.mount(router);
        router.route().handler(Bodies.reader());
        new MediaApi(clock, tokens, contents, new MediaFiles(vertx, dataDirectory)).mount(router);
        router.get("/health").handler(context -> Answers.text(context.response(), 200, "text/plain", "ready"));
        TwilioRouter twilio = new TwilioRouter(
                router, new TwilioAuth(account), new FaultyAnswers(vertx, clock, restFaults, requests));
        new SendersApi(account, contents).mount(twilio);
        MessageSending sending = new MessageSending(account, carrier, phones, contents, webhooks);
        new MessagesApi(account, texts, sending, clock.instant()).mount(twilio);
        EventStreamApis.mount(twilio, origin(), account.accountSid(), clock, streams, delivery);
        ConversationsApis.mount(twilio, origin(), account, clock, contents, model);
        new MakeReceiver(vertx, clock, makeHooks).mount(router);
        new LoginApi(clock, loginKey, origin()).mount(router);
        ControlRoutes control = new ControlRoutes(router, ControlProblems::of);
        new PhoneControl(account, texts, phones, contents, model.inboundTexts()).mount(control);
        new ConversationControl(model).mount(control);
        new RealtimeControl(realtime, tokens, faultChanges).mount(control);
        FaultOverview faults =
                new FaultOverview(restFaults, realtimeFaults, webhookFaults, streamFaults, makeHooks, tokens);
        faults.mount(control);
        new FaultControl(restFaults, realtimeFaults, webhookFaults, streamFaults, requests, webhookLog, streamAttempts)
                .mount(control);
        new MakeControl(makeHooks, new MakeScenario(vertx)).mount(control);
        control.get("/control/state", context -> file.dump());
        control.post("/control/reset", context -> {
            faults.clearFaults();
            streamAttempts.clear();
            delivery.reset();
            requests.clear();
            file.reset();
            return Map.of("defaultServiceSid", model.services().defaultService().sid());
        });
        feed.mount(vertx, router);
        Page.mount(router, page);
        router.route()
                .last()
                .handler(context -> Answers.problem(
                        context.response(),
                        404,
                        "Not found",
                        "The sandbox has nothing at " + context.request().path()));
    }
}
