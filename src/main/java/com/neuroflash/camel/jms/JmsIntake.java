package com.neuroflash.camel.jms;

import com.neuroflash.camel.intent.Intake;
import org.apache.camel.CamelContext;
import org.apache.camel.component.jms.MessageListenerContainerFactory;

/** What the route {@code consume-jms} names: the broker's connections, a listener with permits and the first step. */
public final class JmsIntake {
    /** The bean that connections come from. */
    public static final String CONNECTIONS = "jmsConnections";

    /** The bean that makes the route's listener. */
    public static final String LISTENER = "jmsListener";

    /** The bean that is the route's first step. */
    public static final String TAKE_MESSAGE = "takeJmsMessage";

    private JmsIntake() {}

    /** Puts all of them into a context that is not started yet. */
    public static void bind(CamelContext context, JmsBroker broker, String source, String queue, Intake intake) {
        ReceivingPermits permits = new ReceivingPermits(intake);
        MessageListenerContainerFactory listener = endpoint -> new PermittedContainer(endpoint, permits);
        context.getRegistry().bind(CONNECTIONS, broker.connections());
        context.getRegistry().bind(LISTENER, listener);
        context.getRegistry().bind(TAKE_MESSAGE, new TakeJmsMessage(source, queue, permits));
    }
}
