import type { FollowAnswer, Line, Lines } from '../contract/activity.ts'

/** How a follower reaches the server; the socket in the product, a plain object in tests. */
export interface Transport {
  follow(stream: string, after: number | undefined): Promise<FollowAnswer>
  /** Lines after a number by HTTP; null where a stream has no such address. */
  readAfter(stream: string, after: number): Promise<Lines> | null
}

export interface Listener {
  onLine(line: Line): void
  /** Heard from the head on: what was read before this moment may be old already. */
  onBegun?(): void
  /** The server will not let us hear this stream (any more). */
  onRefused?(code: string): void
  /** Lines were skipped that cannot be read back: take a new snapshot. */
  onSkipped?(): void
}

/**
 * One reader of one stream. Hands on every line exactly once and in order, whatever the
 * connection does: doubled lines are dropped, a gap is filled by HTTP before going on.
 */
export class Follower {
  readonly stream: string
  #last: number | undefined
  readonly #transport: Transport
  readonly #listener: Listener
  #filling: Promise<void> | null = null
  #waiting: Line[] = []
  #over = false

  constructor(stream: string, after: number | undefined, transport: Transport, listener: Listener) {
    this.stream = stream
    this.#last = after
    this.#transport = transport
    this.#listener = listener
  }

  /** Ask to hear the stream from the last line that we have; again after each reconnect. */
  async join(): Promise<void> {
    if (this.#over) return
    const answer = await this.#transport.follow(this.stream, this.#last)
    if (this.#over) return
    if (answer.ok) return this.#accepted(answer.head)
    if (answer.code !== 'too_far') return this.#listener.onRefused?.(answer.code)
    if (this.#transport.readAfter(this.stream, this.#last ?? 0) === null) {
      this.#last = undefined
      this.#listener.onSkipped?.()
    } else {
      await this.#fill()
    }
    return this.join()
  }

  /** A line came in from the socket. */
  receive(line: Line): void {
    if (this.#over || line.stream !== this.stream) return
    if (this.#filling) {
      this.#waiting.push(line)
    } else if (this.#last === undefined || line.seq === this.#last + 1) {
      this.#deliver(line)
    } else if (line.seq > this.#last + 1) {
      this.#waiting.push(line)
      void this.#fill()
    }
  }

  leave(): void {
    this.#over = true
    this.#waiting = []
  }

  #accepted(head: number): void {
    if (this.#last !== undefined) return
    this.#last = head
    this.#listener.onBegun?.()
  }

  #deliver(line: Line): void {
    this.#last = line.seq
    this.#listener.onLine(line)
  }

  #fill(): Promise<void> {
    this.#filling ??= this.#readMissing().finally(() => {
      this.#filling = null
      this.#flush()
    })
    return this.#filling
  }

  async #readMissing(): Promise<void> {
    for (;;) {
      const lines = await this.#transport.readAfter(this.stream, this.#last ?? 0)
      if (lines === null || this.#over) return
      for (const line of lines.items) if (line.seq > (this.#last ?? 0)) this.#deliver(line)
      if (lines.items.length === 0 || (this.#last ?? 0) >= lines.head) return
    }
  }

  /** Hand on what came in while a gap was being filled. */
  #flush(): void {
    const held = this.#waiting.sort((a, b) => a.seq - b.seq)
    this.#waiting = []
    if (this.#over) return
    for (const line of held) {
      const last = this.#last ?? line.seq - 1
      if (line.seq <= last) continue
      if (line.seq > last + 1) this.#listener.onSkipped?.()
      this.#deliver(line)
    }
  }
}
