// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.mesh.reference;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * A block of addresses.
 *
 * @param address one of them
 * @param bits how many bits they share
 */
record AddressBlock(InetAddress address, int bits) {

    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    /** Reads {@code ADDRESS} or {@code ADDRESS/BITS}; letters and signs are checked by the schema, so that no name is looked up. */
    static AddressBlock parse(String text) {
        String[] parts = text.split("/", 2);
        try {
            if (!parts[0].contains(":") && !parts[0].matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}")) {
                throw new IllegalArgumentException(text + " is no address or block of addresses");
            }
            InetAddress address = InetAddress.getByName(parts[0]);
            int most = address.getAddress().length * 8;
            int bits = parts.length == 1 ? most : Integer.parseInt(parts[1]);
            if (bits > most) {
                throw new IllegalArgumentException(text + " has more than " + most + " bits");
            }
            return new AddressBlock(address, bits);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(text + " is no address or block of addresses", e);
        }
    }

    /** Whether the address from which all calls come is one of them. */
    boolean holdsLoopback() {
        byte[] own = LOOPBACK.getAddress();
        byte[] other = address.getAddress();
        int shift = own.length * 8 - bits;
        return own.length == other.length
                && new BigInteger(1, own).shiftRight(shift).equals(new BigInteger(1, other).shiftRight(shift));
    }
}
