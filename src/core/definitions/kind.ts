import type { z } from 'zod'

export type Path = readonly (string | number)[]

/** What a kind's own check may ask and say; a path is that of the file as written. */
export type Check = {
  error(path: Path, message: string): void
  warn(path: Path, message: string): void
  /** Says `no role "chiar"; did you mean "chair"?` unless the pack declares the name. */
  refer(noun: string, name: string, path: Path): void
  /** The names that the pack declares under a noun. */
  names(noun: string): ReadonlySet<string>
}

/**
 * A kind of definition, owned by a module: where its files lie, how they are written, what must hold.
 * With `folder`, each file is a definition and its name the id; with `file`, the pack has this one file.
 */
export type DefinitionKind<Body = unknown> = {
  kind: string
  folder?: string
  file?: string
  /** The pack must have it. */
  required?: boolean
  schema: z.ZodType<Body>
  /** A second name by which it is known: a procedure's national code. The pack's definition hides an imported one of that name. */
  code?(body: Body): string
  /** Names that other definitions may use, by noun: `{ role: ['chair', …] }`. Its own id is declared under its kind. */
  declares?(body: Body): Record<string, readonly string[]>
  check?(body: Body, check: Check): void
}

/** The day from which a definition without a date in its name holds. */
export const always = '0001-01-01'

export type Definition<Body> = {
  kind: string
  id: string
  validFrom: string
  digest: string
  source: 'pack' | 'import'
  retiredOn: string | undefined
  body: Body
}
