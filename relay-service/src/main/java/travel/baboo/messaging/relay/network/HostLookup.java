package travel.baboo.messaging.relay.network;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Finds the addresses of a host; blocks. */
@FunctionalInterface
interface HostLookup {

    InetAddress[] find(String host) throws UnknownHostException;
}
