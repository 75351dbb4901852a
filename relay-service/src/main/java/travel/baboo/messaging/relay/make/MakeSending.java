package travel.baboo.messaging.relay.make;

import io.smallrye.mutiny.Uni;
import java.net.URI;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.setting.Setting;
import travel.baboo.messaging.common.trace.TraceParent;
import travel.baboo.messaging.relay.RelayConfig;
import travel.baboo.messaging.relay.destination.Channel;
import travel.baboo.messaging.relay.destination.Outcome;
import travel.baboo.messaging.relay.destination.Outgoing;
import travel.baboo.messaging.relay.destination.RequestView;
import travel.baboo.messaging.relay.network.HttpSender;

/** Signed requests to a Make.com hook, with the delivery's id as {@code webhook-id}. */
final class MakeSending implements Channel {

    private final RelayConfig.MakeHook config;
    private final StandardWebhooksSigner signer;
    private final HttpSender http;
    private final MakePayloads payloads;

    MakeSending(RelayConfig.MakeHook config, HttpSender http, MakePayloads payloads) {
        this.config = config;
        this.signer = new StandardWebhooksSigner(Setting.parseAll(
                "baboo.relay.make (secrets)",
                config.secrets().orElse(List.of()),
                text -> Setting.secret("a secret", text)));
        this.http = http;
        this.payloads = payloads;
    }

    @Override
    public String kind() {
        return "Make.com";
    }

    @Override
    public String type() {
        return "make";
    }

    @Override
    public List<String> payloads(Outgoing outgoing) {
        return List.of(payloads.write(outgoing));
    }

    @Override
    public Uni<Prepared> prepare(Outgoing outgoing, String payload) {
        return Uni.createFrom()
                .item(new Prepared.Ready(
                        traceparent -> send(outgoing.id().toString(), outgoing.now(), payload, traceparent)));
    }

    @Override
    public Uni<Optional<RequestView>> describe(Outgoing outgoing, @Nullable String payload) {
        Map<String, String> headers = new HashMap<>();
        headers.put("Content-Type", "application/json");
        headers.put("webhook-id", outgoing.id().toString());
        headers.put("webhook-timestamp", Long.toString(outgoing.now().getEpochSecond()));
        if (signer.hasKeys()) {
            headers.put("webhook-signature", RequestView.HIDDEN);
        }
        config.apiKey().ifPresent(key -> headers.put("x-make-apikey", RequestView.HIDDEN));
        return Uni.createFrom()
                .item(Optional.of(RequestView.post(
                        RequestView.hidden(URI.create(config.url().orElseThrow())), headers, payload)));
    }

    @Override
    public Optional<Call> test(UUID id, Instant now) {
        String payload = payloads.test(id, now);
        return Optional.of(traceparent -> send(id.toString(), now, payload, traceparent));
    }

    private Uni<Outcome> send(String id, Instant now, String payload, @Nullable String traceparent) {
        Map<String, String> headers = new HashMap<>();
        headers.put("webhook-id", id);
        headers.put("webhook-timestamp", Long.toString(now.getEpochSecond()));
        if (signer.hasKeys()) {
            headers.put("webhook-signature", signer.sign(id, now, payload));
        }
        if (traceparent != null) {
            headers.put(TraceParent.HEADER, traceparent);
        }
        config.apiKey().ifPresent(key -> headers.put("x-make-apikey", key));
        return http.post(headers, payload, config.timeout())
                .map(MakeAnswers::outcome)
                .onFailure()
                .recoverWithItem(failure -> MakeAnswers.unanswered(HttpSender.reason(failure)));
    }
}
