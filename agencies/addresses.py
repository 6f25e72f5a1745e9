"""Which addresses of the network are public, so that what people type as an address cannot reach into our own."""

from __future__ import annotations

import ipaddress

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
#: IPv6 addresses that stand for an IPv4 address (RFC 6052).
NAT64 = ipaddress.ip_network("64:ff9b::/96")


def meant(address: Address) -> Address:
    """The IPv4 address that an IPv6 address carries, as far as the network would go there."""
    if isinstance(address, ipaddress.IPv4Address):
        return address
    if address in NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else address)


def is_public(address: Address) -> bool:
    """Whether it is somebody's on the internet."""
    there = meant(address)
    return there.is_global and not there.is_multicast


def is_private(address: Address) -> bool:
    """Whether it is this machine, or one beside it. Link-local addresses, where clouds keep their secrets, are not."""
    there = meant(address)
    if there.is_link_local or there.is_multicast or there.is_unspecified:
        return False
    return there.is_loopback or (there.is_private and not there.is_reserved)
