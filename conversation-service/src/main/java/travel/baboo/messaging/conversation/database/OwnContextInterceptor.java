package travel.baboo.messaging.conversation.database;

import io.quarkus.opentelemetry.runtime.QuarkusContextStorage;
import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import org.jspecify.annotations.Nullable;

/** Runs a repository's method on a context of its own and returns the result on the caller's. */
@OwnContext
@Interceptor
@Priority(OwnContextInterceptor.BEFORE_TRANSACTIONS)
public class OwnContextInterceptor {

    /** Outside of Panache's transaction interceptor, whose priority is 0. */
    static final int BEFORE_TRANSACTIONS = -100;

    private static final String OWN = OwnContextInterceptor.class.getName();

    private final Vertx vertx;

    OwnContextInterceptor(Vertx vertx) {
        this.vertx = vertx;
    }

    @AroundInvoke
    Object run(InvocationContext method) throws Exception {
        boolean inside =
                VertxContext.isOnDuplicatedContext() && Vertx.currentContext().getLocal(OWN) != null;
        return inside || method.getMethod().getReturnType() != Uni.class
                ? method.proceed()
                : Uni.createFrom().emitter(emitter -> run(method, emitter));
    }

    /** Not canceled with the caller: the transaction always ends by itself. */
    private void run(InvocationContext method, UniEmitter<? super Object> emitter) {
        Context caller = Vertx.currentContext();
        Context own = newContext(caller);
        own.runOnContext(start -> proceed(method)
                .subscribe()
                .with(
                        item -> back(caller, () -> emitter.complete(item)),
                        failure -> back(caller, () -> emitter.fail(failure))));
    }

    private Context newContext(@Nullable Context caller) {
        Context own = VertxContext.createNewDuplicatedContext(
                caller != null && caller.isEventLoopContext()
                        ? caller
                        : ((VertxInternal) vertx).createEventLoopContext());
        VertxContextSafetyToggle.setContextSafe(own, true);
        own.putLocal(OWN, true);
        QuarkusContextStorage.INSTANCE.attach(own, io.opentelemetry.context.Context.current());
        return own;
    }

    @SuppressWarnings("unchecked")
    private static Uni<Object> proceed(InvocationContext method) {
        try {
            return (Uni<Object>) method.proceed();
        } catch (Exception failure) {
            return Uni.createFrom().failure(failure);
        }
    }

    private static void back(@Nullable Context caller, Runnable result) {
        if (caller == null) {
            result.run();
        } else {
            caller.runOnContext(there -> result.run());
        }
    }
}
