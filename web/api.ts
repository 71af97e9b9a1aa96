import { queryOptions, useMutation, useQueryClient, type UseMutationResult } from '@tanstack/react-query'
import { useRef } from 'react'
import type { Operations } from './api-types.ts'
import { noteAnswer } from './kept.ts'
import { currentLocale } from './messages/locale.ts'

export type OperationName = keyof Operations & string
export type Input<Name extends OperationName> = Operations[Name]['input']
export type Output<Name extends OperationName> = Operations[Name]['output']

export type FieldProblem = { path: string; code: string; message: string }

/** An answer of the server as RFC 9457 problem+json; `status` 0 means that it could not be reached. */
export class Problem extends Error {
  readonly status: number
  readonly code: string
  /** The number to name to the help desk: it finds the request in the server's log. */
  readonly request: string | undefined
  readonly fields: readonly FieldProblem[]
  readonly members: Readonly<Record<string, unknown>>

  constructor(status: number, members: Record<string, unknown>) {
    super(text(members.detail) ?? text(members.title) ?? `HTTP ${status}`)
    this.name = 'Problem'
    this.status = status
    this.code = text(members.code) ?? text(members.type)?.split('/').at(-1) ?? 'unknown'
    this.request = text(members.request)
    this.fields = Array.isArray(members.problems) ? members.problems.flatMap(readField) : []
    this.members = members
  }
}

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)

/** The words of a field's problem come as text, or in both languages from core/forms. */
function readField(value: unknown): FieldProblem[] {
  if (typeof value !== 'object' || value === null || !('path' in value)) return []
  const code = 'code' in value ? String(value.code) : ''
  const message = 'message' in value ? wordsOf(value.message) : undefined
  return [{ path: String(value.path), code, message: message ?? code }]
}

function wordsOf(message: unknown): string | undefined {
  if (typeof message !== 'object' || message === null) return text(message)
  const spoken = Object.fromEntries(Object.entries(message))
  return text(spoken[currentLocale()]) ?? text(spoken.vi)
}

export const isOffline = (error: unknown): boolean => error instanceof Problem && error.status === 0

/** A refusal is an answer; only what may pass by itself is tried again. */
export const mayPass = (error: unknown): boolean =>
  !(error instanceof Problem) || error.status === 0 || error.status >= 502

type Send = { idempotencyKey?: string; signal?: AbortSignal }

/** One request to the server: JSON back, or a `Problem`. For what is no operation, such as uploads. */
export async function request(url: string, init: RequestInit): Promise<unknown> {
  const headers = new Headers(init.headers)
  headers.set('accept-language', currentLocale())
  const response = await fetch(url, { ...init, headers }).catch((error: unknown) => {
    if (error instanceof DOMException && error.name === 'AbortError') throw error
    throw new Problem(0, { code: 'offline' })
  })
  noteAnswer(response)
  if (response.ok) return response.status === 204 ? null : response.json()
  const members: unknown = await response.json().catch(() => ({}))
  throw new Problem(response.status, typeof members === 'object' && members !== null ? { ...members } : {})
}

/** The input of a query as it stands in the address: empty fields left out, lists repeated, the rest as text. */
export function queryString(input: object): string {
  const fields = new URLSearchParams()
  for (const [key, value] of Object.entries(input)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one === undefined || one === null || one === '') continue
      fields.append(key, typeof one === 'object' ? JSON.stringify(one) : String(one))
    }
  }
  const written = fields.toString()
  return written && `?${written}`
}

// What comes back was checked against the operation's schema by the server; the types are generated from that schema.
function query<Name extends OperationName>(name: Name, input: Input<Name>, options?: Send): Promise<Output<Name>>
function query(name: string, input: object, { signal }: Send = {}): Promise<unknown> {
  return request(`/api/${name}${queryString(input)}`, signal ? { signal } : {})
}

function command<Name extends OperationName>(name: Name, input: Input<Name>, options?: Send): Promise<Output<Name>>
function command(name: string, input: object, { idempotencyKey, signal }: Send = {}): Promise<unknown> {
  const headers = new Headers({ 'content-type': 'application/json' })
  if (idempotencyKey) headers.set('idempotency-key', idempotencyKey)
  return request(`/api/${name}`, { method: 'POST', headers, body: JSON.stringify(input), ...(signal && { signal }) })
}

export const api = { query, command }

/** A question for `useQuery`; its key is the operation's name and input, so that it can be asked anew by name. */
export const ask = <Name extends OperationName>(name: Name, input: Input<Name>) =>
  queryOptions({ queryKey: [name, input] as const, queryFn: ({ signal }) => query(name, input, { signal }) })

/**
 * A command as a mutation. One key goes with all tries of the same input, so that a repeated press, or a retry after a lost
 * answer, does the work once. On success the named queries are asked anew.
 */
export function useCommand<Name extends OperationName>(
  name: Name,
  refresh: readonly OperationName[] = [],
): UseMutationResult<Output<Name>, Error, Input<Name>> {
  const client = useQueryClient()
  const attempt = useRef({ input: '', key: '' })
  return useMutation({
    mutationFn: (input: Input<Name>) => {
      const written = JSON.stringify(input)
      if (attempt.current.input !== written) attempt.current = { input: written, key: newKey() }
      return command(name, input, { idempotencyKey: attempt.current.key })
    },
    onSuccess: () => {
      attempt.current = { input: '', key: '' }
      return Promise.all(refresh.map((key) => client.invalidateQueries({ queryKey: [key] })))
    },
  })
}

/** `crypto.randomUUID` exists in secure contexts only; a demo on a local network has none. */
export function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** A key in the form of a UUID (version 4), for records that are named by who makes them. */
export function newUuid(): string {
  const key = newKey()
  return [key.slice(0, 8), key.slice(8, 12), `4${key.slice(13, 16)}`, `8${key.slice(17, 20)}`, key.slice(20)].join('-')
}
