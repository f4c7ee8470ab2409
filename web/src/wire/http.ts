import createClient from 'openapi-fetch'

/** What the server said when it refused, in the one error shape. */
export class Problem extends Error {
  readonly status: number
  readonly code: string
  readonly fields: Record<string, string>
  readonly current: unknown

  constructor(status: number, body: Record<string, unknown>) {
    super(typeof body.detail === 'string' ? body.detail : '')
    this.name = 'Problem'
    this.status = status
    this.code = typeof body.code === 'string' ? body.code : 'unknown'
    this.fields = readFields(body.fields)
    this.current = body.current
  }
}

/** The request never reached the server, or no answer came back. */
export class Unreachable extends Error {}

/** Field faults come as `{name: text}` or as a list of `{field, detail}`. */
function readFields(fields: unknown): Record<string, string> {
  if (Array.isArray(fields)) {
    return Object.fromEntries(
      fields.map((fault) => [String(fault.field ?? fault.name), String(fault.detail ?? '')]),
    )
  }
  if (typeof fields !== 'object' || fields === null) return {}
  return Object.fromEntries(Object.entries(fields).map(([name, text]) => [name, String(text)]))
}

export type Values = Record<string, string | number>
export type Query = Record<string, string | number | boolean | number[] | null | undefined>
export interface Call {
  path?: Values
  query?: Query
  body?: unknown
  signal?: AbortSignal
}

type Method = 'get' | 'post' | 'put' | 'patch' | 'delete'

let csrf = ''
let signedOut = () => {}

/** Remember the token that every command must carry; it comes with `Me`. */
export function carryCsrf(token: string) {
  csrf = token
}

/** Tell the wire whom to call when an answer says that the session is over. */
export function whenSignedOut(listener: () => void) {
  signedOut = listener
}

const client = createClient<Record<string, never>>({
  baseUrl: typeof location === 'undefined' ? '' : location.origin,
  credentials: 'same-origin',
  fetch: (request) => globalThis.fetch(request),
})

async function ask<T>(method: Method, path: string, call: Call): Promise<T> {
  const { response, body } = await perform(method, path, call)
  if (response.ok) return body as T
  const problem = new Problem(response.status, (body ?? {}) as Record<string, unknown>)
  if (problem.status === 401 && path !== '/api/sign-in') signedOut()
  throw problem
}

interface Raw {
  data?: unknown
  error?: unknown
  response: Response
}

async function perform(method: Method, path: string, call: Call) {
  const send = client.request as unknown as (
    method: Method,
    path: string,
    init: object,
  ) => Promise<Raw>
  const init = {
    params: { path: call.path, query: withoutEmpty(call.query) },
    body: call.body,
    signal: call.signal,
    headers: method === 'get' ? {} : { 'X-CSRF-Token': csrf },
    ...(call.body instanceof FormData ? { bodySerializer: (form: FormData) => form } : {}),
  }
  const raw = await send(method, path, init).catch((cause: unknown) => {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause
    throw new Unreachable('', { cause })
  })
  return { response: raw.response, body: raw.data ?? parsed(raw.error) }
}

function parsed(error: unknown): unknown {
  return typeof error === 'object' ? error : {}
}

function withoutEmpty(query: Query | undefined) {
  if (!query) return undefined
  return Object.fromEntries(
    Object.entries(query).filter(
      ([, value]) => value !== undefined && value !== null && value !== '',
    ),
  )
}

/** Read what a screen needs. `path` as in the OpenAPI document: `/api/tickets/{number}`. */
export function read<T>(path: string, call: Call = {}): Promise<T> {
  return ask<T>('get', path, call)
}

/** Whether the session still stands; whoever asked by `whenSignedOut` is told where it does not. */
export async function isSignedIn(): Promise<boolean> {
  const here = await read<{ me: unknown }>('/api/sign-in').catch(() => null)
  if (here === null || here.me !== null) return true
  signedOut()
  return false
}

/** Read a file. */
export async function readBlob(path: string, call: Call = {}): Promise<Blob> {
  const filled = path.replace(/\{(\w+)\}/g, (_, name) =>
    encodeURIComponent(String(call.path?.[name])),
  )
  const response = await globalThis
    .fetch(new Request(new URL(filled, location.origin), { credentials: 'same-origin' }))
    .catch((cause: unknown) => {
      throw new Unreachable('', { cause })
    })
  if (!response.ok) throw new Problem(response.status, {})
  return response.blob()
}

export function post<T>(path: string, call: Call = {}): Promise<T> {
  return ask<T>('post', path, call)
}

export function put<T>(path: string, call: Call = {}): Promise<T> {
  return ask<T>('put', path, call)
}

export function patch<T>(path: string, call: Call = {}): Promise<T> {
  return ask<T>('patch', path, call)
}

export function remove<T>(path: string, call: Call = {}): Promise<T> {
  return ask<T>('delete', path, call)
}
