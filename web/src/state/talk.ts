import type { Line } from '../contract/activity.ts'
import { CREDITS, type CreditKind } from '../contract/ending.ts'

/** A stretch of what another message says now; `text` is null once it was erased. */
export interface Quoted {
  message: number
  seq: number
  author: number | null
  text: string | null
}

/** A file that a message carries; only a clean one can be had. */
export interface Attached {
  id: number
  name: string
  media_type: string
  size: number
  state: string
  /** Only for those with a grant; it has no name here. */
  restricted?: boolean
}

/** A file as everybody sees it once it is restricted. */
function withoutName(file: Attached): Attached {
  const media_type = 'application/octet-stream'
  return { ...file, name: 'Restricted file', media_type, size: 0, restricted: true }
}

export interface Reaction {
  emoji: string
  people: number[]
}

/** What was answered to a message in its thread. */
export interface Answers {
  count: number
  last: string
  people: number[]
}

/** A message as it stands after every line that concerns it. */
export interface Message {
  message: number
  seq: number
  author: number | null
  at: string
  /** Null once the words are erased. */
  body: string | null
  html: string | null
  editedAt: string | null
  /** The message that this answers. */
  thread: number | null
  /** An answer that the whole room sees. */
  also: boolean
  quoted: Quoted | null
  /** Members whom it names, also as a team. */
  mentions: number[]
  /** It names the whole room. */
  everyone: boolean
  /** Colleagues whom it names who were not in the room. */
  outside: number[]
  reactions: Reaction[]
  answers: Answers | null
  pinned: boolean
  /** How it helped, as somebody marked. */
  marks: CreditKind[]
  files: Attached[]
  /** For members only: nobody from outside the desk gets it. */
  aside: boolean
}

export type Talk = ReadonlyMap<number, Message>

/** Every message of a stretch of lines, by its id. Pure: the same lines give the same talk. */
export function talkOf(lines: readonly Line[]): Talk {
  const talk = new Map<number, Message>()
  for (const line of lines) {
    if (line.kind === 'message_posted') post(talk, line)
    else CHANGES[line.kind]?.(talk, line)
  }
  return talk
}

function post(talk: Map<number, Message>, line: Line): void {
  const { data } = line
  const said: Message = {
    message: Number(data.message),
    seq: line.seq,
    author: line.actor,
    at: line.at,
    body: textOf(data.body),
    html: textOf(data.html),
    editedAt: textOf(data.edited_at),
    thread: typeof data.thread === 'number' ? data.thread : null,
    also: data.also === true,
    quoted: (data.quoted as Quoted | undefined) ?? null,
    ...namedIn(data),
    reactions: [],
    answers: null,
    pinned: false,
    marks: [],
    files: (data.attached as Attached[] | undefined) ?? [],
    aside: data.aside === true,
  }
  talk.set(said.message, said)
  const root = said.thread === null ? undefined : talk.get(said.thread)
  if (root) root.answers = withAnswer(root.answers, said)
}

function withAnswer(before: Answers | null, said: Message): Answers {
  const people = new Set(before?.people ?? [])
  if (said.author !== null) people.add(said.author)
  return { count: (before?.count ?? 0) + 1, last: said.at, people: [...people] }
}

const CHANGES: Record<string, (talk: Map<number, Message>, line: Line) => void> = {
  // Only who is from outside gets the original with it: everybody else has it already.
  message_shared: (talk, line) => {
    const original = line.data.original as Line | undefined
    if (original && !talk.has(Number(original.data.message))) post(talk, original)
  },
  message_edited: (talk, line) => {
    const said = talk.get(Number(line.data.message))
    // A line without words was read after these were erased; its deletion follows.
    if (!said || typeof line.data.html !== 'string') return
    const { body, html } = line.data
    Object.assign(said, { body, html, editedAt: line.at, ...namedIn(line.data) })
    requote(talk, said.message, textOf(line.data.text))
  },
  message_deleted: (talk, line) => {
    const said = talk.get(Number(line.data.message))
    if (said)
      Object.assign(said, {
        body: null,
        html: null,
        reactions: [],
        pinned: false,
        marks: [],
        files: [],
      })
    requote(talk, Number(line.data.message), null)
  },
  file_scanned: (talk, line) => {
    const said = talk.get(Number(line.data.message))
    if (!said) return
    said.files = said.files.map((one) =>
      one.id === line.data.file ? { ...one, state: String(line.data.state) } : one,
    )
  },
  file_restricted: (talk, line) => {
    const said = talk.get(Number(line.data.message))
    if (!said) return
    said.files = said.files.map((one) => (one.id === line.data.file ? withoutName(one) : one))
  },
  file_unrestricted: (talk, line) => {
    const said = talk.get(Number(line.data.message))
    if (!said) return
    said.files = said.files.map((one) =>
      one.id === line.data.file ? { ...one, restricted: false } : one,
    )
  },
  message_pinned: (talk, line) => {
    const said = talk.get(Number(line.data.message))
    if (said) said.pinned = true
  },
  message_unpinned: (talk, line) => {
    const said = talk.get(Number(line.data.message))
    if (said) said.pinned = false
  },
  message_marked: (talk, line) => {
    const said = talk.get(Number(line.data.message))
    if (said)
      said.marks = CREDITS.filter((one) => one === line.data.mark || said.marks.includes(one))
  },
  message_unmarked: (talk, line) => {
    const said = talk.get(Number(line.data.message))
    if (said) said.marks = said.marks.filter((one) => one !== line.data.mark)
  },
  reaction_added: (talk, line) => {
    const said = talk.get(Number(line.data.message))
    if (said) said.reactions = withSign(said.reactions, String(line.data.emoji), line.actor)
  },
  reaction_removed: (talk, line) => {
    const said = talk.get(Number(line.data.message))
    if (said) said.reactions = withoutSign(said.reactions, String(line.data.emoji), line.actor)
  },
}

function namedIn(data: Line['data']) {
  return {
    mentions: idsOf(data.mentions),
    everyone: data.everyone === true,
    outside: idsOf(data.outside),
  }
}

function idsOf(value: unknown): number[] {
  return Array.isArray(value) ? value.filter((one): one is number => typeof one === 'number') : []
}

function requote(talk: Map<number, Message>, message: number, text: string | null): void {
  for (const said of talk.values()) {
    if (said.quoted?.message === message) said.quoted = { ...said.quoted, text }
  }
}

function withSign(reactions: Reaction[], emoji: string, person: number | null): Reaction[] {
  if (person === null) return reactions
  const rest = withoutSign(reactions, emoji, person)
  const known = rest.some((one) => one.emoji === emoji)
  if (!known) return [...rest, { emoji, people: [person] }]
  return rest.map((one) => (one.emoji === emoji ? { emoji, people: [...one.people, person] } : one))
}

function withoutSign(reactions: Reaction[], emoji: string, person: number | null): Reaction[] {
  return reactions
    .map((one) =>
      one.emoji === emoji ? { emoji, people: one.people.filter((id) => id !== person) } : one,
    )
    .filter((one) => one.people.length > 0)
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}
