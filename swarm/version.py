"""Which version of Swarm this is."""

VERSION = "0.1.0"
