package travel.baboo.messaging.conversation.database;

import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A repository of entities: each of its methods has a Vert.x context, and so a session, of its own, wherever it is called from. Callers of
 * one request share a context, in which two methods at once would share a session; a timer or a worker thread has none that a session may use.
 */
@InterceptorBinding
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface OwnContext {}
