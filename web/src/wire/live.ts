import { io, type Socket } from 'socket.io-client'
import type { FollowAnswer, Line, Lines, PresenceEvent, TypingEvent } from '../contract/activity.ts'
import { Follower, type Listener, type Transport } from './follower.ts'
import { isSignedIn, read } from './http.ts'

export type Connection = 'idle' | 'connecting' | 'online' | 'offline'

const ACK_AFTER_MS = 8000
const CALL_AGAIN_MS = 2000

/** The one Socket.IO connection of a signed-in client. */
class Live implements Transport {
  #socket: Socket | null = null
  #connection: Connection = 'idle'
  readonly #followers = new Set<Follower>()
  readonly #presence = new Map<string, PresenceEvent['people']>()
  readonly #watchers = new Set<() => void>()
  readonly #typists = new Set<(event: TypingEvent) => void>()

  get connection(): Connection {
    return this.#connection
  }

  /** Connect after signing in; does nothing when already connected. */
  start(): void {
    if (this.#socket) return
    const socket = io({ path: '/socket.io', reconnectionDelayMax: 10_000 })
    this.#socket = socket
    this.#become('connecting')
    socket.on('connect', () => {
      this.#become('online')
      for (const follower of this.#followers) void this.#join(follower)
    })
    const lost = () => {
      this.#become('offline')
      void this.#askWhy(socket)
    }
    socket.on('disconnect', lost)
    socket.on('connect_error', lost)
    socket.on('activity', (line: Line) => {
      for (const follower of this.#followers) follower.receive(line)
    })
    socket.on('presence', (event: PresenceEvent) => {
      this.#presence.set(event.stream, event.people)
      this.#tell()
    })
    socket.on('typing', (event: TypingEvent) => {
      for (const listener of this.#typists) listener(event)
    })
  }

  /** Disconnect on signing out. */
  stop(): void {
    this.#socket?.disconnect()
    this.#socket = null
    this.#presence.clear()
    this.#become('idle')
  }

  /** Try again at once, for the person who does not want to wait. */
  retry(): void {
    this.#socket?.disconnect().connect()
  }

  /** Hear a stream after a number (from its head without one); returns how to stop. */
  listen(stream: string, after: number | undefined, listener: Listener): () => void {
    const follower = new Follower(stream, after, this, listener)
    this.#followers.add(follower)
    if (this.#socket?.connected) void this.#join(follower)
    return () => {
      follower.leave()
      this.#followers.delete(follower)
      if (![...this.#followers].some((other) => other.stream === stream)) {
        this.#presence.delete(stream)
        if (this.#socket?.connected) this.#socket.emit('unfollow', { stream })
      }
    }
  }

  follow(stream: string, after: number | undefined): Promise<FollowAnswer> {
    if (!this.#socket) return Promise.resolve({ ok: false, code: 'offline' })
    const request = after === undefined ? { stream } : { stream, after }
    return this.#socket.timeout(ACK_AFTER_MS).emitWithAck('follow', request)
  }

  readAfter(stream: string, after: number): Promise<Lines> | null {
    const [things, id] = stream.split('/')
    if (!id || things === 'people') return null
    return read<Lines>(`/api/${things}/{id}/activity`, { path: { id }, query: { after } })
  }

  typing(stream: string): void {
    if (this.#socket?.connected) this.#socket.emit('typing', { stream })
  }

  onTyping(listener: (event: TypingEvent) => void): () => void {
    this.#typists.add(listener)
    return () => this.#typists.delete(listener)
  }

  presenceOn(stream: string): PresenceEvent['people'] | undefined {
    return this.#presence.get(stream)
  }

  /** Be told when the connection or somebody's presence changes. */
  watch(listener: () => void): () => void {
    this.#watchers.add(listener)
    return () => this.#watchers.delete(listener)
  }

  /** An acknowledgement that never came is repeated by hand while the connection lasts. */
  async #join(follower: Follower): Promise<void> {
    try {
      await follower.join()
    } catch {
      setTimeout(() => {
        if (this.#socket?.connected && this.#followers.has(follower)) void this.#join(follower)
      }, 2000)
    }
  }

  /** A server that hangs up is not called again by the library: that may be the session's end. */
  async #askWhy(socket: Socket): Promise<void> {
    if (socket.active || socket !== this.#socket) return
    if (!(await isSignedIn())) return
    setTimeout(() => {
      if (socket === this.#socket && !socket.active) socket.connect()
    }, CALL_AGAIN_MS)
  }

  #become(connection: Connection): void {
    this.#connection = connection
    this.#tell()
  }

  #tell(): void {
    for (const watcher of this.#watchers) watcher()
  }
}

export const live = new Live()
