package travel.baboo.messaging.relay.network;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Resolves a host's addresses; blocks. */
@FunctionalInterface
interface HostLookup {

    InetAddress[] find(String host) throws UnknownHostException;
}
