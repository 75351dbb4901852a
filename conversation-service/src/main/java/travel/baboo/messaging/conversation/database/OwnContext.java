package travel.baboo.messaging.conversation.database;

import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A repository of entities. Each of its methods runs on its own Vert.x context with its own session, wherever it is called from: callers in one
 * request share a context, where two concurrent methods would share a session, and timers and worker threads have none that allows a session.
 */
@InterceptorBinding
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface OwnContext {}
