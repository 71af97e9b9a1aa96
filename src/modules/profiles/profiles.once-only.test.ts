/**
 * Nothing is asked for twice (NĐ 224/2026 Đ15, Đ18): what a connected source answers names that source. "The same meaning" is
 * decided by what definitions declare, never by resemblance of words alone:
 * - a section that takes anything from `person.*` is about the account's person: its fields of the names and types that the account
 *   answers come from there;
 * - a field at a path that papers of a kind state (`states` of papers.yaml), or of that name in that section, comes from the paper,
 *   unless the procedure issues that kind and takes none of it;
 * - a paper whose name holds the name of a kind that a procedure of the province issues comes from the person's papers.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readPack } from '../../core/definitions/pack.ts'
import type { FieldType } from '#core/forms'
import { searchKey } from '#core/text'
import { modules } from '../../modules.ts'
import { ProcedureWords, type Procedure } from '../procedures/definition.ts'
import { paperKindsKind } from './definition.ts'

const kinds = modules.flatMap((module) => module.kinds ?? [])
const { written } = readPack('province/quang-tri', kinds)
const procedures = written.flatMap(({ kind, id, content }) =>
  kind === 'procedure' ? [{ id, ...ProcedureWords.parse(content) }] : [],
)
const paperKinds = paperKindsKind.schema.parse(written.find(({ kind }) => kind === paperKindsKind.kind)?.content).kinds
const issued = new Set(procedures.map(({ result }) => result.paper))

/** What the account answers, by the name and type of a field. */
const ofPerson: Record<string, FieldType> = {
  fullName: 'personName',
  idNumber: 'personalId',
  birthDate: 'date',
  sex: 'choice',
  phone: 'phone',
  email: 'email',
  residence: 'address',
}

type Listed = Procedure & { id: string }

const askedOfPerson = ({ id, form }: Listed): string[] =>
  form
    .filter((section) => !section.repeat && section.fields.some(({ from }) => from?.startsWith('person.')))
    .flatMap((section) =>
      section.fields
        .filter((field) => ofPerson[field.id] === field.type && field.from !== `person.${field.id}`)
        .map((field) => `${id}: ${section.id}.${field.id} asks what the account knows`),
    )

function askedOfPapers({ id, form, papers, result }: Listed): string[] {
  const taken = new Set(papers.map(({ from }) => from))
  return Object.entries(paperKinds).flatMap(([kind, { states }]) =>
    !issued.has(kind) || (kind === result.paper && !taken.has(`my.papers.${kind}`))
      ? []
      : Object.entries(states).flatMap(([name, paths]) =>
          form
            .filter(({ repeat }) => !repeat)
            .flatMap((section) =>
              section.fields
                .filter(
                  (field) =>
                    paths.includes(`${section.id}.${field.id}`) ||
                    (field.id === name && paths.some((path) => path.startsWith(`${section.id}.`))),
                )
                .filter((field) => field.from !== `my.papers.${kind}.${name}` && !field.from?.startsWith('person.'))
                .map((field) => `${id}: ${section.id}.${field.id} asks what ${kind} states`),
            ),
        ),
  )
}

const askedAgain = ({ id, papers, result }: Listed): string[] =>
  papers.flatMap((paper) =>
    Object.entries(paperKinds)
      .filter(([kind, { name, also }]) =>
        issued.has(kind) && kind !== result.paper
          ? [name.vi, ...also].some((words) => searchKey(paper.name.vi).includes(searchKey(words)))
          : false,
      )
      .filter(([kind]) => paper.from !== `my.papers.${kind}`)
      .map(([kind]) => `${id}: ${paper.id} asks for ${kind}, which the province issues`),
  )

test('over all full procedures nothing is asked for twice', () => {
  const full = procedures.filter(({ form }) => form.length > 0)
  assert.ok(full.length >= 33)
  const twice = full.flatMap((procedure) => [
    ...askedOfPerson(procedure),
    ...askedOfPapers(procedure),
    ...askedAgain(procedure),
  ])
  assert.deepEqual(twice, [])
})

test('a procedure that forgets a source is found out', () => {
  const passport = procedures.find(({ id }) => id === 'passport')
  assert.ok(passport)
  const forgetful: Listed = {
    ...passport,
    form: passport.form.map((section) => ({
      ...section,
      fields: section.fields.map((field) => (field.id === 'birthDate' ? { ...field, from: undefined } : field)),
    })),
    papers: passport.papers.map((paper) => ({ ...paper, from: undefined })),
  }
  assert.equal(askedOfPerson(forgetful).length, 1)
  assert.equal(askedAgain(forgetful).length, 1)
  const permit = procedures.find(({ id }) => id === 'house-construction-permit')
  assert.ok(permit)
  const land = permit.form.map((section) => ({
    ...section,
    fields: section.fields.map((field) => ({ ...field, from: undefined })),
  }))
  assert.ok(askedOfPapers({ ...permit, form: land }).length >= 4)
})
