"""WebSocket frames (RFC 6455), built and read; pure: bytes in, bytes out."""

from __future__ import annotations

import base64
import hashlib
import struct

CONTINUATION, TEXT, BINARY, CLOSE, PING, PONG = 0x0, 0x1, 0x2, 0x8, 0x9, 0xA
CONTROLS = (CLOSE, PING, PONG)
LONGEST_CONTROL = 125

NORMAL, PROTOCOL_FAULT, NOT_TEXT, TOO_SLOW, TOO_BIG = 1000, 1002, 1007, 1008, 1009

_GUID = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"


class Broken(ValueError):
    """What came is no WebSocket any more; `code` goes into the closing frame."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


def accept_key(key: str) -> str:
    """The answer to a client's `Sec-WebSocket-Key`."""
    # The protocol asks for SHA-1; nothing secret is protected by it.
    digest = hashlib.sha1(key.encode() + _GUID, usedforsecurity=False).digest()
    return base64.b64encode(digest).decode()


def build_frame(payload: bytes, opcode: int = TEXT) -> bytes:
    """One whole, unmasked frame, as a server sends it."""
    length, first = len(payload), bytes((0x80 | opcode,))
    if length < 126:
        return first + bytes((length,)) + payload
    if length < 65_536:
        return first + struct.pack(">BH", 126, length) + payload
    return first + struct.pack(">BQ", 127, length) + payload


def build_close(code: int) -> bytes:
    """The frame that ends a connection."""
    return build_frame(struct.pack(">H", code), CLOSE)


class FrameReader:
    """Takes bytes as they come from a client and gives whole messages back.

    A message of more than `most` bytes, an unmasked frame, reserved bits, an unknown opcode or
    text that is not UTF-8 raise `Broken`. Memory is bounded by `most` and what is fed at once.
    """

    __slots__ = ("_buffer", "_opcode", "_parts", "_size", "most")

    def __init__(self, most: int) -> None:
        self.most = most
        self._buffer = b""
        self._parts: list[bytes] | None = None
        self._opcode = self._size = 0

    def feed(self, data: bytes) -> list[tuple[int, bytes]]:
        """The messages that are complete now: opcode and unmasked payload, controls included."""
        buffer = self._buffer + data if self._buffer else data
        messages: list[tuple[int, bytes]] = []
        at = 0
        while (frame := self._cut(buffer, at)) is not None:
            opcode, last, payload, at = frame
            message = self._gather(opcode, last, payload)
            if message is not None:
                messages.append(message)
        self._buffer = buffer[at:]
        return messages

    def _cut(self, buffer: bytes, at: int) -> tuple[int, bool, bytes, int] | None:
        """One frame that begins at `at`: opcode, whether it is the last part, payload, its end."""
        if len(buffer) - at < 2:
            return None
        first, second = buffer[at], buffer[at + 1]
        opcode, length = first & 0x0F, second & 0x7F
        if first & 0x70 or not second & 0x80 or opcode not in (0, 1, 2, 8, 9, 10):
            raise Broken(PROTOCOL_FAULT)
        if opcode in CONTROLS and (length > LONGEST_CONTROL or not first & 0x80):
            raise Broken(PROTOCOL_FAULT)
        body = at + 2
        if length > LONGEST_CONTROL:
            wide = 2 if length == 126 else 8
            if len(buffer) - body < wide:
                return None
            length = int.from_bytes(buffer[body : body + wide], "big")
            body += wide
        if length > self.most:
            raise Broken(TOO_BIG)
        end = body + 4 + length
        if len(buffer) < end:
            return None
        return (
            opcode,
            bool(first & 0x80),
            unmask(buffer[body + 4 : end], buffer[body : body + 4]),
            end,
        )

    def _gather(self, opcode: int, last: bool, payload: bytes) -> tuple[int, bytes] | None:
        if opcode in CONTROLS:
            return opcode, payload
        if (opcode == CONTINUATION) is (self._parts is None):
            raise Broken(PROTOCOL_FAULT)
        if self._parts is None:
            if last:
                return opcode, _checked(opcode, payload)
            self._parts, self._opcode, self._size = [], opcode, 0
        self._parts.append(payload)
        self._size += len(payload) + 1  # an empty part is not free
        if self._size > self.most:
            raise Broken(TOO_BIG)
        if not last:
            return None
        whole, self._parts = b"".join(self._parts), None
        return self._opcode, _checked(self._opcode, whole)


def _checked(opcode: int, payload: bytes) -> bytes:
    if opcode == TEXT:
        try:
            payload.decode()
        except UnicodeDecodeError as error:
            raise Broken(NOT_TEXT) from error
    return payload


def unmask(payload: bytes, mask: bytes) -> bytes:
    """`payload` with the four bytes of `mask` laid over it; twice gives the same again."""
    length = len(payload)
    repeated = (mask * (length // 4 + 1))[:length]
    mixed = int.from_bytes(payload, "little") ^ int.from_bytes(repeated, "little")
    return mixed.to_bytes(length, "little")
