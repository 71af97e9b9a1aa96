import type { Definition, DefinitionKind } from './kind.ts'
import type { DefinitionRow } from './store.ts'

/** The definitions of one kind, in all their versions. */
export class Shelf<Body> {
  /** Rises with every change: what is derived from the definitions compares it. */
  revision = 0
  readonly kind: DefinitionKind<Body>
  readonly #versions = new Map<string, Definition<Body>[]>()
  readonly #digests = new Map<string, Definition<Body>>()
  readonly #ids = new Map<string, string>()

  constructor(kind: DefinitionKind<Body>) {
    this.kind = kind
  }

  /** @param content what a version says that the shelf does not hold yet */
  put(row: DefinitionRow, content: unknown): void {
    this.revision++
    const known = this.#digests.get(row.digest)
    if (known) {
      known.retiredOn = row.retired_on ?? undefined
      known.source = row.source
      return
    }
    const definition = lazily(this.kind, row, content)
    this.#digests.set(row.digest, definition)
    this.#versions.set(row.id, [...(this.#versions.get(row.id) ?? []), definition])
    if (row.source === 'pack' && this.kind.code) this.#ids.set(this.kind.code(definition.body), row.id)
  }

  /** By id or code. Of the versions that had begun by a day and were not retired, the last; the pack's before an imported one. */
  find(name: string, on: string): Definition<Body> | undefined {
    const named = this.#ids.get(name)
    return (named === undefined ? undefined : this.#inForce(named, on)) ?? this.#inForce(name, on)
  }

  list(on: string): Definition<Body>[] {
    return [...this.#versions.keys()].flatMap((id) => {
      const hidden = this.#ids.get(id)
      const found = hidden !== undefined && this.#inForce(hidden, on) ? undefined : this.#inForce(id, on)
      return found ? [found] : []
    })
  }

  findByDigest(digest: string): Definition<Body> | undefined {
    return this.#digests.get(digest)
  }

  #inForce(id: string, on: string): Definition<Body> | undefined {
    let best: Definition<Body> | undefined
    for (const version of this.#versions.get(id) ?? []) {
      const holds = version.validFrom <= on && (version.retiredOn === undefined || on < version.retiredOn)
      if (holds && (best === undefined || prefers(version, best))) best = version
    }
    return best
  }
}

/** Later versions are stored later, so an equal rank falls to the one that comes last. */
function prefers(a: Definition<unknown>, b: Definition<unknown>): boolean {
  if (a.source !== b.source) return a.source === 'pack'
  if (a.validFrom !== b.validFrom) return a.validFrom > b.validFrom
  if ((a.retiredOn === undefined) !== (b.retiredOn === undefined)) return a.retiredOn === undefined
  return true
}

/** Thousands of imported definitions are loaded at every start, and few are opened: each is read when it is first asked for. */
function lazily<Body>(kind: DefinitionKind<Body>, row: DefinitionRow, written: unknown): Definition<Body> {
  let content = written
  let read: { body: Body } | undefined
  return {
    kind: row.kind,
    id: row.id,
    validFrom: row.valid_from,
    digest: row.digest,
    source: row.source,
    retiredOn: row.retired_on ?? undefined,
    get body() {
      read ??= { body: kind.schema.parse(content) }
      content = undefined
      return read.body
    },
  }
}
